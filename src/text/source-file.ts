/** A file that was read: its text, and the only arithmetic between offsets and lines. */
import type { Span, TokenSource } from '../../grammar/syntax.ts'
import { countWhile } from './count-while.ts'
import { withoutEnd } from './ends.ts'
import { remembered } from './remembered.ts'
import { type Template, templateOf } from './template.ts'

/**
 * A file as it was read, or a section of one that is being edited. `path` is the path as the user gave it, or as an include
 * reached it from there.
 */
export interface SourceFile extends TokenSource {
  readonly path: string
  readonly text: string
  /** The pieces of a file that is being edited, which are read one after the other (`sections.ts`). Places are in them. */
  readonly sections?: readonly SourceFile[]
  /** On such a piece: what tells it from all others. */
  readonly section?: number
  /** What the file was before its tags were taken out; absent where it is no template. */
  readonly template?: Template
}

/** A piece of a file. */
export interface Place extends Span {
  readonly file: SourceFile
}

/** Where something comes from: the place to show, and the definition that its text came from, if any. */
export interface Origin extends Place {
  readonly definition?: Place
}

/** Counted from 1; columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Counted from 1, the end exclusive. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** A text and the path it was found under. The text of a template is what is certain of it, at the same offsets. */
export function sourceFile(path: string, text: string): SourceFile {
  const template = templateOf(path, text)
  return template === undefined ? { path, text } : { path, text: template.text, template }
}

/** The text as it stands in the file: with the tags of a template. */
export function writtenText({ template, text }: SourceFile): string {
  return template?.written ?? text
}

/** What a file is read in: its sections, or itself. */
export function sectionsOf(file: SourceFile): readonly SourceFile[] {
  return file.sections ?? [file]
}

/** What is the same for two files, or sections, exactly if they are the same. */
export function fileKey({ path, section }: SourceFile): string {
  return section === undefined ? path : `${path} ${section}`
}

/**
 * Text from bytes. UTF-8 where it is UTF-8; any other byte becomes one unit in U+DC80..U+DCFF, so that it counts as
 * one column and its value is not lost.
 */
export function decode(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return decodeLenient(bytes)
  }
}

/** Whether a text is made of bytes that are no UTF-8. */
export function hasUndecodedBytes(text: string): boolean {
  return /[\uDC80-\uDCFF]/u.test(text)
}

/** The number of bytes that `decode` made this text from. */
export function byteLength(text: string): number {
  let bytes = 0
  for (const character of text) bytes += bytesOf(character)
  return bytes
}

/** The bytes that `decode` made this text from. */
export function encode(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (isUndecodedByte(code)) bytes.push(code - 0xdc00)
    else bytes.push(...utf8.encode(character))
  }
  return Uint8Array.from(bytes)
}

/** The first `limit` bytes of a text, never half a character. */
export function firstBytes(text: string, limit: number): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += bytesOf(character)
    if (bytes > limit) break
    end += character.length
  }
  return text.slice(0, end)
}

/** Where an offset is. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file)
  const index = Math.max(0, countWhile(starts, (start) => start <= offset) - 1)
  return { line: index + 1, column: offset - (starts[index] ?? 0) + 1 }
}

/** Where a place begins and ends. */
export function rangeOf(place: Place): Range {
  return { start: positionAt(place.file, place.start), end: positionAt(place.file, place.end) }
}

/** The text of a line, counted from 1, without its line end; `undefined` past the last. */
export function lineText(file: SourceFile, line: number): string | undefined {
  const starts = lineStarts(file)
  const start = starts[line - 1]
  if (start === undefined) return undefined
  const end = starts[line] ?? file.text.length
  return withoutEnd(file.text.slice(start, end), '\r\n')
}

const writtenLines = remembered(({ written }: Template) => written.split('\n'))

/** The same as its author wrote it, with the tags of a template; empty past the last line. */
export function writtenLine(file: SourceFile, line: number): string {
  if (file.template === undefined) return lineText(file, line) ?? ''
  return withoutEnd(writtenLines(file.template)[line - 1] ?? '', '\r')
}

/** Where the line begins that an offset is on. */
export function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the line ends that an offset is on: at its line end, or with the text. */
export function lineEndAt(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  return newline === -1 ? text.length : newline
}

/** The whole lines that a place lies on, without the last line end. */
export function wholeLines({ file, start, end }: Place): Place {
  return { file, start: lineStartAt(file.text, start), end: lineEndAt(file.text, end) }
}

/** The text that a place covers. */
export function textAt(place: Place): string {
  return place.file.text.slice(place.start, place.end)
}

/** How many blanks stand before the first word of the line that holds an offset; a tab counts to the next multiple of 8. */
export function indentAt(file: SourceFile, offset: number): number {
  const start = lineStartAt(file.text, offset)
  let width = 0
  for (let at = start; at < file.text.length; at++) {
    if (file.text[at] === ' ') width++
    else if (file.text[at] === '\t') width += 8 - (width % 8)
    else break
  }
  return width
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf8 = new TextEncoder()
const lineStartsOf = new WeakMap<SourceFile, readonly number[]>()

function lineStarts(file: SourceFile): readonly number[] {
  const known = lineStartsOf.get(file)
  if (known !== undefined) return known
  const starts = [0]
  for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1)
  lineStartsOf.set(file, starts)
  return starts
}

/** The bytes that one character was decoded from. */
function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80 || isUndecodedByte(code)) return 1
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

function isUndecodedByte(code: number): boolean {
  return code >= 0xdc80 && code <= 0xdcff
}

/** Decodes the runs that are UTF-8, and byte by byte what is not. */
function decodeLenient(bytes: Uint8Array): string {
  const parts: string[] = []
  let runStart = 0
  let at = 0
  while (at < bytes.length) {
    const length = characterLength(bytes, at)
    if (length > 0) {
      at += length
      continue
    }
    parts.push(strictUtf8.decode(bytes.subarray(runStart, at)), String.fromCharCode(0xdc00 + (bytes[at] ?? 0)))
    at++
    runStart = at
  }
  parts.push(strictUtf8.decode(bytes.subarray(runStart)))
  return parts.join('')
}

/** The length in bytes of the UTF-8 character at `at`, 0 where there is none (Unicode 15, table 3-7). */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (length === 0 || at + length > bytes.length) return 0
  const second = bytes[at + 1] ?? 0
  if (second < (secondByteFrom[first] ?? 0x80) || second > (secondByteTo[first] ?? 0xbf)) return 0
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  }
  return length
}

const secondByteFrom: Readonly<Record<number, number>> = { 224: 0xa0, 240: 0x90 }
const secondByteTo: Readonly<Record<number, number>> = { 237: 0x9f, 244: 0x8f }
