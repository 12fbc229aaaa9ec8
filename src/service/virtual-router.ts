/** The virtual router of an instance: its members, and which of them becomes MASTER by priority. */
import type { Cluster, Member, VirtualRouter } from '../cluster/cluster.ts'
import { sourceOf } from '../cluster/unicast.ts'
import type { Instance } from '../model/config.ts'
import type { Sited } from '../model/sited.ts'
import { remembered } from '../text/remembered.ts'
import { enumerated, list, prose, quoted, type TextBlock } from './rich-text.ts'

/** The virtual router that an instance is a member of. */
export function routerOf(cluster: Cluster, instance: Instance): VirtualRouter | undefined {
  return routersByInstance(cluster).get(instance)
}

const routersByInstance = remembered(
  ({ routers }: Cluster): ReadonlyMap<Instance, VirtualRouter> =>
    new Map(routers.flatMap((router) => router.members.map(({ instance }) => [instance, router] as const))),
)

/** The members beside that of an instance. */
export function othersIn(router: VirtualRouter, instance: Instance): readonly Member[] {
  return router.members.filter((member) => member.instance !== instance)
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

/** The virtual router of an instance as a reader wants to see it: what it holds, and its members. */
export function routerBlocks(router: VirtualRouter): TextBlock[] {
  const ids = new Set(router.members.map(({ instance }) => shown(instance.virtualRouterId)))
  const addresses = new Set(router.members.flatMap(({ instance }) => instance.addresses.map((one) => one.value.text)))
  const id = ids.size === 1 ? ` ${[...ids][0]}` : ''
  const held = addresses.size === 0 ? '' : ` for ${enumerated([...addresses].map(quoted), MAX_LISTED)}`
  const winner = favourite(router)
  const items = router.members.map(
    (member) =>
      `${quoted(member.node.name)}: ${[
        ...(ids.size === 1 ? [] : [`virtual_router_id ${shown(member.instance.virtualRouterId)}`]),
        ...standing(member, winner),
      ].join(', ')}`,
  )
  return [prose(`Virtual router${id}${held}`), ...list(items), ...notesOn(router, winner)]
}

const MAX_LISTED = 4

function standing({ instance }: Member, winner: Member | undefined): string[] {
  const { priority, state, preempts, interface: device } = instance
  const becomes = winner?.instance === instance ? ', becomes MASTER' : ''
  return [
    `priority ${shown(priority)}${becomes}`,
    `state ${shown(state)}`,
    ...(device === undefined ? [] : [`interface ${quoted(device.value)}`]),
    ...(preempts ? [] : ['does not preempt']),
  ]
}

function notesOn(router: VirtualRouter, winner: Member | undefined): TextBlock[] {
  const { members } = router
  if (members.length === 1) return [prose('No other node of its cluster is known to be a member.')]
  const isTie = new Set(members.map(({ instance }) => shown(instance.priority))).size === 1
  const areKnown = members.every(({ instance }) => instance.priority.unknown !== true)
  if (winner !== undefined || !isTie || !areKnown || !hearEachOther(router)) return []
  const addresses = members.every(({ instance }) => sourceOf(instance) !== undefined) ? ' source address' : ' address'
  return [prose(`All have the same priority: the node with the higher${addresses} becomes MASTER.`)]
}

/** Whether all have one virtual_router_id in one family. */
function hearEachOther({ members }: VirtualRouter): boolean {
  return new Set(members.map(({ instance }) => `${instance.family} ${instance.virtualRouterId?.value}`)).size === 1
}
