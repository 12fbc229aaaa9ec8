/** Formatting: blanks, empty lines and line ends are changed, and never what keepalived reads, for any node and any release. */
import type { Span } from '../../../grammar/syntax.ts'
import { Close } from '../../../grammar/tokens.ts'
import { MAX_LINE_BYTES } from '../../expand/lines.ts'
import { countWhile } from '../../text/count-while.ts'
import { sourceFile } from '../../text/source-file.ts'
import { type RawLine, rawLines } from '../syntax/raw-lines.ts'
import { depthsOf, openerBefore } from './indentation.ts'
import { alignComments, type FormatOptions, type Layout, layoutOf, textOf } from './line-layout.ts'

/** A change of one stretch of a text. */
export interface TextChange extends Span {
  readonly newText: string
}

/** The changes that format a text, or the lines that a range touches. They are small, in order, and do not overlap. */
export function format(text: string, options: FormatOptions, range?: Span): readonly TextChange[] {
  const { lines } = rawLines(sourceFile('', text))
  if (isUncertain(text, lines)) return []
  return changesOfBlanks(text, formatted(text, lines, options, range ?? { start: 0, end: text.length }))
}

/** A text after its changes. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = ''
  let at = 0
  for (const { start, end, newText } of changes) {
    result += text.slice(at, start) + newText
    at = end
  }
  return result + text.slice(at)
}

/** The changes behind a `}` or a new line that was just typed in front of `offset`: the indentation of that line. */
export function formatOnType(
  text: string,
  offset: number,
  typed: '}' | '\n',
  options: FormatOptions,
): readonly TextChange[] {
  const { lines } = rawLines(sourceFile('', text))
  const line = lineAt(lines, offset) ?? emptyLineAt(text, lines, offset)
  if (line === undefined || !isFormattable(line) || isUncertain(text, lines)) return []
  const [brace] = line.braces
  const isClosing = brace?.tokenType === Close && brace.startOffset === line.textStart
  if (typed === '}' && !(isClosing && line.textStart < offset)) return []

  const opener = openerBefore(lines, line.start)
  const around = opener === undefined ? undefined : lineAt(lines, opener.startOffset)
  const outer = around === undefined ? '' : text.slice(around.start, around.textStart)
  const indent = around === undefined || isClosing ? outer : outer + options.indent
  const isLong = (indent.length + line.end - line.textStart) * 3 >= MAX_LINE_BYTES
  if (isLong || text[line.textStart] === '\uFEFF' || text.slice(line.start, line.textStart) === indent) return []
  return [{ start: line.start, end: line.textStart, newText: indent }]
}

/** Lines that releases cut differently could begin, end or continue a definition: such a text is left as it is. */
export function isUncertain(text: string, lines: readonly RawLine[]): boolean {
  const odd = lines.filter((line) => line.kind === 'odd')
  if (odd.length === 0) return false
  return (
    lines.some((line) => line.kind === 'continuation') ||
    odd.some((line) => /[\\\0]/.test(text.slice(line.start, line.end)))
  )
}

function isFormattable({ kind, isFragile }: RawLine): boolean {
  return kind !== 'continuation' && kind !== 'odd' && !isFragile
}

/** The whole text with the lines of the range formatted. */
function formatted(text: string, lines: readonly RawLine[], options: FormatOptions, range: Span): string {
  const depths = depthsOf(text, lines)
  const layouts = lines.map((line, at) => {
    const depth = depths[at]
    return depth === undefined || !isFormattable(line) ? undefined : layoutOf(text, line, depth, options)
  })
  const isChanged = (at: number): boolean => layouts[at] !== undefined && isIn(range, lines[at])
  const gone = joinBraces(layouts, isChanged)
  alignComments(layouts, options)
  const lastLine = lines.findLastIndex((line, at) => line.kind !== 'blank' || !isChanged(at))
  if (lastLine === -1) return text

  let result = ''
  // A byte order mark is none unless it comes first.
  let isBehindBlank = !/^[ \t\r\n]+\uFEFF/.test(text)
  lines.forEach((line, at) => {
    const layout = isChanged(at) ? layouts[at] : undefined
    const isBlank = line.textStart === line.end
    const isSurplus = layout !== undefined && isBlank && (isBehindBlank || at > lastLine)
    if (gone.has(at) || isSurplus) return
    isBehindBlank = isBlank
    result += layout === undefined ? text.slice(line.start, line.end) : textOf(layout)
    result += lineEndOf(text, lines, at, layout)
  })
  return result
}

function isIn(range: Span, line: RawLine | undefined): boolean {
  return line !== undefined && line.end >= range.start && (line.start < range.end || line.start === range.start)
}

/** The line end as it is written; a last line without one gets one. */
function lineEndOf(text: string, lines: readonly RawLine[], at: number, layout: Layout | undefined): string {
  const [first] = lines
  const written = text.slice(lines[at]?.end, lines[at + 1]?.start ?? text.length)
  if (written !== '' || layout === undefined) return written
  return at > 0 && first !== undefined && text.startsWith('\r\n', first.end) ? '\r\n' : '\n'
}

/** Puts each `{` that stands on a line of its own behind the line above it; hands back the lines that are gone by that. */
function joinBraces(layouts: (Layout | undefined)[], isChanged: (at: number) => boolean): ReadonlySet<number> {
  const gone = new Set<number>()
  for (let at = 1; at < layouts.length; at++) {
    const head = layouts[at - 1]
    const brace = layouts[at]
    if (brace?.code !== '{' || head === undefined || !isChanged(at - 1) || !isChanged(at)) continue
    // A comment stays on its line: it may be about the findings of that line.
    if (!head.isPlain || head.code === '' || head.comment !== '' || brace.comment !== '' || /[{}@]/.test(head.code))
      continue
    layouts[at - 1] = { ...head, code: `${head.code} {` }
    layouts[at] = undefined
    gone.add(at)
  }
  return gone
}

/** The smallest changes that make `after` of `before`, which differ in nothing but blanks and line ends. */
function changesOfBlanks(before: string, after: string): readonly TextChange[] {
  const changes: TextChange[] = []
  let from = 0
  let to = 0
  while (from < before.length || to < after.length) {
    const end = behindBlanks(before, from)
    const newEnd = behindBlanks(after, to)
    pushChange(changes, { start: from, end, newText: after.slice(to, newEnd) }, before.slice(from, end))
    from = end
    to = newEnd
    if (before[from] !== after[to] && !isBlank(before[from]) && !isBlank(after[to])) return []
    while (from < before.length && before[from] === after[to] && !isBlank(before[from])) {
      from++
      to++
    }
  }
  return changes
}

function pushChange(changes: TextChange[], { start, end, newText }: TextChange, written: string): void {
  if (written === newText) return
  const shorter = Math.min(written.length, newText.length)
  let same = 0
  while (same < shorter && written[same] === newText[same]) same++
  let sameEnd = 0
  while (sameEnd < shorter - same && written.at(-1 - sameEnd) === newText.at(-1 - sameEnd)) sameEnd++
  changes.push({ start: start + same, end: end - sameEnd, newText: newText.slice(same, newText.length - sameEnd) })
}

function behindBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && isBlank(text[at])) at++
  return at
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}

function lineAt(lines: readonly RawLine[], offset: number): RawLine | undefined {
  const line = lines[countWhile(lines, ({ start }) => start <= offset) - 1]
  return line !== undefined && offset <= line.end ? line : undefined
}

/** The line behind the last line end, where somebody is about to type. */
function emptyLineAt(text: string, lines: readonly RawLine[], offset: number): RawLine | undefined {
  const last = lines.at(-1)
  const isInDefinition = last?.isVerbatim === true && text[last.codeEnd - 1] === '\\'
  if (offset !== text.length || isInDefinition || (last !== undefined && !isFormattable(last))) return undefined
  const empty = { start: offset, end: offset, textStart: offset, codeEnd: offset }
  const nothing = { comment: undefined, condition: undefined, braces: [] }
  return { ...empty, ...nothing, kind: 'blank', isVerbatim: false, isFragile: false }
}
