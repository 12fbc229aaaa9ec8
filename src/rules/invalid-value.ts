/** A value that keepalived does not take, or does not take as it is written. */
import type { Word } from '../../grammar/syntax.ts'
import type { BindProblem } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import { commentFix, foreignComment } from '../bind/foreign-comments.ts'
import type { ArgumentProblem } from '../bind/match.ts'
import { meantValue } from '../bind/meant-value.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const invalidValue: NodeRule = {
  kind: 'node',
  name: 'invalid-value',
  severity: 'error',
  summary: 'A value is not one that the keyword takes.',
  why: 'keepalived reports such a value, drops it and runs on with its default: `state master` is BACKUP, `priority 300` is 100 (vrrp_parser.c; issues #341, #707, #414). Numbers must be clean and within their range, words are compared letter by letter. Some numbers with text behind them pass in the daemon but not in its config test (lib/parser.c:462).',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

type InvalidValue = Extract<ArgumentProblem, { readonly kind: 'invalid-value' }>
type LineProblem = Extract<BindProblem, { readonly kind: 'argument' }>

/** These directives have rules of their own. */
const OTHER_RULES = new Set(['auth_type', 'auth_pass'])

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'argument' || problem.problem.kind !== 'invalid-value') return []
  if (problem.directive !== undefined && OTHER_RULES.has(problem.keyword.text)) return []
  const invalid = problem.problem
  const isSecret = invalid.value.kind === 'text' && invalid.value.secret === true
  const isHarmless = (invalid.fault.kind !== 'refused' && !isLongPrefix(invalid)) || isDefault(problem, invalid)
  return [
    {
      message: isSecret ? secretText(problem, invalid) : messageText(problem, invalid),
      at: isSecret ? originOfWord(problem.keyword) : problem.at,
      nodes: [node.name],
      severity: isHarmless ? 'warning' : 'error',
      fixes: isSecret ? [] : fixesFor(problem, invalid),
      configTest: problem.untold !== true && isTold(node, invalid),
    },
  ]
}

/** Whether the release looks at the value while it reads it, and reports what is wrong. */
function isTold({ target }: ClusterNode, { fault: { toldSince } }: InvalidValue): boolean {
  return toldSince === undefined || target.atLeast(toldSince)
}

/** keepalived refuses the number and then uses the same one, because it is the default. */
function isDefault({ directive }: LineProblem, { word, option }: InvalidValue): boolean {
  return option === undefined && directive?.default !== undefined && Number(word.text) === Number(directive.default)
}

/** keepalived takes the address for a single one, which reaches other hosts in another way. */
function isLongPrefix({ value }: InvalidValue): boolean {
  return value.kind === 'address' && value.prefix === 'optional'
}

function secretText({ keyword }: LineProblem, { fault }: InvalidValue): string {
  return `The value of \`${keyword.text}\` ${fault.kind === 'refused' ? 'must be' : 'is not used as written:'} ${fault.because}.`
}

function messageText(problem: LineProblem, invalid: InvalidValue): string {
  const { word, fault, option } = invalid
  const subject = subjectText(problem, option)
  const sign = foreignComment(word.text)
  if (sign !== undefined) {
    return `keepalived takes \`${sign}\` and what follows for the value of \`${problem.keyword.text}\`: it does not begin a comment in keepalived.conf. Begin comments with \`#\`.`
  }
  if (isDefault(problem, invalid)) {
    return `keepalived refuses \`${word.text}\` ${subject}, though it is the default. Remove the line.`
  }
  if (fault.kind !== 'refused') return `\`${word.text}\` ${subject} is not used as it is written: ${fault.because}.`
  if (/^[=:]+$/.test(word.text)) {
    return `keepalived takes the \`${word.text}\` for the value of \`${option ?? problem.keyword.text}\`. Only a blank stands between a word and its value.`
  }
  const meant = meantOf(invalid)
  const hint = meant === undefined ? '' : ` Did you mean \`${meant}\`?`
  return `\`${word.text}\` ${subject} must be ${fault.because}. ${insteadText(problem, invalid)}${hint}`
}

/** Whose value it is. */
function subjectText({ keyword, directive, blocks }: LineProblem, option: string | undefined): string {
  if (option !== undefined) return `behind \`${option}\``
  return directive === undefined ? `in \`${blocks.at(-1)}\`` : `for \`${keyword.text}\``
}

/** What keepalived does instead. */
function insteadText({ directive }: LineProblem, { option, word }: InvalidValue): string {
  if (option !== undefined || directive === undefined) return 'keepalived does not take it.'
  if (directive.usesRefused === true && Number.isFinite(Number(word.text))) {
    return 'keepalived reports it but uses it all the same.'
  }
  if (directive.default !== undefined) {
    const { default: value } = directive
    return /\s/.test(value)
      ? `keepalived goes by its default instead: ${value}.`
      : `keepalived uses \`${value}\` instead.`
  }
  if (directive.body?.kind === 'keywords') return 'keepalived passes over the whole block.'
  return directive.required === true
    ? 'keepalived does not take it, and the block lacks it then.'
    : 'keepalived does not take it.'
}

function meantOf({ value, word, fault }: InvalidValue): string | undefined {
  return meantValue(value, word.text, fault.candidates)
}

function fixesFor(problem: LineProblem, invalid: InvalidValue): Fix[] {
  const { word, fault, value } = invalid
  const sign = foreignComment(word.text)
  if (sign !== undefined) return commentFix(word, sign, 'unsafe')
  if (fault.kind === 'altered') return replacement(word, fault.candidates)
  if (isDefault(problem, invalid)) return removal(problem.keyword, word)
  if (/^[=:]+$/.test(word.text)) {
    const blanks = /^[ \t]*/.exec(word.source.text.slice(word.end))?.[0].length ?? 0
    const sign = { start: word.start, end: word.end + blanks }
    return replacing(word.source, sign, { title: `Remove the \`${word.text}\``, safety: 'unsafe', newText: '' })
  }
  if (fault.kind === 'lenient') {
    const [number] = fault.candidates
    if (number === undefined) return []
    const safety = value.kind === 'integer' ? 'safe' : 'unsafe'
    return replacing(word.source, word, { title: `Replace with \`${number}\``, safety, newText: number })
  }
  const meant = meantOf(invalid)
  if (meant === undefined) return []
  return replacing(word.source, word, { title: `Replace with \`${meant}\``, safety: 'unsafe', newText: meant })
}

/** What keepalived uses instead, where that is one word. */
function replacement(word: Word, [used]: readonly string[]): Fix[] {
  if (used === undefined) return []
  return replacing(word.source, word, { title: `Replace with \`${used}\``, safety: 'safe', newText: used })
}

function removal(keyword: Word, value: Word): Fix[] {
  if (keyword.source !== value.source) return []
  const line = { start: keyword.start, end: value.end }
  return replacing(keyword.source, line, { title: 'Remove the line', safety: 'safe', newText: '' })
}
