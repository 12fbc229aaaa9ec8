/** A BFD session between addresses of different families. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { BfdSession } from '../model/bfd.ts'
import { closeOf } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const bfdFamilyMismatch: NodeRule = {
  kind: 'node',
  name: 'bfd-family-mismatch',
  severity: 'error',
  summary: 'source_ip and neighbor_ip of a bfd_instance are of different families.',
  why: 'A packet cannot go from an IPv4 address to an IPv6 address: keepalived drops the session at the end of its block (bfd_parser.c:349). What tracks it hears nothing about the neighbor and stays in FAULT, or without its weight, for good.',
  check: (node) => node.config.bfdSessions.flatMap((session) => lookAt(node, session)),
}

function lookAt(node: ClusterNode, { name, block, neighbor, dropped }: BfdSession): Finding[] {
  if (dropped?.because !== 'families') return []
  const { source } = dropped
  return [
    {
      message: `\`source_ip\` ${source.value.text} is an IPv${source.value.family} address, and the neighbor of \`${name.value}\`, ${neighbor.value.text}, an IPv${neighbor.value.family} address: keepalived drops the session. Write two addresses of one family, or remove the \`source_ip\`.`,
      at: source.at,
      nodes: [node.name],
      related: [{ message: 'the neighbor', at: neighbor.at }],
      explains: closeOf(block),
      configTest: true,
      completion: { process: 'bfd', step: 0, block: block.statement.keyword },
    },
  ]
}
