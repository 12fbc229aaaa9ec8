/** A keyword or option whose value is missing. */
import type { BindProblem } from '../bind/bind.ts'
import { synopsis } from '../bind/synopsis.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'

export const missingArgument: NodeRule = {
  kind: 'node',
  name: 'missing-argument',
  severity: 'error',
  summary: 'A value is missing behind a keyword or an option.',
  why: 'For about half of its keywords keepalived does not ask whether there is a value: it reports the missing word and ends at once with exit code 2, so that nothing behind that line is read and no instance runs (null_strvec() in lib/parser.c:424, since 1.3.0). The others report it and ignore the line.',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'argument' || problem.problem.kind !== 'missing-argument') return []
  const { keyword, missing } = problem
  const { option } = problem.problem
  const isTold = missing === 'exit' || missing === 'told'
  return [
    {
      message: `\`${option ?? keyword.text}\` lacks ${expectedText(problem)}: ${effectText(missing)}`,
      at: problem.at,
      nodes: [node.name],
      configTest: isTold && !node.bound.unread.has(keyword),
    },
  ]
}

type ArgumentProblem = Extract<BindProblem, { readonly kind: 'argument' }>

/** What is missing, and how the whole line is written. */
function expectedText({ keyword, directive, problem }: ArgumentProblem): string {
  if (problem.kind !== 'missing-argument') return 'a value'
  const expected = synopsis(problem.expected)
  if (problem.option !== undefined) return `its value, \`${problem.option} ${expected}\``
  const whole = directive === undefined ? expected : `${keyword.text} ${synopsis(directive.args)}`
  return `its value, \`${whole}\``
}

function effectText(missing: ArgumentProblem['missing']): string {
  switch (missing) {
    case 'exit':
      return 'keepalived stops here with exit code 2. Nothing behind this line is read, and no instance runs.'
    case 'crash':
      return 'keepalived crashes here. Nothing behind this line is read, and no instance runs.'
    default:
      return 'keepalived ignores it.'
  }
}
