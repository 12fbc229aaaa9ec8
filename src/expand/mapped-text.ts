/** Text made by substitution, of which every piece knows where its author wrote it. */
import type { Span, TokenSource } from '../../grammar/syntax.ts'
import type { Origin, Place, SourceFile } from '../text/source-file.ts'

/** A stretch of text with one origin. `exact`: each of its characters stands in `origin` at the same distance. */
interface Segment {
  readonly start: number
  readonly origin: Origin
  readonly exact: boolean
}

/** What one segment of a template stands for; where it starts differs from text to text. */
export type Piece = Omit<Segment, 'start'>

/** A line after substitution. Of lines made from one template only the starts of its pieces are kept. */
export type MappedText = TokenSource &
  (
    | { readonly segments: readonly Segment[] }
    | { readonly pieces: readonly Piece[]; readonly starts: readonly number[] }
  )

/** A piece of a file as it stands. */
export function fromFile(file: SourceFile, start: number, end: number): MappedText {
  return { text: file.text.slice(start, end), segments: [{ start: 0, origin: { file, start, end }, exact: true }] }
}

/** Text that stands for a reference: every character leads to the reference, and to the definition of its value. */
export function standingFor(text: string, reference: Origin, definition: Place | undefined): MappedText {
  return { text, segments: [{ start: 0, origin: originWith(reference, definition), exact: false }] }
}

/** A place, and the definition that its text comes from. */
export function originWith({ file, start, end }: Place, definition: Place | undefined): Origin {
  return definition === undefined ? { file, start, end } : { file, start, end, definition }
}

export function sliceText(mapped: MappedText, start: number, end: number = mapped.text.length): MappedText {
  if (start === 0 && end === mapped.text.length) return mapped
  const cut: Segment[] = []
  const segments = segmentsOf(mapped)
  segments.forEach((segment, index) => {
    const segmentEnd = segments[index + 1]?.start ?? mapped.text.length
    if (segmentEnd <= start || segment.start >= end) return
    cut.push(segment.start >= start ? shifted(segment, -start) : cutBefore(segment, start))
  })
  const last = segments.at(-1)
  if (cut.length === 0 && last !== undefined) cut.push(cutBefore(last, start))
  return { text: mapped.text.slice(start, end), segments: cut }
}

/** The text with `start` to `end` replaced. */
export function replaceText(mapped: MappedText, start: number, end: number, by: MappedText): MappedText {
  return joinTexts([sliceText(mapped, 0, start), by, sliceText(mapped, end)])
}

export function segmentsOf(mapped: MappedText): readonly Segment[] {
  if ('segments' in mapped) return mapped.segments
  return mapped.pieces.map((piece, index) => ({ ...piece, start: mapped.starts[index] ?? mapped.text.length }))
}

/** Where a span of any token source was written. */
export function originOf(source: TokenSource, span: Span): Origin {
  if (!isSubstituted(source)) return { file: source as SourceFile, start: span.start, end: span.end }
  const pieces = 'segments' in source ? source.segments : source.pieces
  const startOf = (index: number): number =>
    'segments' in source ? (source.segments[index]?.start ?? 0) : (source.starts[index] ?? source.text.length)
  let firstIndex = pieces.length - 1
  while (firstIndex > 0 && startOf(firstIndex) > span.start) firstIndex--
  const first = originIn(pieces[firstIndex], startOf(firstIndex), span)
  let { end, definition } = first
  for (let index = firstIndex + 1; index < pieces.length && startOf(index) < span.end; index++) {
    const next = originIn(pieces[index], startOf(index), span)
    definition ??= next.definition
    if (next.file === first.file && next.start >= first.start) end = Math.max(end, next.end)
  }
  return originWith({ file: first.file, start: first.start, end }, definition)
}

/** Whether a text was made by substitution, so that others may be made from the same line. */
export function isSubstituted(source: TokenSource): source is MappedText {
  return 'segments' in source || 'pieces' in source
}

function originIn(piece: Piece | undefined, pieceStart: number, { start, end }: Span): Origin {
  if (piece === undefined) throw new Error('a mapped text that holds a token has a segment')
  const { origin, exact } = piece
  if (!exact) return origin
  const { file, definition } = origin
  const from = origin.start + start - pieceStart
  return originWith({ file, start: from, end: Math.min(origin.end, from + (end - start)) }, definition)
}

export function joinTexts(parts: readonly MappedText[]): MappedText {
  const segments: Segment[] = []
  let text = ''
  for (const part of parts) {
    for (const segment of segmentsOf(part)) segments.push(shifted(segment, text.length))
    text += part.text
  }
  return { text, segments }
}

function shifted(segment: Segment, by: number): Segment {
  return by === 0 ? segment : { ...segment, start: segment.start + by }
}

function cutBefore(segment: Segment, start: number): Segment {
  const { origin, exact } = segment
  const cut = exact ? { ...origin, start: origin.start + start - segment.start } : origin
  return { start: 0, origin: cut, exact }
}
