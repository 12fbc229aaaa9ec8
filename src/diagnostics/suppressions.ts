/** The comments that silence findings, as one file holds them. */
import { Comment, lexFile } from '../../grammar/tokens.ts'
import { lineStartAt, type Place, positionAt, type SourceFile } from '../text/source-file.ts'

/** What a comment does. `end` enables again what a `range` disables; `misspelt` looks like one of them and is none. */
export type SuppressionKind = 'line' | 'next-line' | 'range' | 'end' | 'file' | 'misspelt'

/** The first word of a comment that means kalint, and what it does. */
export const SUPPRESSION_WORDS: Readonly<Record<string, SuppressionKind>> = {
  'kalint-disable-line': 'line',
  'kalint-disable-next-line': 'next-line',
  'kalint-disable': 'range',
  'kalint-enable': 'end',
  'kalint-disable-file': 'file',
}

/** A comment that is addressed to kalint. */
export interface Suppression {
  readonly kind: SuppressionKind
  /** The comment from its sign on, without blanks at its end. */
  readonly at: Place
  /** Its first word: `kalint-disable-line`, for instance. */
  readonly word: Place
  /** The rules that it names; without any it means all. */
  readonly rules: readonly NamedRule[]
  /** Whether something else stands in front of it on its line. */
  readonly isBehindWords: boolean
  /** The lines of its file that a `line` or `next-line` silences, counted from 1. */
  readonly lines: readonly number[]
  /** A `next-line` with no such line in this section: it means the first one of the next section. */
  readonly carriesOver: boolean
}

/** The name of a rule in a comment, whether there is such a rule or not. */
export interface NamedRule {
  readonly name: string
  readonly at: Place
  /** Whether a comma stands in front of it, so that it is meant for a name. */
  readonly isListed: boolean
}

/** The comments of a file that mean kalint, from top to bottom. */
export function suppressionsIn(file: SourceFile): readonly Suppression[] {
  const known = suppressionsOf.get(file)
  if (known !== undefined) return known
  const found = file.text.includes('kalint-') ? commentsFor(file) : []
  suppressionsOf.set(file, found)
  return found
}

const suppressionsOf = new WeakMap<SourceFile, readonly Suppression[]>()

/**
 * The line that is next for a comment above this file: its first one, and where that is a comment, the first one that is
 * none. It is `undefined` where the file holds nothing but comments.
 */
export function firstLine({ text }: SourceFile): number | undefined {
  let line = 1
  for (let start = 0; start < text.length; line++) {
    commentLine.lastIndex = start
    const comment = commentLine.exec(text)
    if (comment === null) return line
    start += comment[0].length
  }
  return undefined
}

const commentLine = /[ \t\f\v]*[#!][^\n]*\n?/y

function commentsFor(file: SourceFile): Suppression[] {
  const comments = lexFile(file.text)
    .filter((token) => token.tokenType === Comment)
    .map(({ startOffset, image }) => commentAt(file, startOffset, image))
  const behind = linesBehind(comments)
  const end = positionAt(file, file.text.length)
  const lastLine = end.column === 1 ? end.line - 1 : end.line
  return comments.flatMap((comment) => {
    const next = comment.line + 1
    return suppressionOf(comment, { next, target: behind.get(next) ?? next, lastLine }) ?? []
  })
}

interface CommentText {
  readonly at: Place
  readonly line: number
  readonly isBehindWords: boolean
}

function commentAt(file: SourceFile, start: number, image: string): CommentText {
  const lineStart = lineStartAt(file.text, start)
  return {
    at: { file, start, end: start + image.trimEnd().length },
    line: positionAt(file, start).line,
    isBehindWords: /[^ \t\r\f\v\uFEFF]/.test(file.text.slice(lineStart, start)),
  }
}

/** For each line that is only a comment the first line below that is none: comments may stand one above the other. */
function linesBehind(comments: readonly CommentText[]): ReadonlyMap<number, number> {
  const behind = new Map<number, number>()
  for (const { line, isBehindWords } of comments.toReversed()) {
    if (!isBehindWords) behind.set(line, behind.get(line + 1) ?? line + 1)
  }
  return behind
}

/** What lies below a comment: the very next line, the first one that is no comment, and where the file ends. */
interface LinesBelow {
  readonly next: number
  readonly target: number
  readonly lastLine: number
}

function suppressionOf(comment: CommentText, below: LinesBelow): Suppression | undefined {
  const { at, line, isBehindWords } = comment
  const text = at.file.text.slice(at.start, at.end)
  const [head = '', sign = '', name = ''] = /^([#!]+[ \t]*)(kalint-(?:dis|en)[\w-]*)/i.exec(text) ?? []
  if (head === '') return undefined
  const kind = SUPPRESSION_WORDS[name] ?? 'misspelt'
  const word = { file: at.file, start: at.start + sign.length, end: at.start + head.length }
  const lines = kind === 'line' ? [line] : kind === 'next-line' ? [...new Set([below.next, below.target])] : []
  return {
    kind,
    at,
    word,
    rules: namedRules({ ...at, start: word.end }),
    isBehindWords,
    lines: lines.filter((one) => one <= below.lastLine),
    carriesOver: kind === 'next-line' && below.target > below.lastLine,
  }
}

/** The words up to the `--` that begins a reason. */
function namedRules({ file, start, end }: Place): NamedRule[] {
  const text = file.text.slice(start, end)
  const rules: NamedRule[] = []
  let behind = 0
  for (const { 0: name, index } of text.matchAll(/[^\s,:;\\]+/g)) {
    if (/^(--|[\u2013\u2014])/.test(name)) break
    const at = { file, start: start + index, end: start + index + name.length }
    rules.push({ name, at, isListed: text.slice(behind, index).includes(',') })
    behind = index + name.length
  }
  return rules
}
