/** A backslash at the end of a line that continues nothing. */
import type { Bound, BoundStatement } from '../bind/bind.ts'
import { isChecked } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import { lineKey } from '../text/places.ts'
import { remembered } from '../text/remembered.ts'
import { lineText, type Place, positionAt } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const trailingBackslash: NodeRule = {
  kind: 'node',
  name: 'trailing-backslash',
  severity: 'error',
  summary: 'A line ends in a backslash, which continues nothing here.',
  why: 'Only the value of a `$NAME=` definition can go on in the next line. Anywhere else the backslash becomes part of the last word, so that `priority 100 \\` is no number any more, and the next line is one of its own. Before 2.4.0 this is so even where the backslash ends a comment (lib/parser.c:2298; seen with 2.2.7): a definition that is commented out, line by line, is reported as so many unknown keywords.',
  check: (node) => {
    const places = node.reading.problems.flatMap(({ kind, at }) => (kind === 'trailing-backslash' ? [at] : []))
    return runs(places).map((run) => findingFor(node, run))
  },
}

/** Places in lines that follow each other. */
interface Run {
  readonly first: Place
  readonly others: Place[]
}

function runs(places: readonly Place[]): Run[] {
  const all: Run[] = []
  for (const at of places) {
    const run = all.at(-1)
    const last = run?.others.at(-1) ?? run?.first
    if (run !== undefined && last !== undefined && isNext(last, at)) run.others.push(at)
    else all.push({ first: at, others: [] })
  }
  return all
}

/** In the next line, and behind the same. */
function isNext(one: Place, other: Place): boolean {
  if (one.file !== other.file || partBefore(one) !== partBefore(other)) return false
  return positionAt(other.file, other.start).line === positionAt(one.file, one.start).line + 1
}

function findingFor(node: ClusterNode, { first: at, others }: Run): Finding {
  return {
    message: MESSAGES[partBefore(at)](node.target.version),
    at,
    nodes: [node.name],
    explains: others,
    configTest: [at, ...others].some((place) => isReported(node, place)),
  }
}

const MESSAGES = {
  words: () =>
    'A backslash continues only definitions: here keepalived takes it for a part of the last word. Write the directive in one line.',
  alone: () => 'A backslash continues only definitions: here keepalived takes it for a line of its own. Remove it.',
  comment: (version: string) =>
    `keepalived ${version} takes the backslash at the end of this comment for a part of the last word before the comment. Put a full stop behind it, or take it away.`,
  nothing: (version: string) =>
    `keepalived ${version} takes the backslash at the end of this comment for a keyword. Put a full stop behind it, or take it away.`,
} as const

/** What stands before the backslash: words, nothing, words and a comment, or nothing but a comment. */
function partBefore({ file, start }: Place): keyof typeof MESSAGES {
  const whole = lineText(file, positionAt(file, start).line) ?? ''
  if (whole.trim() === '\\') return 'alone'
  const line = whole.replace(/"[^"]*"|\\./g, 'x')
  const comment = line.search(/[#!]/)
  return comment === -1 ? 'words' : line.slice(0, comment).trim() === '' ? 'nothing' : 'comment'
}

/** The word that it becomes a part of is one that keepalived looks at closely. */
function isReported(node: ClusterNode, at: Place): boolean {
  if (isBehindBrace(at) || partBefore(at) === 'alone') return true
  const line = linesByPlace(node.bound.statements).get(lineKey(at))
  if (line === undefined) return partBefore(at) === 'nothing' || isOfUnknownLine(node, at)
  const last = line.statement.args.at(-1) ?? line.statement.keyword
  const isSurplus = line.match.problems.some((one) => one.kind === 'surplus-words' && one.words.includes(last))
  if (isOwnWord(at) && (isBare(line) || isAddress(line))) return true
  if (isOwnWord(at) || isSurplus) return line.directive?.exact === true
  const slot = line.match.slots.at(-1)
  return slot === undefined || slot.word !== last || isChecked(slot.value)
}

/** The backslash is the first word behind the keyword. */
function isBare({ directive, statement }: BoundStatement): boolean {
  return directive !== undefined && statement.args.length === 0
}

/** Behind an address of a list all words are looked at. */
function isAddress({ directive, match: { slots } }: BoundStatement): boolean {
  return directive === undefined && slots.length > 0 && slots.every(({ value }) => value.kind === 'address')
}

/** A brace ends a line for keepalived: what follows is one of its own. */
function isBehindBrace({ file: { text }, start }: Place): boolean {
  return /[{}][ \t\\]*$/.test(text.slice(Math.max(0, start - 80), start))
}

/** keepalived comes to the line, and complains of its keyword. */
function isOfUnknownLine({ bound }: ClusterNode, at: Place): boolean {
  return linesWithProblems(bound).has(lineKey(at))
}

const linesWithProblems = remembered(({ problems }: Bound) => new Set(problems.map(({ at }) => lineKey(at))))

/** Another one follows, which continues the definition and takes only the blanks before itself away. */
function isOwnWord({ file: { text }, start, end }: Place): boolean {
  return /[ \t]/.test(text[start - 1] ?? '') && /^[ \t]*\\/.test(text.slice(end, end + 80))
}

/** The lines of blocks by the lines of the text, inner ones first. */
const linesByPlace = remembered((statements: readonly BoundStatement[]): ReadonlyMap<string, BoundStatement> => {
  const lines = new Map<string, BoundStatement>()
  const add = (line: BoundStatement): void => {
    line.block.forEach(add)
    const key = lineKey(originOfWord(line.statement.keyword))
    if (!lines.has(key)) lines.set(key, line)
  }
  statements.forEach(add)
  return lines
})
