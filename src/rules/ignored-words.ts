/** Words at the end of a line that keepalived does not read. */
import { holdsSecret, nothing } from '../../grammar/arguments.ts'
import { argumentsIn } from '../../grammar/directive.ts'
import type { Word } from '../../grammar/syntax.ts'
import { type BindProblem, problemsWith } from '../bind/bind.ts'
import { commentFix, foreignComment } from '../bind/foreign-comments.ts'
import { directiveIn, tableOf } from '../bind/scope.ts'
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const ignoredWords: NodeRule = {
  kind: 'node',
  name: 'ignored-words',
  severity: 'warning',
  marks: 'unused',
  summary: 'A line has more words than keepalived reads.',
  why: 'Nearly every keyword takes the words that it needs and leaves the rest of its line unread, without a message: `priority 100 200` is 100. So does a block on one line: of `{ auth_type PASS auth_pass x }` only the type is read, and the instance has no password (read_line() in lib/parser.c:2956, seen with 2.2.7). The few keywords that count their words refuse the line instead.',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

type LineProblem = Extract<BindProblem, { readonly kind: 'argument' }>

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'argument' || problem.problem.kind !== 'surplus-words') return []
  const [first] = problem.problem.words
  const isExact = problem.directive?.exact === true
  if (first === undefined || (!isExact && problem.problem.words.some((word) => isUnknown(word.text)))) return []
  if (isPartOfAnother(node, problem)) return []
  return [{ nodes: [node.name], ...describe(problem, first, node) }]
}

function describe(problem: LineProblem, first: Word, node: ClusterNode): Omit<Finding, 'nodes'> {
  const { keyword, directive } = problem
  const isRead = problem.untold !== true
  const at = originOfWord(first)
  const sign = foreignComment(first.text)
  if (sign !== undefined) {
    return {
      message: `\`${sign}\` does not begin a comment in keepalived.conf: ${effect(problem, 'these words')} Begin comments with \`#\`.`,
      at,
      fixes: commentFix(first, sign, directive?.exact === true ? 'unsafe' : 'safe'),
      ...weight(problem, node, isRead),
    }
  }
  if (begins(problem, first)) {
    return {
      message: `\`${first.text}\` is a keyword of its own, but keepalived reads one directive a line and ignores it behind \`${keyword.text}\`. Put it on a line of its own.`,
      at,
      severity: 'error',
      configTest: isTold(problem, node) && isRead,
    }
  }
  if (directive !== undefined && holdsSecret(directive.args)) {
    return {
      message: `The value of \`${keyword.text}\` ends at the first blank: ${effect(problem, 'the words behind it')} Put the value in double quotes if they belong to it.`,
      at: originOfWord(keyword),
      ...weight(problem, node, isRead),
    }
  }
  if (followsSign(first)) {
    return {
      message: `keepalived takes the \`=\` for the value of \`${keyword.text}\`, and \`${first.text}\` is too much. A blank alone stands between keyword and value.`,
      at,
      severity: 'error',
      configTest: isTold(problem, node) && isRead,
    }
  }
  if (takesNothing(problem, node) && /^(off|no|false|0|disabled?)$/i.test(first.text)) {
    return {
      message: `\`${keyword.text}\` takes no value: keepalived ignores \`${first.text}\`, and the setting is on. Remove the line to turn it off.`,
      at,
    }
  }
  return {
    message: `\`${keyword.text}\` takes no further word here: ${effect(problem, `\`${first.text}\``)}`,
    at,
    ...weight(problem, node, isRead),
    ...(isToldBy(problem, node) ? { configTest: isRead } : {}),
  }
}

/** The release reports words that it ignores. */
function isToldBy({ directive }: LineProblem, { target }: ClusterNode): boolean {
  return directive?.surplusToldSince !== undefined && target.atLeast(directive.surplusToldSince)
}

/** The keyword switches something on, and no word behind it switches it off. */
function takesNothing({ directive }: LineProblem, { target }: ClusterNode): boolean {
  return directive !== undefined && argumentsIn(directive, (since) => target.atLeast(since)) === nothing
}

/** What keepalived does with the words. */
function effect({ directive }: LineProblem, words: string): string {
  if (directive?.exact !== true) return `keepalived ignores ${words}.`
  return `keepalived refuses the ${directive.body === undefined ? 'line' : 'block'} because of ${words}.`
}

/** keepalived tells where it counts words, and since 2.1.0 behind a keyword that opens a block of lines (alloc_value_block). */
function isTold({ directive }: LineProblem, { target }: ClusterNode): boolean {
  const isList = directive?.body !== undefined && directive.body.kind !== 'keywords'
  return directive?.exact === true || (isList && target.atLeast('2.1.0'))
}

function weight(problem: LineProblem, node: ClusterNode, isRead: boolean): Pick<Finding, 'severity' | 'configTest'> {
  const configTest = isTold(problem, node) && isRead
  return problem.directive?.exact === true ? { severity: 'error', configTest } : { configTest }
}

/** Whether a word is a keyword of the block that the line stands in. */
function begins({ directive, blocks }: LineProblem, word: Word): boolean {
  const table = directive === undefined ? undefined : tableOf(blocks)
  return table !== undefined && directiveIn({ kind: 'keywords', directives: table }, word.text) !== undefined
}

/** Other rules tell that the words stand where the block should begin, or behind a sign that is no value. */
function isPartOfAnother(node: ClusterNode, { keyword, directive }: LineProblem): boolean {
  return problemsWith(node, keyword).some((one) => {
    if (one.kind === 'missing-open-brace') return directive?.exact !== true
    return one.kind === 'argument' && one.problem.kind === 'invalid-value'
  })
}

function followsSign(word: Word): boolean {
  return /[ \t]=[ \t]+$/.test(word.source.text.slice(Math.max(0, word.start - 20), word.start))
}
