/** Files that are being edited: a text in sections of which an edit replaces only those that it touches. */
import { Close, Comment, lexFile, Open } from '../../grammar/tokens.ts'
import { countWhile } from './count-while.ts'
import { remembered } from './remembered.ts'
import {
  lineEndAt,
  type Place,
  type Position,
  positionAt,
  type Range,
  type SourceFile,
  sectionsOf,
  sourceFile,
} from './source-file.ts'
import { dialectOf } from './template-dialects.ts'

/** A new text at the place of an old one, in offsets of the whole file. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly newText: string
}

/** A file that will be edited. Its sections begin with lines that stand in no block. */
export function editedFile(path: string, text: string): SourceFile {
  const file = sourceFile(path, text)
  return file.template === undefined ? fileOf(path, cut(path, text)) : file
}

/** The file after a change. Sections that the change leaves alone are the same objects as before. */
export function withChange(file: SourceFile, change: Change): SourceFile {
  if (file.template !== undefined) return editedFile(file.path, changed(file.template.written, change))
  const sections = sectionsOf(file)
  const { starts } = layoutOf(file)
  const first = sectionIndex(starts, change.start)
  let last = sectionIndex(starts, change.end)
  const from = starts[first] ?? 0
  let text = sections
    .slice(first, last + 1)
    .map((section) => section.text)
    .join('')
  text = text.slice(0, change.start - from) + change.newText + text.slice(change.end - from)
  while (last + 1 < sections.length && goesOn(text)) text += sections[++last]?.text ?? ''
  if (dialectOf(file.path, text) !== undefined) return editedFile(file.path, changed(file.text, change))
  return fileOf(file.path, [...sections.slice(0, first), ...cut(file.path, text), ...sections.slice(last + 1)])
}

function changed(text: string, { start, end, newText }: Change): string {
  return text.slice(0, start) + newText + text.slice(end)
}

/** A place of a section as offsets of its file. */
export function spanInFile(file: SourceFile, { file: section, start, end }: Place): Pick<Place, 'start' | 'end'> {
  if (section === file) return { start, end }
  const { starts, indexOf } = layoutOf(file)
  const base = starts[indexOf.get(section) ?? 0] ?? 0
  return { start: base + start, end: base + end }
}

/** The place in a section of what stands at an offset of the file. At a border it is that of the later one. */
export function placeInSection(file: SourceFile, offset: number): Place {
  const { starts } = layoutOf(file)
  const index = sectionIndex(starts, offset)
  const at = offset - (starts[index] ?? 0)
  return { file: sectionsOf(file)[index] ?? file, start: at, end: at }
}

/** Where a place of a section is in its file. */
export function rangeInFile(file: SourceFile, place: Place): Range {
  const { lines, indexOf } = layoutOf(file)
  const base = place.file === file ? 0 : (lines[indexOf.get(place.file) ?? 0] ?? 0)
  const moved = ({ line, column }: Position): Position => ({ line: base + line, column })
  return { start: moved(positionAt(place.file, place.start)), end: moved(positionAt(place.file, place.end)) }
}

/** The offset of a position, at most that of the end of its line, or of the file. */
export function offsetAt(file: SourceFile, { line, column }: Position): number {
  const { starts, lines } = layoutOf(file)
  const index = sectionIndex(lines, line - 1)
  const section = sectionsOf(file)[index]
  if (section === undefined) return file.text.length
  let start = 0
  for (let at = lines[index] ?? 0; at < line - 1; at++) {
    const lineEnd = section.text.indexOf('\n', start)
    if (lineEnd === -1) return (starts[index] ?? 0) + section.text.length
    start = lineEnd + 1
  }
  return (starts[index] ?? 0) + Math.min(start + column - 1, lineEndAt(section.text, start))
}

/** Sections have at least so many characters, so that a file of short lines has not too many of them. */
const SHORTEST_SECTION = 400

let lastSection = 0

function fileOf(path: string, sections: readonly SourceFile[]): SourceFile {
  let text: string | undefined
  return {
    path,
    sections,
    get text() {
      text ??= sections.map((section) => section.text).join('')
      return text
    },
  }
}

/** A text in sections. A line that goes on with the next one, or is in a block, is in one section with what follows. */
function cut(path: string, text: string): SourceFile[] {
  const sections: SourceFile[] = []
  let start = 0
  for (const border of bordersOf(text)) {
    if (border - start < SHORTEST_SECTION) continue
    sections.push({ path, text: text.slice(start, border), section: ++lastSection })
    start = border
  }
  if (start < text.length || sections.length === 0) {
    sections.push({ path, text: text.slice(start), section: ++lastSection })
  }
  return sections
}

/** Where a line begins that stands in no block, is no comment and does not go on with the one before it. */
function bordersOf(text: string): number[] {
  const borders: number[] = []
  let depth = 0
  let lastLineEnd = 0
  for (const { tokenType, startOffset, image } of lexFile(text)) {
    const isBehindLine = text[startOffset - 1] === '\n'
    if (tokenType === Open) depth++
    else if (tokenType === Close) depth = Math.max(0, depth - 1)
    else if (isBehindLine && tokenType !== Comment && depth === 0 && image !== '\n') {
      if (text[lastLineEnd - 1] !== '\\') borders.push(startOffset)
    }
    if (image !== '\n' && tokenType !== Comment) lastLineEnd = startOffset + image.length
  }
  return borders
}

/** The last line belongs together with the next one: it has no end, or is one of a definition that goes on. */
function goesOn(text: string): boolean {
  if (!text.endsWith('\n')) return true
  let end = text.length - 1
  for (;;) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    const line = text.slice(start, end).trim()
    if (start === 0 || !/^[#!]/.test(line) || line.endsWith('\\')) return line.endsWith('\\')
    end = start - 1
  }
}

interface Layout {
  /** Where the sections begin, in offsets of the file. */
  readonly starts: readonly number[]
  /** How many lines of the file are before them. */
  readonly lines: readonly number[]
  readonly indexOf: ReadonlyMap<SourceFile, number>
}

const layoutOf = remembered((file: SourceFile): Layout => {
  const starts: number[] = []
  const lines: number[] = []
  const indexOf = new Map<SourceFile, number>()
  let start = 0
  let line = 0
  for (const section of sectionsOf(file)) {
    indexOf.set(section, starts.length)
    starts.push(start)
    lines.push(line)
    start += section.text.length
    line += lineEndsIn(section)
  }
  return { starts, lines, indexOf }
})

function lineEndsIn(section: SourceFile): number {
  return positionAt(section, section.text.length).line - 1
}

/** The last of the sorted numbers that is not above a value. */
function sectionIndex(starts: readonly number[], value: number): number {
  return Math.max(0, countWhile(starts, (start) => start <= value) - 1)
}
