/** A unicast peer to which no network and no route of the machine leads. */

import { isInNetwork } from '../bind/networks.ts'
import { isLinkLocal } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { HostFacts } from '../facts/host.ts'
import { interfaceTowards, wayTo } from '../facts/reach.ts'
import { addingLines } from '../model/added-addresses.ts'
import type { Instance, Peer } from '../model/config.ts'
import type { NodeRule } from './rule.ts'

export const unreachablePeer: NodeRule = {
  kind: 'node',
  name: 'unreachable-peer',
  severity: 'warning',
  summary:
    'A unicast peer cannot be reached through the interface of its instance, as the facts about the machine tell.',
  why: 'The sockets of an instance belong to its `interface`. Where no network on it holds the peer and no route leads there by it, the kernel takes the peer for a neighbour and asks for it on that link, even if it lies in the network of another interface (seen with 2.2.7: `ip neigh` shows it there). If nobody answers, the peer never hears an advert, and both become MASTER. Told with facts about the machine only, see docs/facts.md, and not where `static_routes` or `static_ipaddress` may add a way.',
  check: (node) => {
    const { facts } = node
    if (facts === undefined || node.hasUnreadParts || mayAddWays(node)) return []
    return node.config.instances
      .filter(({ unicast }) => unicast.active)
      .flatMap((instance) => instance.unicast.peers.flatMap((peer) => lookAt(peer, instance, node, facts)))
  },
}

function mayAddWays({ bound }: ClusterNode): boolean {
  return bound.statements.some(({ keyword }) => keyword === 'static_routes')
}

function lookAt(peer: Peer, instance: Instance, node: ClusterNode, facts: HostFacts): Finding[] {
  const own = instance.interface?.value
  if (own !== undefined && facts.interfaces?.has(own) !== true) return []
  if (
    isLinkLocal(peer.value) ||
    node.bound.statements.some(({ block }) => block.some(({ keyword }) => keyword === 'vrf'))
  )
    return []
  if (wayTo(facts, peer.value, own) !== 'none') return []
  const isAdded = addingLines(node.config).some(
    ({ value }) => value.prefix !== undefined && isInNetwork(peer.value, value),
  )
  if (isAdded) return []
  const other = own === undefined ? undefined : interfaceTowards(facts, peer.value)
  const { text } = peer.value
  const message =
    other === undefined
      ? `${node.name} has no route to ${text}${own === undefined ? '' : ` by \`${own}\``}, so that its adverts do not get there. Check the address, or add a route.`
      : `${text} is in the network of \`${other.name}\`, but the adverts of \`${instance.name.value}\` leave by \`${own}\` and do not get there. Write the address that the peer has on that link, or \`interface ${other.name}\`.`
  return [
    {
      message,
      at: peer.at,
      nodes: [node.name],
      related: instance.interface === undefined ? [] : [{ message: 'adverts leave here', at: instance.interface.at }],
    },
  ]
}
