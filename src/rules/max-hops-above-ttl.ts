/** A BFD session that would accept packets that took more hops than they can. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { BfdSession } from '../model/bfd.ts'
import { closeOf } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const maxHopsAboveTtl: NodeRule = {
  kind: 'node',
  name: 'max-hops-above-ttl',
  severity: 'warning',
  summary: 'max_hops of a bfd_instance is above its ttl.',
  why: 'No packet can take more hops than the TTL that it begins with: `ttl`, else 255 for IPv4 and 64 for IPv6. keepalived reports it and uses the TTL (bfd_parser.c:376), and then accepts packets from any distance.',
  check: (node) => node.config.bfdSessions.flatMap((session) => lookAt(node, session)),
}

function lookAt(node: ClusterNode, { name, block, dropped, cutHops }: BfdSession): Finding[] {
  if (dropped !== undefined || cutHops === undefined) return []
  const { written, to } = cutHops
  return [
    {
      message: `\`max_hops ${written.value}\` of \`${name.value}\` is above its TTL, ${to}: keepalived uses ${to}. Write the number of hops to the neighbor, at most ${to}.`,
      at: written.at,
      nodes: [node.name],
      explains: closeOf(block),
      configTest: true,
      completion: { process: 'bfd', step: 0, block: block.statement.keyword },
    },
  ]
}
