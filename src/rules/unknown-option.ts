/** A word in the options of a line that keepalived does not know there. */
import type { BindProblem } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import { commentFix, foreignComment } from '../bind/foreign-comments.ts'
import type { ArgumentProblem } from '../bind/match.ts'
import { nearest } from '../bind/nearest.ts'
import { isUnknown, listed, parseAddress } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'

export const unknownOption: NodeRule = {
  kind: 'node',
  name: 'unknown-option',
  severity: 'error',
  summary: 'A line of options has a word that is none of them.',
  why: 'Lines of addresses, routes, rules and trackers are read word by word: an unknown one is reported, and an address or tracker goes without the option while a route or rule is dropped (vrrp_ipaddress.c:662, vrrp_track.c). A second address on a line is such a word, too: keepalived reads one address a line.',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

type UnknownOption = Extract<ArgumentProblem, { readonly kind: 'unknown-option' }>
type LineProblem = Extract<BindProblem, { readonly kind: 'argument' }>

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'argument' || problem.problem.kind !== 'unknown-option') return []
  const unknown = problem.problem
  if (isUnknown(unknown.word.text)) return []
  return [
    {
      message: messageText(problem, unknown),
      at: problem.at,
      nodes: [node.name],
      fixes: fixesFor(unknown),
      configTest: problem.untold !== true,
    },
  ]
}

function messageText({ keyword, directive, blocks }: LineProblem, unknown: UnknownOption): string {
  const { text } = unknown.word
  const owner = directive === undefined ? `a line of \`${blocks.at(-1)}\`` : `\`${keyword.text}\``
  const sign = foreignComment(text)
  if (sign !== undefined) return `\`${sign}\` does not begin a comment in keepalived.conf. Begin comments with \`#\`.`
  if (parseAddress(text) !== undefined) {
    return `${text} is a second address on its line, and keepalived reads one a line: it ignores this one. Put it on a line of its own.`
  }
  const joined = joinedOf(unknown)
  if (joined !== undefined)
    return `\`${joined.option}\` and its value must be two words: write \`${joined.option} ${joined.value}\`.`
  if (unknown.option !== undefined && directive === undefined) {
    return `\`${text}\` stands behind \`${unknown.option}\`, where only ${listed(unknown.known)} may follow: keepalived ignores it and all behind it. Put it before the first \`${unknown.option}\`.`
  }
  const meant = nearest(text, unknown.known)
  if (meant !== undefined) return `\`${text}\` is no option of ${owner}. Did you mean \`${meant}\`?`
  if (unknown.known.length === 0)
    return `\`${text}\` is too much: ${owner} takes one option, and keepalived reports what follows it.`
  const few = unknown.known.length <= 4 ? ` It takes ${listed(unknown.known)}.` : ''
  return `\`${text}\` is no option of ${owner}.${few}`
}

function fixesFor(unknown: UnknownOption): Fix[] {
  const { word, known } = unknown
  const sign = foreignComment(word.text)
  if (sign !== undefined) return commentFix(word, sign, 'unsafe')
  const joined = joinedOf(unknown)
  const meant = joined === undefined ? nearest(word.text, known) : `${joined.option} ${joined.value}`
  if (meant === undefined || parseAddress(word.text) !== undefined) return []
  return replacing(word.source, word, { title: `Replace with \`${meant}\``, safety: 'unsafe', newText: meant })
}

/** `weight=10`: an option and its value in one word. */
function joinedOf({ word, known }: UnknownOption): { readonly option: string; readonly value: string } | undefined {
  const parts = /^([\w-]+)[=:](.+)$/.exec(word.text)
  if (parts?.[1] === undefined || parts[2] === undefined || !known.includes(parts[1])) return undefined
  return { option: parts[1], value: parts[2] }
}
