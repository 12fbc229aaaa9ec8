/** Findings about what the daemon alters in virtual servers, and whether its config test comes to say so. */
import type { Word } from '../../../grammar/syntax.ts'
import type { BoundStatement } from '../../bind/bind.ts'
import { isRefusedInTest } from '../../bind/misleading.ts'
import type { ClusterNode } from '../../cluster/cluster.ts'
import type { Finding } from '../../diagnostics/diagnostic.ts'
import type { ServerAlteration, VirtualServer } from '../../model/server-completion.ts'
import { remembered } from '../../text/remembered.ts'

/** Turns alterations of one kind into findings. */
export function aboutAlterations<K extends ServerAlteration['kind']>(
  node: ClusterNode,
  kind: K,
  look: (
    server: VirtualServer,
    alteration: Extract<ServerAlteration, { readonly kind: K }>,
  ) => readonly ServerFinding[],
): Finding[] {
  return node.config.virtualServers.flatMap((server) => {
    const found = server.alterations.flatMap((one) => (isOf(one, kind) ? look(server, one) : []))
    if (found.length === 0) return []
    const isRead = isReadAsMeant(node, server.block)
    return found.map(({ configTest = true, ...finding }) => ({
      ...finding,
      nodes: [node.name],
      configTest: configTest && isRead,
      completion: { process: 'checker' as const, step: 1, block: server.block.statement.keyword },
    }))
  })
}

/** What is to be said; unless it says so, the config test says it as well. */
type ServerFinding = Omit<Finding, 'nodes' | 'completion'>

function isOf<K extends ServerAlteration['kind']>(
  one: ServerAlteration,
  kind: K,
): one is Extract<ServerAlteration, { readonly kind: K }> {
  return one.kind === kind
}

/**
 * Whether the config test reads the block as the daemon does: no number has text behind it, which only the daemon
 * tolerates (lib/parser.c:462).
 */
function isReadAsMeant(node: ClusterNode, block: BoundStatement): boolean {
  if (node.hasUnreadParts) return false
  const refused = refusedLines(node)
  if (refused.size === 0) return true
  const lines = [block, ...block.block, ...block.block.flatMap((line) => line.block)]
  return !lines.some(({ statement }) => refused.has(statement.keyword))
}

/** The keywords of the lines that only the config test refuses. */
const refusedLines = remembered(({ bound, target }: ClusterNode): ReadonlySet<Word> => {
  const refused = bound.problems.flatMap((problem) => {
    const isRefused = problem.kind === 'argument' && isRefusedInTest(problem.problem, target)
    return isRefused ? [problem.keyword] : []
  })
  return new Set(refused)
})
