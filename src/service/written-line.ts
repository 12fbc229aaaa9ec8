/** The line that the author wrote at a spot, before anything in it is replaced. */
import type { Release } from '../../grammar/releases.ts'
import { type Reference, referencesIn } from '../expand/definitions.ts'
import { withoutComment } from '../expand/lines.ts'
import { fromFile, type MappedText, originOf } from '../expand/mapped-text.ts'
import { lineEndAt, lineStartAt, type Place, type SourceFile } from '../text/source-file.ts'

/** A reference and where it stands. */
export interface WrittenReference extends Reference {
  readonly at: Place
}

/** The line at an offset of a file or section, without its comment. */
export function writtenLine(file: SourceFile, offset: number, target: Release): MappedText {
  const { text } = file
  return withoutComment(fromFile(file, lineStartAt(text, offset), lineEndAt(text, offset)), target).line
}

/** Every `$NAME` and `${NAME}` of a line, defined or not. The `$NAME=` of a definition is none. */
export function writtenReferences(line: MappedText): WrittenReference[] {
  return referencesIn(line.text).map((reference) => ({ ...reference, at: originOf(line, reference) }))
}

/** Where the lines of a file or section with a `$` begin. */
export function linesWithReferences(file: SourceFile): Place[] {
  const starts = Array.from(file.text.matchAll(/\$/g), ({ index }) => lineStartAt(file.text, index))
  return [...new Set(starts)].map((start) => ({ file, start, end: start }))
}
