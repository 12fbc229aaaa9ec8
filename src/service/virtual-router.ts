/** The virtual router of an instance: its members, and which of them becomes MASTER by priority. */
import type { Cluster, Member, VirtualRouter } from '../cluster/cluster.ts'
import type { Instance } from '../model/config.ts'
import type { Sited } from '../model/sited.ts'
import { remembered } from '../text/remembered.ts'

/** The virtual router that an instance is a member of. */
export function routerOf(cluster: Cluster, instance: Instance): VirtualRouter | undefined {
  return routersByInstance(cluster).get(instance)
}

const routersByInstance = remembered(
  ({ routers }: Cluster): ReadonlyMap<Instance, VirtualRouter> =>
    new Map(routers.flatMap((router) => router.members.map(({ instance }) => [instance, router] as const))),
)

/** The other members of the virtual router of an instance. */
export function otherMembers(cluster: Cluster, instance: Instance): readonly Member[] {
  return routerOf(cluster, instance)?.members.filter((member) => member.instance !== instance) ?? []
}

/**
 * The member of the highest priority; `undefined` where several have it, where a priority is not known, or where the
 * members do not hear each other.
 */
export function favourite({ members }: VirtualRouter): Member | undefined {
  if (!hearEachOther({ members })) return undefined
  if (members.some(({ instance }) => instance.priority.unknown === true)) return undefined
  const highest = Math.max(...members.map(({ instance }) => instance.priority.value))
  const best = members.filter(({ instance }) => instance.priority.value === highest)
  return best.length === 1 ? best[0] : undefined
}

/** A value, where it is known. */
export function shown(value: Sited<number | string> | undefined): string {
  if (value === undefined) return 'none'
  return value.unknown === true ? 'unknown' : String(value.value)
}

/** Whether all have one virtual_router_id in one family. */
export function hearEachOther({ members }: VirtualRouter): boolean {
  return new Set(members.map(({ instance }) => `${instance.family} ${instance.virtualRouterId?.value}`)).size === 1
}
