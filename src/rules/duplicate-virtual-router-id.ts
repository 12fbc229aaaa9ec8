/** Two instances of one node that use one virtual_router_id where keepalived cannot tell their adverts apart. */
import type { ClusterNode } from '../cluster/cluster.ts'
import { collideOnNode } from '../cluster/router-ids.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { sharingBy } from '../text/group-by.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const duplicateVirtualRouterId: NodeRule = {
  kind: 'node',
  name: 'duplicate-virtual-router-id',
  severity: 'error',
  summary: 'Two instances of a node use the same virtual_router_id on one interface.',
  why: 'The VRRP process then stops at its start and takes all instances of the node down with it (check_vrid_conflicts() in vrrp.c). One id may serve several instances only if they differ in family, interface or multicast group, or if one of them is unicast and the other is not; two unicast instances if they send from different addresses or, since 2.2.5, have no peer in common. Before release 2.1.0 only family and interface counted, and before 2.2.0 only the first two such instances are told. See keepalived issues #389 and #2022.',
  check: (node) => {
    const { instances } = node.config
    const routerIds = node.target.atLeast('2.1.0') ? routerIdsAmong(instances) : routerIdsBefore210(instances)
    const pairs = sharingBy(routerIds, ({ key }) => key).flatMap((group) =>
      group.flatMap(({ instance }, index): Pair[] => {
        const earlier = group.slice(0, index).find((one) => collideOnNode(one.instance, instance, node))?.instance
        return earlier === undefined ? [] : [{ earlier, instance }]
      }),
    )
    const told = new Set(node.target.atLeast('2.2.0') ? pairs : firstOf(pairs, instances))
    return pairs.flatMap((pair) => finding(node, pair).map((one) => ({ ...one, configTest: told.has(pair) })))
  },
}

interface UsedRouterId {
  readonly instance: Instance
  /** What instances that collide have in common. */
  readonly key: string
}

const routerIdsAmong = rememberedInEach((instance: Instance): readonly UsedRouterId[] => {
  const { unicast, interface: device } = instance
  const place = unicast.active ? `from ${unicast.source?.value.text}` : `on ${device?.value}`
  return usedRouterId(instance, place)
})

const routerIdsBefore210 = rememberedInEach((instance: Instance) =>
  usedRouterId(instance, `on ${instance.interface?.value}`),
)

function usedRouterId(instance: Instance, place: string): readonly UsedRouterId[] {
  const { virtualRouterId, family } = instance
  return virtualRouterId === undefined ? [] : [{ instance, key: `${virtualRouterId.value} ${family} ${place}` }]
}

/** Two instances that collide, in the order of the file. */
interface Pair {
  readonly earlier: Instance
  readonly instance: Instance
}

/** The pair that keepalived finds first, looking for each instance through those behind it. */
function firstOf(pairs: readonly Pair[], instances: readonly Instance[]): readonly Pair[] {
  const rank = ({ earlier, instance }: Pair): number =>
    instances.indexOf(earlier) * instances.length + instances.indexOf(instance)
  return [...pairs].sort((one, other) => rank(one) - rank(other)).slice(0, 1)
}

/** Until 2.2.4 they are looked for before sync groups and instances are put together. */
const BEFORE_GROUPS = 1.5

function finding(node: ClusterNode, { earlier, instance }: Pair): Finding[] {
  const id = instance.virtualRouterId
  const other = earlier.virtualRouterId
  if (id === undefined || other === undefined) return []
  const where = instance.interface === undefined ? '' : ` on \`${instance.interface.value}\``
  return [
    {
      message: `\`${earlier.name.value}\` and \`${instance.name.value}\` both use virtual_router_id ${id.value}${where}: the VRRP process stops, and no instance of ${node.name} runs. Give each virtual router on a network an id of its own.`,
      at: id.at,
      nodes: [node.name],
      related: [{ message: `\`${earlier.name.value}\` uses it here`, at: other.at }],
      completion: { process: 'vrrp', step: node.target.atLeast('2.2.5') ? 4 : BEFORE_GROUPS, ends: true },
    },
  ]
}
