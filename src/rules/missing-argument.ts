/** A keyword or option whose value is missing. */
import type { Word } from '../../grammar/syntax.ts'
import { type BindProblem, problemsWith } from '../bind/bind.ts'
import { synopsis } from '../bind/synopsis.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Reading } from '../expand/reading.ts'
import { originOfWord } from '../model/sited.ts'
import { lineKey } from '../text/places.ts'
import { remembered } from '../text/remembered.ts'
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
  const hasBlock = hasBlockInstead(node, keyword)
  if ((missing === 'told' && hasBlock) || endsInBackslash(node, keyword)) return []
  const { option } = problem.problem
  const isTold = missing === 'exit' || missing === 'told'
  return [
    {
      message: hasBlock
        ? `\`${keyword.text}\` takes no block but a value behind it, ${wholeText(problem)}: ${effectText(problem)}`
        : `\`${option ?? keyword.text}\` lacks its ${nounOf(problem)}, ${wholeText(problem)}: ${effectText(problem)}`,
      at: problem.at,
      nodes: [node.name],
      configTest: isTold && problem.untold !== true,
    },
  ]
}

type ArgumentProblem = Extract<BindProblem, { readonly kind: 'argument' }>

/** What was meant as its value stands in a block, which another rule tells. */
function hasBlockInstead(node: ClusterNode, keyword: Word): boolean {
  return problemsWith(node, keyword).some(({ kind }) => kind === 'unexpected-block')
}

/** The value stands on the next line, which `trailing-backslash` tells. */
function endsInBackslash(node: ClusterNode, keyword: Word): boolean {
  return continuedLines(node.reading).has(lineKey(originOfWord(keyword)))
}

const continuedLines = remembered(
  ({ problems }: Reading) =>
    new Set(problems.flatMap(({ kind, at }) => (kind === 'trailing-backslash' ? [lineKey(at)] : []))),
)

/** How it is written with its value. */
function wholeText({ keyword, directive, problem }: ArgumentProblem): string {
  if (problem.kind !== 'missing-argument') return ''
  const expected = synopsis(problem.expected)
  if (problem.option !== undefined) return `\`${problem.option} ${expected}\``
  return `\`${directive === undefined ? expected : `${keyword.text} ${synopsis(directive.args)}`}\``
}

function nounOf({ directive, problem }: ArgumentProblem): string {
  const isName =
    directive?.declares !== undefined && problem.kind === 'missing-argument' && problem.option === undefined
  return isName ? 'name' : 'value'
}

function effectText({ missing, directive }: ArgumentProblem): string {
  switch (missing) {
    case 'exit':
      return 'keepalived stops here with exit code 2. Nothing behind this line is read, and it does not run.'
    case 'crash':
      return 'keepalived crashes here. Nothing behind this line is read, and it does not run.'
    default:
      return directive?.body === undefined ? 'keepalived ignores it.' : 'keepalived passes over the whole block.'
  }
}
