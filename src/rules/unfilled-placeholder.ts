/** A word of a template that nobody filled in. */
import type { Word } from '../../grammar/syntax.ts'
import type { BindProblem } from '../bind/bind.ts'
import { isPlaceholder, isUndefined } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const unfilledPlaceholder: NodeRule = {
  kind: 'node',
  name: 'unfilled-placeholder',
  severity: 'error',
  summary: 'A word is still to be filled in, and keepalived refuses it as it stands.',
  why: 'Examples and templates write `<VIP>`, `__VIP__`, `%VIP%` or `x.x.x.83` where something of your own belongs. keepalived knows no such words: it takes them as they stand, refuses them as addresses and numbers, and runs without them. What else follows from the line is not said until it is filled in.',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  const unfilled = unfilledIn(problem)
  if (unfilled === undefined) return []
  const { word, keyword, isSecret } = unfilled
  const what = isSecret ? `The value of \`${keyword.text}\`` : `\`${word.text}\``
  return [
    {
      message: `${what} is still to be filled in: ${unfilled.effect}`,
      at: originOfWord(isSecret ? keyword : word),
      nodes: [node.name],
      configTest: true,
    },
  ]
}

interface Unfilled {
  readonly word: Word
  readonly keyword: Word
  readonly isSecret: boolean
  readonly effect: string
}

/** What an undefined reference stands for is another rule's to tell. */
function unfilledIn(problem: BindProblem): Unfilled | undefined {
  if (problem.kind === 'unknown-keyword') {
    const { keyword } = problem
    if (!isPlaceholder(keyword.text)) return undefined
    return {
      word: keyword,
      keyword,
      isSecret: false,
      effect: 'keepalived takes it for a keyword, and knows none of that name.',
    }
  }
  if (problem.kind !== 'argument') return undefined
  const { keyword, problem: one } = problem
  if (one.kind === 'unknown-option') {
    if (!isPlaceholder(one.word.text) || isUndefined(one.word.text)) return undefined
    return {
      word: one.word,
      keyword,
      isSecret: false,
      effect: 'keepalived takes it for an option, and knows none of that name.',
    }
  }
  if (one.kind !== 'unfilled-value' || isUndefined(one.word.text)) return undefined
  const { word, value, fault } = one
  const isSecret = value.kind === 'text' && value.secret === true
  const effect = fault.kind === 'refused' ? `there must be ${fault.because}.` : `as it stands, ${fault.because}.`
  return { word, keyword, isSecret, effect }
}
