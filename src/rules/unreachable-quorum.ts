/** A quorum that the real servers cannot reach, or a hysteresis that is not below it. */

import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const unreachableQuorum: NodeRule = {
  kind: 'node',
  name: 'unreachable-quorum',
  severity: 'warning',
  summary: 'A quorum is above the weight of all real servers, or a hysteresis is not below the quorum.',
  why: 'The weights of all real servers together are the most that there can be, so that keepalived lowers a `quorum` above it, with an error (check_data.c:1266). The quorum is lost at `quorum` less `hysteresis`, which must be 1 or more: a larger hysteresis is lowered, too (check_data.c:1272).',
  check: (node) => [...quorums(node), ...hystereses(node)],
}

function quorums(node: ClusterNode): Finding[] {
  if (node.hasUnreadParts) return []
  return aboutAlterations(node, 'quorum', (server, { total }) => [
    server.quorum === undefined
      ? {
          message:
            'All real servers have weight 0, so that there is never a quorum, which is 1: keepalived lowers it to 0.',
          at: originOfWord(server.block.statement.keyword),
        }
      : {
          message: `A quorum of ${server.quorum.value} is never reached, because all real servers together have a weight of ${total}: keepalived lowers it to ${total}.`,
          at: server.quorum.at,
        },
  ])
}

function hystereses(node: ClusterNode): Finding[] {
  if (node.hasUnreadParts) return []
  return aboutAlterations(node, 'hysteresis', (server, { quorum }) => {
    const { hysteresis } = server
    if (hysteresis === undefined) return []
    return [
      {
        message: `A hysteresis of ${hysteresis.value} is not below the quorum, which is ${quorum}, so that the quorum could never be lost: keepalived sets it to ${quorum - 1}.`,
        at: hysteresis.at,
      },
    ]
  })
}
