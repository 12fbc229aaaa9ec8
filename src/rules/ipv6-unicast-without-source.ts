/** IPv6 unicast from a node that does not say which of its addresses to send from. */

import { isLinkLocal } from '../bind/values.ts'
import { type Member, pairsOf, type Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import type { RouterRule } from './rule.ts'

export const ipv6UnicastWithoutSource: RouterRule = {
  kind: 'router',
  name: 'ipv6-unicast-without-source',
  severity: 'error',
  summary: 'An IPv6 instance has unicast peers but no unicast_src_ip.',
  why: 'Without `unicast_src_ip` an IPv6 instance binds to the link-local address of its interface, and adverts that the other node sends to a global address never arrive: both nodes become MASTER (truenas/middleware#19530; seen with real daemons, and gone with a source address).',
  check: (router) => pairsOf(router).flatMap(([one, other]) => [...lookAt(one, other), ...lookAt(other, one)]),
}

function lookAt(member: Member<Site>, other: Member<Site>): Finding[] {
  const { node, instance } = member
  if (instance.family !== 6 || !instance.unicast.active) return []
  if (instance.unicast.source !== undefined || instance.multicastSource !== undefined) return []
  const [peer] = other.instance.unicast.peers.filter((one) => !isLinkLocal(one.value))
  const line = lastLine(instance.block.block, 'unicast_peer')
  if (peer === undefined || line === undefined) return []
  return [
    {
      message: `\`${instance.name.value}\` has no \`unicast_src_ip\` and listens at its link-local address, while ${other.node.name} sends to ${peer.value.text}: the adverts never arrive and both become MASTER. Add \`unicast_src_ip\` with the address that ${other.node.name} sends to.`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name, other.node.name],
      related: [{ message: `${other.node.name} sends to this address`, at: peer.at }],
    },
  ]
}
