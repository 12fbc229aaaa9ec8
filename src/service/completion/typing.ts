/** The line that is being typed: its words up to the cursor, and the block that it is in as far as the text above tells. */
import type { Argument } from '../../../grammar/arguments.ts'
import { argumentsOf, type Directive } from '../../../grammar/directive.ts'
import { parse } from '../../../grammar/parser.ts'
import type { Item, Span, Statement, Word } from '../../../grammar/syntax.ts'
import { Comment, lexFile, NewLine, Open } from '../../../grammar/tokens.ts'
import { meantTree } from '../../bind/braces.ts'
import { directiveIn, rootScope, type Scope } from '../../bind/scope.ts'
import { secretSpans } from '../../text/secrets.ts'
import { lineStartAt, lineText, type Place, positionAt, type SourceFile } from '../../text/source-file.ts'
import { nodesReading, placeOf, type Snapshot, type Spot } from '../snapshot.ts'
import { rawLines } from '../syntax/raw-lines.ts'

/** The word at the cursor. Its span is that of the file; it may go on behind the cursor. */
export interface TypedWord extends Span {
  /** What stands before the cursor. */
  readonly text: string
  /** `open`: in quotes that are not closed. */
  readonly quotes: 'none' | 'closed' | 'open'
}

/** A block around the cursor. */
export interface TypedBlock {
  /** The line that opens it, and the section that this is in. */
  readonly statement: Statement
  readonly section: SourceFile
  readonly directive: Directive
}

/** A line of keywords and values. */
export interface TypedLine {
  readonly kind: 'line'
  readonly word: TypedWord
  /** Where the line begins, in its section. */
  readonly start: Place
  /** The words before the one at the cursor. */
  readonly words: readonly Word[]
  /** The words behind it. */
  readonly behind: readonly string[]
  /** A `{` follows the line. */
  readonly hasBlock: boolean
  /** What the block holds; `undefined` where nobody knows. */
  readonly scope: Scope
  /** Outermost first. */
  readonly blocks: readonly TypedBlock[]
}

/** `reference`: a `$NAME`. `condition`: an `@id`. `path`: that of an include. */
export type Typing = { readonly kind: 'reference' | 'condition' | 'path'; readonly word: TypedWord } | TypedLine

/** What is being typed; `undefined` where it is nothing to help with: comments, passwords, values of definitions. */
export function typingAt(snapshot: Snapshot, spot: Spot): Typing | undefined {
  const place = placeOf(spot)
  const { file: section, start: at } = place
  const lineStart = lineStartAt(section.text, at)
  const before = section.text.slice(lineStart, at)
  if (lexFile(before).at(-1)?.tokenType === Comment || isInSecret(place, at - lineStart)) return undefined
  const shift = spot.offset - at
  const reference = /\$\{?(?:[A-Za-z_]\w*)?$/.exec(before)
  if (reference !== null) {
    const [rest = ''] = /^\w*\}?/.exec(section.text.slice(at)) ?? []
    const end = reference[0].startsWith('${') ? rest.length : rest.replace('}', '').length
    return { kind: 'reference', word: wordBetween(reference[0], spot.offset, end) }
  }
  const text = `${section.text.slice(0, at)}${MARK}`
  const { lines, tokens, conditions, definitions, includes } = rawLines({ path: section.path, text })
  const reaches = (span: Span | undefined): boolean => span?.end === text.length
  const last = lines.at(-1)
  if (last?.kind !== 'code' || last.isFragile || reaches(definitions.at(-1))) return undefined
  const condition = conditions.at(-1)
  const include = includes.at(-1)
  if (condition !== undefined && reaches(condition)) {
    return { kind: 'condition', word: wordBetween(text.slice(condition.start, at), spot.offset, wordEnd(section, at)) }
  }
  if (include !== undefined && reaches(include)) {
    const [rest = ''] = /^[^\n\r#!]*/.exec(section.text.slice(at)) ?? []
    return { kind: 'path', word: wordBetween(text.slice(include.path.start, at), spot.offset, rest.trimEnd().length) }
  }
  const base = baseOf(snapshot, spot.file.path, 0)
  return typedLine({ section, at, shift }, parse([...tokens]).items, base)
}

/** What the words of a line belong to. */
export interface Subject {
  readonly keyword: string
  readonly directive: Directive
  readonly args: Argument
  /** The words before the cursor that are arguments. */
  readonly words: readonly Word[]
}

/** The keyword of the line, or of the block whose lines are values; `undefined` where nobody knows it. */
export function subjectOf({ scope, words, blocks }: TypedLine): Subject | undefined {
  if (scope?.kind === 'keywords') {
    const [first, ...rest] = words
    const directive = first === undefined ? undefined : directiveIn(scope, first.text)
    if (first === undefined || directive === undefined) return undefined
    return { keyword: first.text, directive, args: directive.args, words: rest }
  }
  const around = blocks.at(-1)
  const args = argumentsOf(undefined, scope)
  if (args === undefined || around === undefined) return undefined
  return { keyword: around.statement.keyword.text, directive: around.directive, args, words }
}

/** Stands for the cursor, so that there is always a word at it. */
const MARK = 'x'

function wordBetween(text: string, cursor: number, rest: number): TypedWord {
  return { text, start: cursor - text.length, end: cursor + rest, quotes: 'none' }
}

function isInSecret(place: Place, column: number): boolean {
  const line = lineText(place.file, positionAt(place.file, place.start).line) ?? ''
  return secretSpans(line).some(({ start, end }) => start <= column && column <= end)
}

interface Cursor {
  readonly section: SourceFile
  /** In the section. */
  readonly at: number
  /** Where the section begins in its file. */
  readonly shift: number
}

function typedLine({ section, at, shift }: Cursor, items: readonly Item[], base: Base): TypedLine | undefined {
  const around = blocksAround(section, items, base)
  const { line } = around
  if (line === undefined) return undefined
  const all = [line.keyword, ...line.args]
  if (line.unterminated !== undefined && line.unterminated !== line.keyword) all.push(line.unterminated)
  const current = all.at(-1)
  const previous = section.text[at - 1]
  if (current === undefined || current.text.startsWith('~')) return undefined
  const isGlued = current.text === MARK && !current.quoted && (previous === '"' || previous === '}')
  if (isGlued) return undefined

  const start = current.quoted ? current.start + 1 : current.start
  const text = section.text.slice(start, at)
  const [inQuotes = '', quote] = /^[^"\n]*("?)/.exec(section.text.slice(at)) ?? []
  const isClosed = current.quoted && quote === '"'
  const end = isClosed ? at + inQuotes.length - 1 : at + wordEnd(section, at)
  const rest = section.text.slice(isClosed ? end + 1 : end, end + FOLLOWING)
  return {
    kind: 'line',
    word: {
      text,
      start: shift + start,
      end: shift + end,
      quotes: !current.quoted ? 'none' : isClosed ? 'closed' : 'open',
    },
    start: { file: section, start: line.keyword.start, end: line.keyword.start },
    words: all.slice(0, -1),
    ...following(rest),
    scope: around.scope,
    blocks: around.blocks,
  }
}

/** How much of the text behind the cursor is looked at: some lines. */
const FOLLOWING = 2_000

/** How many characters of a word follow. */
function wordEnd({ text }: SourceFile, at: number): number {
  return /^[^\s{}"#!]*/.exec(text.slice(at, at + FOLLOWING))?.[0].length ?? 0
}

/** The rest of the line, and whether a block follows it. */
function following(text: string): Pick<TypedLine, 'behind' | 'hasBlock'> {
  const tokens = lexFile(text).filter(({ tokenType }) => tokenType !== Comment)
  const next = tokens.find(({ tokenType }) => tokenType !== NewLine)
  const lineEnd = tokens.findIndex(({ image }) => ['\n', '{', '}'].includes(image))
  const behind = tokens.slice(0, lineEnd === -1 ? tokens.length : lineEnd).map(({ image }) => image)
  return { behind, hasBlock: (behind.length === 0 ? next : tokens[lineEnd])?.tokenType === Open }
}

/** What the blocks around the text of a file are: none, or those that its include stands in. */
interface Base {
  readonly scope: Scope
  readonly blocks: readonly TypedBlock[]
}

/** Blocks, and files that include each other, that are nested deeper are none that anybody wants help with. */
const MAX_DEPTH = 20

function baseOf(snapshot: Snapshot, path: string, depth: number): Base {
  const outside = { scope: rootScope, blocks: [] }
  for (const { node } of depth < MAX_DEPTH ? nodesReading(snapshot, path) : []) {
    if (node.file.path === path) return outside
    const at = node.reading.inclusions.find(({ file }) => file.path === path)?.at
    if (at === undefined) continue
    const { includes } = rawLines({ path: at.file.path, text: `${at.file.text.slice(0, at.start)}${MARK}` })
    const start = Math.min(at.start, includes.at(-1)?.keyword.start ?? at.start)
    const { tokens } = rawLines({ path: at.file.path, text: `${at.file.text.slice(0, start)}${MARK}` })
    const around = blocksAround(at.file, parse([...tokens]).items, baseOf(snapshot, at.file.path, depth + 1))
    return around.line === undefined ? { scope: undefined, blocks: [] } : around
  }
  return outside
}

interface Surroundings extends Base {
  readonly line?: Statement
}

/** The blocks that are open at the end of a text: as they are written, or as they are meant if that makes no sense. */
function blocksAround(section: SourceFile, items: readonly Item[], base: Base): Surroundings {
  const written = lastLine(section, items, base)
  if (written.scope !== undefined || isTooDeep(items)) return written
  return lastLine(section, meantTree(items).items, base)
}

/** Nobody nests blocks like that, and to find out what is meant takes long. */
function isTooDeep(items: readonly Item[]): boolean {
  let depth = 0
  for (let last = items.at(-1); last !== undefined && last.kind !== 'stray'; depth++) {
    last = (last.kind === 'block' ? last : last.block)?.items.at(-1)
  }
  return depth > MAX_DEPTH
}

/** The last line, with the blocks that it is in. */
function lastLine(section: SourceFile, items: readonly Item[], base: Base): Surroundings {
  const blocks = [...base.blocks]
  let { scope } = base
  let inside = items
  for (;;) {
    const last = inside.at(-1)
    if (last === undefined || last.kind === 'stray') return { scope, blocks }
    const block = last.kind === 'block' ? last : last.block
    if (block === undefined) return { scope, blocks, ...(last.kind === 'statement' ? { line: last } : {}) }
    if (last.kind === 'statement') {
      const directive = directiveIn(scope, last.keyword.text)
      scope = directive?.body
      if (directive !== undefined) blocks.push({ statement: last, section, directive })
    }
    inside = block.items
  }
}
