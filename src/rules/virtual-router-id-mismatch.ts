/** Nodes that give one virtual router different virtual_router_ids. */
import { type Member, pairsOf } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { ClusterRule } from './rule.ts'

export const virtualRouterIdMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'virtual-router-id-mismatch',
  severity: 'error',
  summary: 'The nodes give one virtual router different virtual_router_ids.',
  why: 'A node looks adverts up by their virtual_router_id and never hears of one that it does not have (vrrp_scheduler.c). Every node becomes MASTER and holds the addresses, and no log says a word about it. Known from keepalived issue #1398 and sous-chefs/keepalived#24; two real daemons, 2.2.7 and 2.4.3, both held the address.',
  check: (cluster) =>
    cluster.routers.flatMap((router) => pairsOf(router).flatMap(([one, other]) => compare(one, other))),
}

function compare(one: Member, other: Member): Finding[] {
  const own = one.instance.virtualRouterId
  const others = other.instance.virtualRouterId
  if (own === undefined || others === undefined || own.value === others.value) return []
  if (hasTwin(one, other) || hasTwin(other, one)) return []
  const shared = one.instance.addresses.find((line) =>
    other.instance.addresses.some((theirs) => theirs.value.text === line.value.text),
  )
  const subject = shared === undefined ? `\`${one.instance.name.value}\`` : shared.value.text
  return [
    {
      message: `virtual_router_id is ${own.value} here and ${others.value} on ${other.node.name}: both nodes become MASTER for ${subject}. Give the virtual router one id on all nodes.`,
      at: own.at,
      nodes: [one.node.name, other.node.name],
      related: [{ message: `${other.node.name} uses ${others.value}`, at: others.at }],
    },
  ]
}

/** The node has another instance that matches the other node's: same id, same addresses. */
function hasTwin(member: Member, counterpart: Member): boolean {
  const addresses = new Set(counterpart.instance.addresses.map((line) => line.value.text))
  return member.node.config.instances.some(
    (instance) =>
      instance !== member.instance &&
      instance.virtualRouterId?.value === counterpart.instance.virtualRouterId?.value &&
      instance.addresses.some((line) => addresses.has(line.value.text)),
  )
}
