/** From an entry file to the token lines that one node reads: includes spliced, conditions kept or dropped, definitions replaced. */
import type { SourcedToken } from '../../grammar/parser.ts'
import { Comment, lineEnd, NewLine } from '../../grammar/tokens.ts'
import { withoutBackslash } from '../text/ends.ts'
import { directoryOf, type Files, normalPath } from '../text/files.ts'
import { lineEndAt, type Place, type SourceFile, sectionsOf } from '../text/source-file.ts'
import { UNKNOWN_VALUE } from '../text/unknown.ts'
import { definitionUsesIn } from './definition-uses.ts'
import { definitionHead, OWN_DIRECTORY, unreplacedReason } from './definitions.ts'
import { hasWildcards, type Include, type IncludeKeyword, includedPaths, includeOf, isInclude } from './includes.ts'
import { hasRoom, interpret, type LineState, tell, tellTooLarge } from './interpret.ts'
import { BYTE_ORDER_MARK, type LexedSection, LONG_LINE, lexedSection } from './lexed-section.ts'
import { bufferedLine, endsInBackslash, withoutComment } from './lines.ts'
import { fromFile, type MappedText, originOf, sliceText } from './mapped-text.ts'
import type { Inclusion, Reading, ReadingOptions, TokenRun } from './reading.ts'

const MAX_INCLUDE_DEPTH = 50
const MAX_INCLUDED_FILES = 2_000

/** Each of them may have to look at thousands of names. */
const MAX_WILDCARD_INCLUDES = 100

/** Reads an entry file as the node `configId` of release `target` does. Never throws. */
export function expand(entry: SourceFile, options: ReadingOptions): Reading {
  const state: State = {
    options,
    target: options.target,
    tokens: [],
    runs: [],
    files: new Set(),
    inclusions: [],
    conditions: new Map(),
    sites: new Map(),
    problems: new Map(),
    definitions: new Map(),
    endless: new Set(),
    open: undefined,
    repeatedLines: new Map(),
    uses: new Map(),
    physical: undefined,
    includeStack: [],
    loaded: new Map([[identityOf(options.files, entry.path), entry]]),
    lineStartsWithInclude: false,
    wildcards: 0,
    includesStopped: false,
    readWithin: new Set(),
    longReplacements: 0,
    generated: 0,
    stopped: false,
    isAsWritten: options.as === 'written',
    surroundings: () => ({
      configId: options.configId,
      directory: directoryOf(state.includeStack.at(-1)?.path ?? ''),
      target: options.target,
    }),
    include: (include, line) => readInclude(state, include, line),
  }
  readFile(state, entry)
  return {
    entry,
    runs: state.runs,
    files: [...state.files],
    inclusions: state.inclusions,
    conditions: [...state.conditions.values()],
    definitions: [...state.sites.values()],
    definitionUses: definitionUsesIn(state),
    problems: [...state.problems.values()],
  }
}

interface State extends LineState {
  readonly runs: TokenRun[]
  readonly options: ReadingOptions
  readonly files: Set<SourceFile>
  readonly inclusions: Inclusion[]
  readonly includeStack: SourceFile[]
  /** By what tells them apart. */
  readonly loaded: Map<string, SourceFile>
  /** The physical line that is being read is an include from its first word on. */
  lineStartsWithInclude: boolean
  /** How many includes with wildcards there were. */
  wildcards: number
  /** There were too many includes: what is told once. */
  includesStopped: boolean
  /** What tells the files apart that were read within themselves. */
  readonly readWithin: Set<string>
}

function readFile(state: State, file: SourceFile): void {
  const isFirstTime = !state.files.has(file)
  state.files.add(file)
  state.includeStack.push(file)
  for (const [index, section] of sectionsOf(file).entries()) {
    const lexed = lexedSection(section)
    if (lexed.plain !== undefined && state.open === undefined && isFirstTime) state.runs.push(lexed.plain)
    else readSection(state, section, { lexed, isFirstTime, beginsFile: index === 0 })
  }
  state.runs.push({ tokens: [lineEnd] })
  beginRun(state)
  state.includeStack.pop()
}

/** What comes next is a run of its own. */
function beginRun(state: State): void {
  state.tokens = []
  state.runs.push({ tokens: state.tokens })
}

/** How a section is read. */
interface SectionUse {
  readonly lexed: LexedSection
  readonly isFirstTime: boolean
  readonly beginsFile: boolean
}

function readSection(state: State, file: SourceFile, { lexed, isFirstTime, beginsFile }: SectionUse): void {
  const { tokens, special } = lexed
  const hasMark = beginsFile && file.text.startsWith(BYTE_ORDER_MARK)
  const first = hasMark && !state.isAsWritten ? 1 : 0
  if (hasMark) tell(state, { kind: 'byte-order-mark', at: { file, start: 0, end: 1 } })
  beginRun(state)
  let nextSpecial = 0
  let nextToken = 0
  for (let start = first; start < file.text.length; ) {
    if (!isFirstTime) state.generated++
    if (!isFirstTime && !hasRoom(state)) {
      tellTooLarge(state, { file, start: 0, end: 0 })
      break
    }
    const end = lineEndAt(file.text, start)
    const firstToken = nextToken
    while (nextToken < tokens.length && (tokens[nextToken]?.startOffset ?? 0) < end) nextToken++
    const firstSpecial = nextSpecial
    while ((special[nextSpecial] ?? Number.POSITIVE_INFINITY) < end) nextSpecial++
    const isMarked = hasMark && start === first
    const isSpecial = nextSpecial > firstSpecial || isMarked || state.open !== undefined
    if (isSpecial || end - start >= LONG_LINE) {
      readSpecialLine(state, file, start, end)
    } else {
      for (let at = firstToken; at < nextToken; at++) pushToken(state, tokens[at], file)
    }
    if (tokens[nextToken]?.tokenType === NewLine) pushToken(state, tokens[nextToken++], file)
    start = end + 1
  }
}

function pushToken(state: State, token: SourcedToken | undefined, source: SourcedToken['source']): void {
  if (token === undefined || token.tokenType === Comment) return
  token.source = source
  state.tokens.push(token)
}

/** A line that holds conditions, definitions, references, sequences or includes, or that is too long or broken. */
function readSpecialLine(state: State, file: SourceFile, start: number, end: number): void {
  const { pieces, nulAt, cutAt } = bufferedLine(file, start, end, state.target)
  if (nulAt !== undefined) tell(state, { kind: 'embedded-nul', at: { file, start: nulAt, end: nulAt + 1 } })
  if (cutAt !== undefined) tell(state, { kind: 'line-too-long', at: { file, start: cutAt, end } })
  for (const piece of pieces) {
    readPiece(state, piece, { file, end })
  }
}

function readPiece(state: State, piece: MappedText, physical: LineEnd): void {
  const { line, openQuote } = withoutComment(piece, state.target)
  if (openQuote !== undefined) {
    tell(state, { kind: 'unterminated-quote', at: originOf(piece, { start: openQuote, end: openQuote + 1 }) })
  }
  const isInDefinition = state.open !== undefined
  if (isInDefinition && line.text === '' && piece.text !== '' && isPassedOver(state, piece, physical)) return
  state.lineStartsWithInclude = isInclude(line.text)
  if (state.open !== undefined) {
    tellIncludeInDefinition(state, line)
    // To most of keepalived the copy of the file has a mark here, which ends the definition (lib/parser.c:83).
    if (state.isAsWritten && state.lineStartsWithInclude && state.target.atLeast('2.2.0')) {
      interpret(state, sliceText(line, 0, 0))
    }
  }
  interpret(state, line)
}

/** Where a physical line ends. */
interface LineEnd {
  readonly file: SourceFile
  readonly end: number
}

/**
 * Comments within a definition reach most of keepalived as empty lines, which end it; only 2.1.4 and 2.1.5 pass over them.
 * So they are passed over here where the definition clearly goes on behind them.
 */
function isPassedOver(state: State, piece: MappedText, physical: LineEnd): boolean {
  if (state.target.atLeast('2.1.4') && !state.target.atLeast('2.2.0')) return true
  if (state.isAsWritten) return false
  if (state.open === undefined || piece.text.trim() === '' || !goesOn(state, piece.text, physical)) return false
  const start = piece.text.length - piece.text.trimStart().length
  const at = originOf(piece, { start, end: piece.text.trimEnd().length })
  tell(state, { kind: 'comment-in-definition', name: state.open.name, at })
  return true
}

/** Behind the comment follows a line that ends in a backslash, or follows a comment that ends in one. */
function goesOn(state: State, comment: string, { file, end }: LineEnd): boolean {
  let isContinued = endsInBackslash(comment)
  for (let start = end + 1; start < file.text.length; ) {
    const next = fromFile(file, start, lineEndAt(file.text, start))
    const { text } = withoutComment(next, state.target).line
    const isComment = text === '' && next.text.trim() !== ''
    if (!isComment) return text !== '' && definitionHead(text) === undefined && (isContinued || endsInBackslash(text))
    isContinued = endsInBackslash(next.text.trimEnd())
    start += next.text.length + 1
  }
  return false
}

function readInclude(state: State, include: Include, line: MappedText): void {
  const { keyword, path } = include
  const by = state.includeStack.at(-1)
  const name = path.text.startsWith(OWN_DIRECTORY) ? path.text.slice(UNKNOWN_VALUE.length) : path.text
  if (by === undefined || name.includes(UNKNOWN_VALUE) || tellUndefined(state, path)) return
  const at = originOf(path, { start: 0, end: path.text.length })
  const { lineStartsWithInclude } = state
  if (hasWildcards(name) && ++state.wildcards > MAX_WILDCARD_INCLUDES) {
    tellTooMany(state, at, name)
    return
  }
  const { paths, hasBraces, endless } = includedPaths(state.options.files, by.path, name)
  for (const one of endless) {
    tell(state, { kind: 'include-unreadable', at, path: one, content: 'unreadable', keyword, hasBraces })
  }
  if (paths.length === 0 && endless.length === 0)
    tell(state, { kind: 'include-without-match', at, path: name, keyword })
  for (const one of paths) {
    const file = openIncluded(state, one, { keyword, hasBraces, at })
    if (file === undefined) continue
    if (!lineStartsWithInclude) tellReadTwice(state, line, path, 'line')
    state.inclusions.push({ by, file, at })
    readFile(state, file)
    if (state.isAsWritten && !lineStartsWithInclude && state.target.atLeast('2.2.0')) readFile(state, file)
    state.lineStartsWithInclude = lineStartsWithInclude
  }
}

/** A reference that is still in a path: keepalived takes it for a part of the name. */
function tellUndefined(state: State, path: MappedText): boolean {
  const match = /\$\{?([A-Za-z_]\w*)[ \t\w]*\}?/.exec(path.text)
  if (match?.[1] === undefined) return false
  const reason = unreplacedReason(state.definitions, match[1], 'followed')
  const at = originOf(path, { start: match.index, end: match.index + match[0].length })
  tell(state, { kind: 'undefined-in-path', name: match[1], reason, at })
  return true
}

function tellIncludeInDefinition(state: State, line: MappedText): void {
  const content = sliceText(line, 0, withoutBackslash(line.text).length)
  const include = includeOf(content)
  if (include !== undefined) tellReadTwice(state, content, include.path, 'definition')
}

function tellReadTwice(state: State, line: MappedText, path: MappedText, where: 'definition' | 'line'): void {
  if (!state.target.atLeast('2.2.0')) return
  const at = originOf(line, { start: 0, end: line.text.length })
  tell(state, { kind: 'include-read-twice', at, path: path.text, where })
}

/** How a file comes to be included. */
interface IncludeUse {
  readonly keyword: IncludeKeyword
  readonly hasBraces: boolean
  readonly at: Place
}

/** The file of an include, where it may be read. */
function openIncluded(state: State, path: string, { at, keyword, hasBraces }: IncludeUse): SourceFile | undefined {
  const identity = identityOf(state.options.files, path)
  if (state.includeStack.some((file) => identityOf(state.options.files, file.path) === identity)) {
    tell(state, { kind: 'include-cycle', at, path })
    // What keepalived says of the second reading stands for all of them.
    if (!state.isAsWritten || state.readWithin.has(identity)) return undefined
    state.readWithin.add(identity)
  }
  if (state.includeStack.length > MAX_INCLUDE_DEPTH || state.inclusions.length >= MAX_INCLUDED_FILES) {
    tellTooMany(state, at, path)
    return undefined
  }
  const known = state.loaded.get(identity)
  if (known !== undefined) return known
  const content = state.options.files.read(path)
  if (content.kind !== 'text') {
    tell(state, { kind: 'include-unreadable', at, path, content: content.kind, keyword, hasBraces })
    return undefined
  }
  state.loaded.set(identity, content.file)
  return content.file
}

/** That there are too many is told once. */
function tellTooMany(state: State, at: Place, path: string): void {
  if (!state.includesStopped) tell(state, { kind: 'too-many-includes', at, path })
  state.includesStopped = true
}

/** What is the same for all spellings of a path. */
function identityOf(files: Files, path: string): string {
  return files.identity?.(path) ?? normalPath(path)
}
