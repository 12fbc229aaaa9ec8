/** From the physical lines of a file to what keepalived takes of each: its line buffer, NULs and comments. */
import type { Release } from '../../grammar/releases.ts'
import { withoutEnd } from '../text/ends.ts'
import { byteLength, firstBytes, type SourceFile } from '../text/source-file.ts'
import { fromFile, joinTexts, type MappedText, sliceText } from './mapped-text.ts'

/** keepalived's line buffer holds this many bytes, the line end included (lib/parser.h:41). */
export const MAX_LINE_BYTES = 1023

/** A physical line as it arrives in the buffer. */
export interface BufferedLine {
  /** More than one where the line is longer than the buffer. */
  readonly pieces: readonly MappedText[]
  /** Where the buffer was full. */
  readonly cutAt?: number
  /** Where a NUL stands. */
  readonly nulAt?: number
}

/** The line from `start` to the line end at `end`, as a release reads it with fgets(3) (lib/parser.c:2725). */
export function bufferedLine(file: SourceFile, start: number, end: number, target: Release): BufferedLine {
  const hasLineEnd = end < file.text.length
  const nul = file.text.slice(start, end).indexOf('\0')
  if (nul !== -1) {
    const isDropped = hasLineEnd && target.atLeast('2.4.0')
    return { nulAt: start + nul, pieces: isDropped ? [] : [withoutReturn(fromFile(file, start, start + nul))] }
  }
  const line = fromFile(file, start, end)
  if (line.text.length * 3 < MAX_LINE_BYTES) return { pieces: [withoutReturn(line)] }

  const pieces = inBufferfuls(line)
  const [first] = pieces
  if (first === undefined) return { pieces }
  const rest = pieces.at(-1) ?? first
  const endsFull = byteLength(rest.text) === MAX_LINE_BYTES
  if (pieces.length === 1 && !endsFull) return { pieces: [withoutReturn(first)] }
  if (target.atLeast('2.4.0')) {
    return { cutAt: start + first.text.length, pieces: endsFull ? [] : [withoutReturn(rest)] }
  }
  const isHarmless = pieces.slice(1).every((piece) => /^[ \t\r]*$/.test(piece.text))
  return { pieces: pieces.map(withoutReturn), ...(isHarmless ? {} : { cutAt: start + first.text.length }) }
}

/** A line without its comment. */
export interface DecommentedLine {
  /** Without blanks at its ends; a `\` that ends it follows its last word directly. */
  readonly line: MappedText
  /** The quote that is open at the end of the line, as the search for comments counts them. */
  readonly openQuote?: number
}

/** Cuts comment and blanks off a line, as `decomment` does: `\` hides the next character from it (lib/parser.c:2298). */
export function withoutComment(line: MappedText, target: Release): DecommentedLine {
  const { text } = line
  if (!/[#!"\\]/.test(text)) return { line: withoutBlanks(line, text.length) }
  let openQuote: number | undefined
  let comment: number | undefined
  let backslash: number | undefined
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') {
      if (at === text.length - 1) backslash = at
      at++
    } else if (comment !== undefined) {
    } else if (character === '"') {
      openQuote = openQuote === undefined ? at : undefined
    } else if ((character === '#' || character === '!') && openQuote === undefined) {
      comment = at
      // Before 2.4.0 a `\` that ends the comment still counts as the end of the line.
      if (target.atLeast('2.4.0')) break
    }
  }
  const kept = withoutBlanks(line, comment ?? backslash ?? text.length)
  const decommented = backslash === undefined ? kept : joinTexts([kept, sliceText(line, backslash)])
  return openQuote === undefined ? { line: decommented } : { line: decommented, openQuote }
}

/** Whether a line ends in a `\` that no other `\` protects. */
export function endsInBackslash(text: string): boolean {
  const backslashes = text.length - withoutEnd(text, '\\').length
  return backslashes % 2 === 1
}

function withoutReturn(line: MappedText): MappedText {
  return line.text.endsWith('\r') ? sliceText(line, 0, withoutEnd(line.text, '\r').length) : line
}

function withoutBlanks(line: MappedText, end: number): MappedText {
  const { text } = line
  let from = 0
  while (from < end && isBlank(text[from])) from++
  let to = end
  while (to > from && isBlank(text[to - 1])) to--
  return sliceText(line, from, to)
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

function inBufferfuls(line: MappedText): MappedText[] {
  const pieces: MappedText[] = []
  let at = 0
  while (at < line.text.length) {
    const length = Math.max(1, firstBytes(line.text.slice(at, at + MAX_LINE_BYTES), MAX_LINE_BYTES).length)
    pieces.push(sliceText(line, at, at + length))
    at += length
  }
  return pieces
}
