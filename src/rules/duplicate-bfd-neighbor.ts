/** Two BFD sessions with one neighbor. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { BfdSession } from '../model/bfd.ts'
import { closeOf } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const duplicateBfdNeighbor: NodeRule = {
  kind: 'node',
  name: 'duplicate-bfd-neighbor',
  severity: 'error',
  summary: 'Two bfd_instance blocks have the same neighbor.',
  why: 'Packets are assigned to a session by the address of the neighbor, and by `source_ip` where both sessions have one. keepalived drops the second session at the end of its block (bfd_parser.c:362, since 2.0.19), and what tracks it never hears that the neighbor is up. Since 2.2.8 a session with `multihop` and one without do not conflict.',
  check: (node) => node.config.bfdSessions.flatMap((session) => lookAt(node, session)),
}

function lookAt(node: ClusterNode, { name, block, neighbor, dropped }: BfdSession): Finding[] {
  if (dropped?.because !== 'neighbor') return []
  const { other } = dropped
  return [
    {
      message: `\`${other.name.value}\` has the neighbor ${neighbor.value.text} already, so that keepalived drops \`${name.value}\`. Remove one of the two, or give both a \`source_ip\` of their own.`,
      at: neighbor.at,
      nodes: [node.name],
      related: [{ message: 'the same neighbor', at: other.neighbor.at }],
      explains: closeOf(block),
      configTest: true,
      completion: { process: 'bfd', step: 0, block: block.statement.keyword },
    },
  ]
}
