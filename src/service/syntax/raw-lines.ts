/** The lines of one file as they are written, whichever node reads them, with what stands in front of statements peeled off. */
import type { SourcedToken } from '../../../grammar/parser.ts'
import type { Span } from '../../../grammar/syntax.ts'
import { Close, Comment, lexFile, lineEnd, Open } from '../../../grammar/tokens.ts'
import { definitionHead } from '../../expand/definitions.ts'
import { INCLUDE_KEYWORDS } from '../../expand/includes.ts'
import { isSequence } from '../../expand/sequences.ts'
import type { SourceFile } from '../../text/source-file.ts'
import {
  isCommentLine,
  isPassedOver,
  type PhysicalLine,
  physicalLines,
  withoutLeadingBlanks,
} from './physical-lines.ts'

/**
 * `continuation`: a line of a definition after its first one, the empty line that ends it included; `odd`: longer than
 * the buffer of keepalived, or with a NUL, so that releases read different things.
 */
export type RawLineKind = 'blank' | 'comment' | 'code' | 'continuation' | 'odd'

/** A physical line, without its line end. */
export interface RawLine extends Span {
  readonly kind: RawLineKind
  /** Behind the blanks that it begins with. */
  readonly textStart: number
  /** Behind its last word; `textStart` where it has none. */
  readonly codeEnd: number
  readonly comment: Span | undefined
  /** The braces that open and close blocks, in order; those of definitions, sequences and included paths are none. */
  readonly braces: readonly SourcedToken[]
  /** The condition that it begins with, `@` included. */
  readonly condition: string | undefined
  /** Something on it takes the rest of the line as it stands: an include or a definition. */
  readonly isVerbatim: boolean
  /** Whether it belongs to a definition depends on the release. */
  readonly isFragile: boolean
}

/** What stands in front of a statement, a definition or an include. */
export interface Prefix {
  /** `@id` and `@^id`. */
  readonly conditions: readonly Span[]
  /** `~SEQ(...)` and `~LST(...)`. */
  readonly sequences: readonly Span[]
}

/** A `$NAME=value`, with all its lines. */
export interface RawDefinition extends Span {
  readonly prefix: Prefix
  /** `$NAME`. */
  readonly name: Span
  /** From the first to the last line of the value, comments at its end left out. */
  readonly value: Span
}

/** An include: the path is the whole rest of the line. */
export interface RawInclude extends Span {
  readonly prefix: Prefix
  readonly keyword: Span
  readonly path: Span
}

/** All lines of a file, and what is on them. */
export interface RawLines {
  readonly lines: readonly RawLine[]
  /** What is left for the parser: words, braces and line ends. */
  readonly tokens: readonly SourcedToken[]
  /** What stands in front of the token at an offset. */
  readonly prefixes: ReadonlyMap<number, Prefix>
  readonly comments: readonly Span[]
  readonly conditions: readonly Span[]
  readonly sequences: readonly Span[]
  readonly definitions: readonly RawDefinition[]
  readonly includes: readonly RawInclude[]
}

/** Reads all lines of a file. Linear in its size, never throws. */
export function rawLines(file: SourceFile): RawLines {
  const all = lexFile(file.text) as SourcedToken[]
  for (const token of all) token.source = file
  const physical = physicalLines(file, all)
  const walk: Walk = {
    file,
    all,
    lines: [],
    tokens: [],
    prefixes: new Map(),
    comments: [],
    conditions: [],
    sequences: [],
    definitions: [],
    includes: [],
    open: undefined,
    isFragile: false,
  }
  let passedOver = 0
  physical.forEach((line, at) => {
    if (line.comment !== undefined) walk.comments.push(line.comment)
    if (walk.open !== undefined && isCommentLine(line) && at >= passedOver) {
      if (goesOn(walk, physical, at)) passedOver = behindComments(physical, at)
      else interruptDefinition(walk)
    }
    if (walk.open !== undefined) readContinuation(walk, walk.open, line)
    else readLine(walk, line)
    walk.tokens.push(lineEnd)
  })
  closeDefinition(walk)
  return walk
}

interface Walk extends RawLines {
  readonly file: SourceFile
  /** Every token of the file. */
  readonly all: readonly SourcedToken[]
  readonly lines: RawLine[]
  readonly tokens: SourcedToken[]
  readonly prefixes: Map<number, Prefix>
  readonly comments: Span[]
  readonly conditions: Span[]
  readonly sequences: Span[]
  readonly definitions: RawDefinition[]
  readonly includes: RawInclude[]
  /** The definition whose lines are being read. */
  open: OpenDefinition | undefined
  isFragile: boolean
}

interface OpenDefinition {
  readonly first: RawDefinition
  end: number
  valueEnd: number
}

/** Longer lines are no configuration: their words and braces are passed over. */
const MAX_LENGTH = 10_000

/** Reads a line that stands outside of definitions, perhaps the first one of a definition. */
function readLine(walk: Walk, line: PhysicalLine): void {
  const isEmpty = line.codeEnd === line.textStart
  if (line.isOdd || isEmpty || !line.isSpecial) {
    const kind = line.isOdd ? 'odd' : !isEmpty ? 'code' : line.comment === undefined ? 'blank' : 'comment'
    const isEndless = line.end - line.start > MAX_LENGTH
    walk.lines.push(rawLine(walk, line, kind, isEndless ? none : pushTokens(walk, line)))
  } else {
    readSpecialLine(walk, line)
  }
  if (!walk.isFragile) return
  const isOver = !isPassedOver(line) && walk.file.text[line.codeEnd - 1] !== '\\'
  if (walk.open !== undefined || isOver) walk.isFragile = false
}

function readSpecialLine(walk: Walk, line: PhysicalLine): void {
  const { braces, verbatim } = readSegments(walk, line)
  const code = walk.file.text.slice(line.textStart, line.codeEnd)
  const condition = code.startsWith('@') ? CONDITION.exec(code)?.[0] : undefined
  walk.lines.push({ ...rawLine(walk, line, 'code', braces), condition, isVerbatim: verbatim !== undefined })
  if (verbatim === undefined || !('name' in verbatim)) return
  walk.open = { first: verbatim, end: verbatim.end, valueEnd: verbatim.value.end }
  if (!code.endsWith('\\')) closeDefinition(walk)
}

/** A line that ends the definition in some releases, and is passed over in others. */
function interruptDefinition(walk: Walk): void {
  closeDefinition(walk)
  walk.isFragile = true
}

function behindComments(physical: readonly PhysicalLine[], from: number): number {
  let at = from
  for (let line = physical[at]; line !== undefined && isCommentLine(line); line = physical[at]) at++
  return at
}

function rawLine(
  { isFragile }: Walk,
  { start, end, textStart, codeEnd, comment }: PhysicalLine,
  kind: RawLineKind,
  braces: readonly SourcedToken[],
): RawLine {
  return { kind, start, end, textStart, codeEnd, comment, braces, condition: undefined, isVerbatim: false, isFragile }
}

/** Hands the tokens of a line on to the parser, and gives back the braces among them. */
function pushTokens({ all, tokens }: Walk, { firstToken, endToken }: PhysicalLine): readonly SourcedToken[] {
  let braces: SourcedToken[] | undefined
  for (let at = firstToken; at < endToken; at++) {
    const token = all[at]
    if (token === undefined) break
    tokens.push(token)
    if (!isBrace(token)) continue
    braces ??= []
    braces.push(token)
  }
  return braces ?? none
}

const none: readonly SourcedToken[] = []

/** Reads the parts of a line between its braces: each may begin with conditions, sequences, a definition or an include. */
function readSegments(walk: Walk, line: PhysicalLine) {
  const braces: SourcedToken[] = []
  let tokens: readonly SourcedToken[] = walk.all.slice(line.firstToken, line.endToken)
  let next = 0
  for (let at = line.textStart; at < line.codeEnd; ) {
    const head = readPrefix(walk, at, line.codeEnd)
    const verbatim = readVerbatim(walk, head, line)
    if (verbatim !== undefined) return { braces, verbatim }
    while (next < tokens.length && (tokens[next]?.startOffset ?? 0) < head.end) next++
    const before = tokens[next - 1]
    if (before !== undefined && before.startOffset + before.image.length > head.end) {
      tokens = tokensBetween(walk.file, head.end, line.codeEnd)
      next = 0
    }
    const first = tokens[next]
    if (first !== undefined && head.end > head.start) walk.prefixes.set(first.startOffset, head)
    at = line.codeEnd
    for (; next < tokens.length; ) {
      const token = tokens[next++]
      if (token === undefined) break
      walk.tokens.push(token)
      if (!isBrace(token)) continue
      braces.push(token)
      at = withoutLeadingBlanks(walk.file.text, token.startOffset + 1, line.codeEnd)
      break
    }
  }
  return { braces, verbatim: undefined }
}

/** Conditions and sequences from an offset on; `end` is where what they stand in front of begins. */
function readPrefix(walk: Walk, start: number, limit: number): Prefix & Span {
  const { text } = walk.file
  const conditions: Span[] = []
  const sequences: Span[] = []
  let at = start
  for (;;) {
    const rest = text.slice(at, limit)
    const condition = CONDITION.exec(rest)
    const isCondition = condition !== null && conditions.length === sequences.length
    const length = isCondition ? condition[0].length : sequenceLength(rest)
    if (length === undefined) break
    const span = { start: at, end: at + length }
    if (isCondition) {
      conditions.push(span)
      walk.conditions.push(span)
    } else {
      sequences.push(span)
      walk.sequences.push(span)
    }
    at = withoutLeadingBlanks(text, span.end, limit)
  }
  return { conditions, sequences, start, end: at }
}

const CONDITION = /^@[^ \t]*/
const SEQUENCE = /^~SEQx?[ \t]*\([^)]*\)/
const LIST = /^~LST[ \t]*\((?:\{[^}]*\}|[^){])*\)/

function sequenceLength(rest: string): number | undefined {
  return isSequence(rest) ? (SEQUENCE.exec(rest) ?? LIST.exec(rest))?.[0].length : undefined
}

/** The definition or include behind a prefix, which takes the rest of the line. */
function readVerbatim(walk: Walk, prefix: Prefix & Span, line: PhysicalLine): RawDefinition | RawInclude | undefined {
  const { start, end } = prefix
  const code = walk.file.text.slice(end, line.codeEnd)
  const definition = definitionHead(code)
  if (definition !== undefined) {
    const name = { start: end, end: end + 1 + definition.name.length }
    const value = { start: Math.min(end + definition.valueStart, line.codeEnd), end: line.codeEnd }
    return { prefix, name, value, start, end: line.codeEnd }
  }
  const include = INCLUDE.exec(code)
  if (include?.[1] === undefined) return undefined
  const keyword = { start: end, end: end + include[1].length }
  const found = {
    prefix,
    keyword,
    path: { start: end + include[0].length, end: line.codeEnd },
    start,
    end: line.codeEnd,
  }
  walk.includes.push(found)
  return found
}

const INCLUDE = new RegExp(`^(${INCLUDE_KEYWORDS.join('|')})[ \\t\\v\\f\\r][ \\t]*`)

/** Reads a line below the first one of a definition. */
function readContinuation(walk: Walk, open: OpenDefinition, line: PhysicalLine): void {
  const kind = line.isOdd ? 'odd' : 'continuation'
  walk.lines.push(rawLine(walk, line, kind, none))
  open.end = line.end
  if (line.codeEnd > line.textStart) open.valueEnd = line.codeEnd
  const isLast = line.comment === undefined || line.codeEnd > line.textStart
  if (!isLast || (line.codeEnd > line.textStart && walk.file.text[line.codeEnd - 1] === '\\')) return
  if (isPassedOver(line)) interruptDefinition(walk)
  else closeDefinition(walk)
}

function closeDefinition(walk: Walk): void {
  if (walk.open === undefined) return
  const { first, end, valueEnd } = walk.open
  walk.definitions.push({ ...first, end, value: { start: first.value.start, end: valueEnd } })
  walk.open = undefined
}

/** Whether a definition goes on behind the comments at `from`, as `expand` takes it. */
function goesOn({ file: { text } }: Walk, physical: readonly PhysicalLine[], from: number): boolean {
  let isContinued = false
  for (let at = from; at < physical.length; at++) {
    const line = physical[at]
    if (line === undefined) break
    const code = text.slice(line.textStart, line.codeEnd)
    const isComment = code === '' && line.comment !== undefined
    if (!isComment) return code !== '' && definitionHead(code) === undefined && (isContinued || code.endsWith('\\'))
    isContinued = /\\[ \t]*$/.test(text.slice(line.textStart, line.end))
  }
  return false
}

function isBrace({ tokenType }: SourcedToken): boolean {
  return tokenType === Open || tokenType === Close
}

/** The tokens of a stretch of a line that does not begin where a token of the line does. */
function tokensBetween(file: SourceFile, start: number, end: number): SourcedToken[] {
  const tokens = lexFile(file.text.slice(start, end)) as SourcedToken[]
  return tokens
    .filter(({ tokenType }) => tokenType !== Comment)
    .map((token) => ({
      ...token,
      startOffset: token.startOffset + start,
      source: file,
    }))
}
