/** Between places in files and the positions of the protocol, in the units that client and server agreed on. */
import type { Location, Position, Range } from 'vscode-languageserver'
import { offsetAt, rangeInFile, spanInFile } from '../text/sections.ts'
import { type Place, type Position as Point, type SourceFile, writtenLine } from '../text/source-file.ts'
import { uriOf } from './paths.ts'

/** What a column counts: UTF-16 units, or bytes of UTF-8. */
export type Encoding = 'utf-16' | 'utf-8'

/** Converts for one client. */
export interface Positions {
  /** The offset in its whole file. */
  offset(file: SourceFile, position: Position): number
  /** The range of a place, which may be one of a section of the file. */
  range(file: SourceFile, place: Place): Range
  /** The range of offsets of a whole file. */
  span(file: SourceFile, span: { readonly start: number; readonly end: number }): Range
  /** A place as a link. `files` are those that are known by path. */
  location(files: ReadonlyMap<string, SourceFile>, place: Place): Location
}

/** The positions of a client that counts columns in these units. */
export function positionsIn(encoding: Encoding): Positions {
  const range = (file: SourceFile, place: Place): Range => {
    const { start, end } = rangeInFile(file, place)
    return { start: toProtocol(file, start), end: toProtocol(file, end) }
  }
  const toProtocol = (file: SourceFile, { line, column }: Point): Position => {
    if (encoding === 'utf-16') return { line: line - 1, character: column - 1 }
    return { line: line - 1, character: utf8Length(lineOf(file, line).slice(0, column - 1)) }
  }
  return {
    range,
    offset: (file, { line, character }) => {
      const column = encoding === 'utf-16' ? character : unitsOf(lineOf(file, line + 1), character)
      return offsetAt(file, { line: line + 1, column: column + 1 })
    },
    span: (file, { start, end }) => range(file, { file, start, end }),
    location: (files, place) => ({
      uri: uriOf(place.file.path),
      range: range(files.get(place.file.path) ?? place.file, place),
    }),
  }
}

function lineOf(file: SourceFile, line: number): string {
  if (file.sections === undefined) return writtenLine(file, line)
  const start = offsetAt(file, { line, column: 1 })
  const end = offsetAt(file, { line, column: Number.POSITIVE_INFINITY })
  return file.text.slice(start, end)
}

/** How many bytes of UTF-8 a text takes; a byte that is none takes as many as the replacement character. */
function utf8Length(text: string): number {
  return utf8.encode(text).length
}

/** How many UTF-16 units of a line take up so many bytes. */
function unitsOf(line: string, bytes: number): number {
  let counted = 0
  let units = 0
  for (const character of line) {
    if (counted >= bytes) break
    counted += utf8Length(character)
    units += character.length
  }
  return units
}

const utf8 = new TextEncoder()

/** A place as offsets of its whole file. */
export function spanOf(files: ReadonlyMap<string, SourceFile>, place: Place): Pick<Place, 'start' | 'end'> {
  return spanInFile(files.get(place.file.path) ?? place.file, place)
}
