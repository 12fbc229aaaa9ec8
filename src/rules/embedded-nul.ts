/** A NUL byte in a line. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { groupBy } from '../text/group-by.ts'
import type { Origin } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const embeddedNul: NodeRule = {
  kind: 'node',
  name: 'embedded-nul',
  severity: 'error',
  summary: 'A line holds a NUL byte.',
  why: 'Since 2.4.0 keepalived drops the whole line and reports it; before, the line ended at the NUL, without a word, and what stood behind it was lost (lib/parser.c:2804; seen with 2.2.7). NUL bytes come from a damaged file system or a file in UTF-16.',
  check: (node) => {
    const places = node.reading.problems.flatMap(({ kind, at }) => (kind === 'embedded-nul' ? [at] : []))
    return [...groupBy(places, (at) => at.file.path).values()].flatMap((own) => findingFor(node, own))
  },
}

/** One finding for all NULs of a file: they have one cause. */
function findingFor(node: ClusterNode, [first, ...others]: readonly Origin[]): Finding[] {
  if (first === undefined) return []
  const isDropped = node.target.atLeast('2.4.0')
  const lines = others.length === 0 ? 'this line' : `this line and ${others.length} more of the file`
  const effect = isDropped ? 'keepalived drops the whole line' : 'for keepalived the line ends here'
  return [
    {
      message: `There is a NUL byte in ${lines}: ${effect}. Save the file as plain text.`,
      at: first,
      nodes: [node.name],
      severity: isDropped ? 'error' : 'warning',
      explains: isDropped ? others : [],
      configTest: isDropped,
    },
  ]
}
