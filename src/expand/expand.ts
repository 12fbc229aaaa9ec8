/** From an entry file to the token lines that one node reads: includes spliced, conditions kept or dropped, definitions replaced. */
import type { SourcedToken } from '../../grammar/parser.ts'
import type { Release } from '../../grammar/releases.ts'
import { Comment, lexFile, lexSubstituted, NewLine } from '../../grammar/tokens.ts'
import { directoryOf, type FileContent, type Files } from '../text/files.ts'
import { byteLength, firstBytes, type Place, type SourceFile, sourceFile } from '../text/source-file.ts'
import {
  type Definition,
  definitionHead,
  MAX_LINE_BYTES,
  referenceAt,
  substitute,
  UNKNOWN_VALUE,
} from './definitions.ts'
import { type IncludeKeyword, includedPaths, includeOf } from './includes.ts'
import { fromFile, type MappedText, originOf, sliceText, standingFor } from './mapped-text.ts'
import { isSequence, readSequence, type SequenceLine } from './sequences.ts'

/** More lines than this are not made from `~SEQ`, `~LST` and multi-line definitions. */
export const MAX_GENERATED_LINES = 1_000_000
const MAX_INCLUDE_DEPTH = 50
const MAX_INCLUDED_FILES = 2_000

/** What went wrong while reading lines. */
export type ReadingProblem = { readonly at: Place } & (
  | { readonly kind: 'byte-order-mark' | 'embedded-nul' | 'line-too-long' }
  | { readonly kind: 'undefined-definition'; readonly name: string }
  | { readonly kind: 'invalid-sequence'; readonly because: string }
  | { readonly kind: 'expansion-too-large'; readonly lines: number }
  | { readonly kind: 'include-cycle' | 'too-many-includes'; readonly path: string }
  | {
      readonly kind: 'include-unreadable'
      readonly path: string
      readonly content: Exclude<FileContent['kind'], 'text'>
      readonly keyword: IncludeKeyword
    }
  | { readonly kind: 'include-without-match'; readonly path: string; readonly keyword: IncludeKeyword }
)

/** An `@id` or `@^id` in front of a line. */
export interface Condition {
  readonly id: string
  readonly negated: boolean
  readonly met: boolean
  readonly at: Place
}

/** One file that another one includes. */
export interface Inclusion {
  readonly by: SourceFile
  readonly file: SourceFile
  readonly at: Place
}

/** What one node reads. */
export interface Reading {
  readonly entry: SourceFile
  readonly tokens: SourcedToken[]
  /** The entry file and everything that it includes, in the order in which they are first read. */
  readonly files: readonly SourceFile[]
  readonly inclusions: readonly Inclusion[]
  readonly conditions: readonly Condition[]
  readonly problems: readonly ReadingProblem[]
}

/** Whose lines are read, and how. */
export interface ReadingOptions {
  readonly files: Files
  readonly target: Release
  readonly configId: string | undefined
}

/** Reads an entry file as the node `configId` of release `target` does. Never throws. */
export function expand(entry: SourceFile, options: ReadingOptions): Reading {
  const state: State = {
    options,
    tokens: [],
    files: [],
    inclusions: [],
    conditions: [],
    problems: [],
    definitions: new Map(),
    open: undefined,
    includeStack: [],
    loaded: new Map([[entry.path, entry]]),
    generated: 0,
    stopped: false,
  }
  readFile(state, entry)
  return {
    entry,
    tokens: state.tokens,
    files: state.files,
    inclusions: state.inclusions,
    conditions: state.conditions,
    problems: state.problems,
  }
}

interface State {
  readonly options: ReadingOptions
  readonly tokens: SourcedToken[]
  readonly files: SourceFile[]
  readonly inclusions: Inclusion[]
  readonly conditions: Condition[]
  readonly problems: ReadingProblem[]
  readonly definitions: Map<string, Definition>
  /** The multi-line definition whose lines are being read. */
  open: OpenDefinition | undefined
  readonly includeStack: SourceFile[]
  readonly loaded: Map<string, SourceFile>
  generated: number
  /** Too many lines were generated: none is added any more. */
  stopped: boolean
}

interface OpenDefinition {
  readonly name: string
  readonly lines: MappedText[]
  readonly place: Place
}

/** Lines that wait to be read, the last one first: the rest of a line, the turns of a sequence, the lines of a definition. */
type Pending =
  | { readonly kind: 'text'; readonly text: MappedText }
  | { readonly kind: 'lines'; readonly lines: readonly MappedText[]; next: number }
  | { readonly kind: 'sequence'; readonly sequence: SequenceLine; readonly at: Place; next: number }

function readFile(state: State, file: SourceFile): void {
  if (!state.files.includes(file)) state.files.push(file)
  state.includeStack.push(file)
  const tokens = lexFile(file.text) as SourcedToken[]
  const special = specialOffsets(file.text)
  let nextSpecial = 0
  let nextToken = 0
  let start = 0
  if (file.text.startsWith('\uFEFF')) {
    state.problems.push({ kind: 'byte-order-mark', at: { file, start: 0, end: 1 } })
    start = 1
    nextSpecial = 0
  }
  while (start < file.text.length) {
    const newline = file.text.indexOf('\n', start)
    const end = newline === -1 ? file.text.length : newline
    const lineStart = start
    const firstToken = nextToken
    while (nextToken < tokens.length && (tokens[nextToken]?.startOffset ?? 0) < end) nextToken++
    const isSpecial = (special[nextSpecial] ?? Number.POSITIVE_INFINITY) < end
    while ((special[nextSpecial] ?? Number.POSITIVE_INFINITY) < end) nextSpecial++
    const hasMark = lineStart === 1 && file.text.startsWith('\uFEFF')
    if (isSpecial || hasMark || state.open !== undefined || end - start >= MAX_LINE_BYTES / 3) {
      readSpecialLine(state, file, start, end)
    } else {
      for (let at = firstToken; at < nextToken; at++) pushToken(state, tokens[at], file)
    }
    const lineEnd = tokens[nextToken]
    if (lineEnd?.tokenType === NewLine) {
      pushToken(state, lineEnd, file)
      nextToken++
    }
    start = end + 1
  }
  state.includeStack.pop()
}

/** Where a character stands that a plain tokenization of its line would read wrongly. */
function specialOffsets(text: string): number[] {
  return Array.from(text.matchAll(/[$@~\0]|\\"|include/g), (match) => match.index)
}

function pushToken(state: State, token: SourcedToken | undefined, source: SourcedToken['source']): void {
  if (token === undefined || token.tokenType === Comment) return
  token.source = source
  state.tokens.push(token)
}

/** A line that holds conditions, definitions, references, sequences or includes, or that is too long or broken. */
function readSpecialLine(state: State, file: SourceFile, start: number, end: number): void {
  const nul = file.text.slice(start, end).indexOf('\0')
  if (nul !== -1) {
    state.problems.push({ kind: 'embedded-nul', at: { file, start: start + nul, end: start + nul + 1 } })
    return
  }
  for (const line of physicalLines(state, file, start, end)) {
    interpret(state, withoutComment(line))
  }
}

/** One line of the file, or more where keepalived's line buffer is too short for it (lib/parser.c:2725). */
function physicalLines(state: State, file: SourceFile, start: number, end: number): MappedText[] {
  const line = fromFile(file, start, end)
  const text = line.text.replace(/\r+$/, '')
  if (byteLength(text) < MAX_LINE_BYTES) return [sliceText(line, 0, text.length)]
  state.problems.push({ kind: 'line-too-long', at: { file, start, end: start + text.length } })
  const pieces: MappedText[] = []
  let at = 0
  while (at < text.length) {
    const length = Math.max(1, firstBytes(text.slice(at, at + MAX_LINE_BYTES), MAX_LINE_BYTES).length)
    const isWhole = at + length < text.length || byteLength(text.slice(at)) === MAX_LINE_BYTES
    if (!isWhole || !state.options.target.atLeast('2.4.0')) pieces.push(sliceText(line, at, at + length))
    at += length
  }
  return pieces
}

/** Cuts comment and blanks off a line, as `decomment` does: `\` hides the next character from it (lib/parser.c:2298). */
function withoutComment(line: MappedText): MappedText {
  const { text } = line
  let quoted = false
  let end = text.length
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '"') quoted = !quoted
    else if (!quoted && (character === '#' || character === '!')) {
      end = at
      break
    }
  }
  const start = /^[ \t]*/.exec(text)?.[0].length ?? 0
  const kept = text.slice(0, end).replace(/[ \t]+$/, '')
  return sliceText(line, Math.min(start, kept.length), kept.length)
}

function interpret(state: State, line: MappedText): void {
  const pending: Pending[] = [{ kind: 'text', text: line }]
  for (let text = nextText(state, pending); text !== undefined; text = nextText(state, pending)) {
    interpretText(state, text, pending)
  }
}

function nextText(state: State, pending: Pending[]): MappedText | undefined {
  for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
    if (top.kind === 'text') {
      pending.pop()
      return top.text
    }
    if (state.stopped) {
      pending.pop()
    } else if (top.kind === 'lines') {
      const text = top.lines[top.next++]
      if (text !== undefined) return generatedText(state, text, pending)
      pending.pop()
    } else if (top.next < top.sequence.count) {
      for (const [name, value] of top.sequence.bindings(top.next++)) {
        const lines = [standingFor(value, top.at, top.at)]
        state.definitions.set(name, { name, lines, multiline: false, place: top.at })
      }
      return generatedText(state, top.sequence.text, pending)
    } else {
      pending.pop()
    }
  }
  return undefined
}

function generatedText(state: State, text: MappedText, pending: readonly Pending[]): MappedText {
  state.generated++
  if (state.generated > MAX_GENERATED_LINES) {
    const cause = pending.find((entry) => entry.kind === 'sequence')
    const at = cause?.kind === 'sequence' ? cause.at : originOf(text, { start: 0, end: text.text.length })
    state.problems.push({ kind: 'expansion-too-large', at, lines: MAX_GENERATED_LINES })
    state.stopped = true
  }
  return text
}

/** One text in the order of the daemon: definition in progress, condition, definition, sequence, references, include, braces. */
function interpretText(state: State, given: MappedText, pending: Pending[]): void {
  if (state.open !== undefined) {
    continueDefinition(state, state.open, given)
    return
  }
  let line: MappedText | undefined = given
  for (let again = true; again && line !== undefined; ) {
    again = false
    if (line.text.startsWith('@')) line = conditionalRest(state, line)
    if (line === undefined || startsDefinition(state, line)) return
    if (isSequence(line.text)) {
      startSequence(state, line, pending)
      return
    }
    if (line.text.includes('$') && !line.text.startsWith('~')) {
      const substitution = substituteIn(state, line)
      for (const lines of substitution.followingLines) pending.push({ kind: 'lines', lines, next: 0 })
      if (substitution.replaced) {
        line = withoutComment(substitution.text)
        again = !state.options.target.atLeast('2.4.0') && /^@|^~|\$/.test(line.text) && line.text !== given.text
      }
    }
  }
  if (line === undefined || line.text === '') return
  const include = includeOf(line)
  if (include !== undefined) readInclude(state, include.keyword, include.path)
  else splitAtBrace(state, line, pending)
}

function continueDefinition(state: State, open: OpenDefinition, line: MappedText): void {
  const continued = line.text.endsWith('\\')
  const kept = continued ? line.text.slice(0, -1).replace(/[ \t]+$/, '') : line.text
  if (kept !== '') open.lines.push(sliceText(line, 0, kept.length))
  if (continued) return
  state.open = undefined
  define(state, open.name, open.lines, true, open.place)
}

function define(state: State, name: string, lines: MappedText[], multiline: boolean, place: Place): void {
  state.definitions.set(name, { name, lines, multiline: multiline && lines.length > 0, place })
}

/** The rest of a conditional line, or nothing where this node does not read it (lib/parser.c:2880). */
function conditionalRest(state: State, line: MappedText): MappedText | undefined {
  const match = /^@(\^?)([^ \t]*)/.exec(line.text)
  const [prefix = '@', caret = '', id = ''] = match ?? []
  const negated = caret !== ''
  const rest = /^[ \t]+/.exec(line.text.slice(prefix.length))?.[0]
  const met = rest !== undefined && (state.options.configId === id) !== negated
  state.conditions.push({ id, negated, met, at: originOf(line, { start: 0, end: prefix.length }) })
  return met ? sliceText(line, prefix.length + rest.length) : undefined
}

function startsDefinition(state: State, line: MappedText): boolean {
  const head = definitionHead(line.text)
  if (head === undefined) return false
  const place = originOf(line, { start: 0, end: line.text.length })
  const value = sliceText(line, head.valueStart)
  if (!value.text.endsWith('\\')) {
    define(state, head.name, [value], false, place)
    return true
  }
  state.open = { name: head.name, lines: [], place }
  const first = value.text.slice(0, -1).replace(/[ \t]+$/, '')
  if (first !== '') state.open.lines.push(sliceText(value, 0, first.length))
  define(state, head.name, state.open.lines, true, place)
  return true
}

function startSequence(state: State, line: MappedText, pending: Pending[]): void {
  const sequence = readSequence(line, (text) => {
    const numbers = standingFor(text, originOf(line, { start: 0, end: line.text.length }), undefined)
    return substituteIn(state, numbers).text.text
  })
  const at = originOf(line, { start: 0, end: 'headLength' in sequence ? sequence.headLength : line.text.length })
  if ('because' in sequence) {
    state.problems.push({ kind: 'invalid-sequence', at, because: sequence.because })
  } else if (sequence.count > MAX_GENERATED_LINES) {
    state.problems.push({ kind: 'expansion-too-large', at, lines: MAX_GENERATED_LINES })
  } else {
    pending.push({ kind: 'sequence', sequence, at, next: 0 })
  }
}

function substituteIn(state: State, line: MappedText) {
  const reading = state.includeStack.at(-1)
  return substitute(line, state.definitions, {
    configId: state.options.configId,
    directory: directoryOf(reading?.path ?? ''),
    target: state.options.target,
  })
}

function readInclude(state: State, keyword: IncludeKeyword, path: MappedText): void {
  const at = originOf(path, { start: 0, end: path.text.length })
  const by = state.includeStack.at(-1)
  if (by === undefined || path.text.includes(UNKNOWN_VALUE)) return
  const paths = includedPaths(state.options.files, by.path, path.text)
  if (paths.length === 0) state.problems.push({ kind: 'include-without-match', at, path: path.text, keyword })
  for (const name of paths) {
    if (state.includeStack.some((file) => file.path === name)) {
      state.problems.push({ kind: 'include-cycle', at, path: name })
    } else if (state.includeStack.length > MAX_INCLUDE_DEPTH || state.inclusions.length > MAX_INCLUDED_FILES) {
      state.problems.push({ kind: 'too-many-includes', at, path: name })
      return
    } else {
      const file = load(state, name, at, keyword)
      if (file === undefined) continue
      state.inclusions.push({ by, file, at })
      readFile(state, file)
    }
  }
}

function load(state: State, path: string, at: Place, keyword: IncludeKeyword): SourceFile | undefined {
  const known = state.loaded.get(path)
  if (known !== undefined) return known
  const content = state.options.files.read(path)
  if (content.kind !== 'text') {
    state.problems.push({ kind: 'include-unreadable', at, path, content: content.kind, keyword })
    return undefined
  }
  const file = sourceFile(path, content.text)
  state.loaded.set(path, file)
  return file
}

/** The words before a brace are one line; what follows the brace is read as a new one (lib/parser.c:2956). */
function splitAtBrace(state: State, line: MappedText, pending: Pending[]): void {
  const brace = firstBrace(state, line)
  if (brace === undefined) {
    pushTokens(state, line)
    state.tokens.push(newLineAfter(line))
    return
  }
  const end = brace === 0 ? 1 : brace
  const rest = sliceText(line, end)
  const blanks = brace === 0 ? (/^[ \t]*/.exec(rest.text)?.[0].length ?? 0) : 0
  if (rest.text.length > blanks) pending.push({ kind: 'text', text: sliceText(rest, blanks) })
  pushTokens(state, sliceText(line, 0, end))
}

/** Where the first brace outside of quotes is. The braces of an undefined `${NAME}` are told about, and left in their word. */
function firstBrace(state: State, line: MappedText): number | undefined {
  const { text } = line
  let at = 0
  while (at < text.length) {
    const character = text[at]
    if (character === '{' || character === '}') return at
    if (character === '"') {
      const close = text.indexOf('"', at + 1)
      if (close === -1) return undefined
      at = close
    } else if (character === '$') {
      const reference = referenceAt(text, at)
      if (reference?.braced === true) {
        state.problems.push({ kind: 'undefined-definition', name: reference.name, at: originOf(line, reference) })
        at = reference.end - 1
      }
    }
    at++
  }
  return undefined
}

function pushTokens(state: State, line: MappedText): void {
  for (const token of lexSubstituted(line.text) as SourcedToken[]) {
    token.source = line
    state.tokens.push(token)
  }
}

function newLineAfter(line: MappedText): SourcedToken {
  return {
    image: '\n',
    startOffset: line.text.length,
    tokenType: NewLine,
    tokenTypeIdx: NewLine.tokenTypeIdx ?? 0,
    source: line,
  } as SourcedToken
}
