/** An include of files that are not there. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Severity } from '../diagnostics/diagnostic.ts'
import type { ReadingProblem } from '../expand/reading.ts'
import type { NodeRule } from './rule.ts'

export const missingInclude: NodeRule = {
  kind: 'node',
  name: 'missing-include',
  severity: 'warning',
  summary: 'An included file does not exist.',
  why: 'A plain `include` of a missing file is printed by keepalived and otherwise passed over: the daemon starts without what the file holds, and its config test exits with 0. The variants `includem`, `includew`, `includeb` and `includea` (since 2.2.0) refuse to start. A file with an absolute name may well exist on the node, so that its absence here is only mentioned.',
  check: (node) => node.reading.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: ReadingProblem): Finding[] {
  if (problem.kind === 'include-without-match') {
    return [
      finding(
        node,
        problem,
        `No file matches \`${problem.path}\`${effect(problem.keyword, WILDCARD_FATAL)}`,
        WILDCARD_FATAL,
      ),
    ]
  }
  if (problem.kind !== 'include-unreadable' || problem.content !== 'missing') return []
  return [finding(node, problem, `\`${problem.path}\` does not exist here${effect(problem.keyword, FATAL)}`, FATAL)]
}

type MissingProblem = Extract<ReadingProblem, { readonly kind: 'include-unreadable' | 'include-without-match' }>

/** The variants that a missing file, or a wildcard without a match, keeps from starting. */
const FATAL = new Set(['includem', 'includew', 'includeb', 'includea'])
const WILDCARD_FATAL = new Set(['includew', 'includea'])

function finding(node: ClusterNode, problem: MissingProblem, message: string, fatal: ReadonlySet<string>): Finding {
  const severity = severityOf(problem, fatal)
  return { message, at: problem.at, nodes: [node.name], severity, configTest: severity === 'error' }
}

function severityOf(problem: MissingProblem, fatal: ReadonlySet<string>): Severity {
  if (problem.path.startsWith('/')) return 'info'
  if (fatal.has(problem.keyword)) return 'error'
  return problem.kind === 'include-without-match' ? 'info' : 'warning'
}

function effect(keyword: string, fatal: ReadonlySet<string>): string {
  return fatal.has(keyword) ? `: with \`${keyword}\` keepalived does not start.` : ': keepalived goes on without it.'
}
