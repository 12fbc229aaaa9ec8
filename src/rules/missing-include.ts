/** An include of files that are not there. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { ReadingProblem } from '../expand/reading.ts'
import type { NodeRule } from './rule.ts'

export const missingInclude: NodeRule = {
  kind: 'node',
  name: 'missing-include',
  severity: 'warning',
  summary: 'An included file does not exist.',
  why: 'keepalived prints a message about a missing file and goes on: the daemon starts without what the file holds, and its config test exits with 0. Only the variants of `include` (since 2.2.0) keep it from starting, with exit code 6: `includem`, `includew` and `includea` where a name without braces leads to no file, `includeb` and `includea` where an alternative in braces does not exist, `includew` and `includea` where a wildcard matches nothing (lib/parser.c:1767; each seen with 2.2.7). A file with an absolute name may well exist on the node, so that its absence here is only mentioned.',
  check: (node) => node.reading.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: ReadingProblem): Finding[] {
  const isMissing = problem.kind === 'include-unreadable' && problem.content === 'missing'
  if (!isMissing && problem.kind !== 'include-without-match') return []
  const { path, keyword } = problem
  const isFatal = fatalKeywords(problem).includes(keyword)
  const complaint = isMissing ? `\`${path}\` does not exist here` : `No file matches \`${path}\``
  const effect = isFatal
    ? `with \`${keyword}\` keepalived does not start.`
    : 'keepalived goes on without it, and its config test exits with 0 all the same.'
  const severity = isMissing ? 'warning' : 'info'
  return [
    {
      message: `${complaint}: ${effect}`,
      at: problem.at,
      nodes: [node.name],
      severity: path.startsWith('/') ? 'info' : isFatal ? 'error' : severity,
      configTest: node.target.atLeast('2.2.0') && (isMissing || isFatal),
    },
  ]
}

/** The variants that fail. */
function fatalKeywords(problem: ReadingProblem): readonly string[] {
  if (problem.kind !== 'include-unreadable') return ['includew', 'includea']
  return problem.hasBraces ? ['includeb', 'includea'] : ['includem', 'includew', 'includea']
}
