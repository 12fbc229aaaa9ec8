/** Text made by substitution, of which every piece knows where its author wrote it. */
import type { Span, TokenSource } from '../../grammar/syntax.ts'
import type { Origin, Place, SourceFile } from '../text/source-file.ts'

/** A stretch of text with one origin. `exact`: each of its characters stands in `origin` at the same distance. */
interface Segment {
  readonly start: number
  readonly origin: Origin
  readonly exact: boolean
}

/** A line after substitution. */
export interface MappedText extends TokenSource {
  readonly text: string
  readonly segments: readonly Segment[]
}

/** A piece of a file as it stands. */
export function fromFile(file: SourceFile, start: number, end: number): MappedText {
  return { text: file.text.slice(start, end), segments: [{ start: 0, origin: { file, start, end }, exact: true }] }
}

/** Text that stands for a reference: every character leads to the reference, and to the definition of its value. */
export function standingFor(text: string, reference: Origin, definition: Place | undefined): MappedText {
  const { file, start, end } = reference
  const origin = definition === undefined ? { file, start, end } : { file, start, end, definition }
  return { text, segments: [{ start: 0, origin, exact: false }] }
}

export function sliceText(mapped: MappedText, start: number, end: number = mapped.text.length): MappedText {
  if (start === 0 && end === mapped.text.length) return mapped
  const segments: Segment[] = []
  mapped.segments.forEach((segment, index) => {
    const segmentEnd = mapped.segments[index + 1]?.start ?? mapped.text.length
    if (segmentEnd <= start || segment.start >= end) return
    segments.push(segment.start >= start ? shifted(segment, -start) : cutBefore(segment, start))
  })
  return { text: mapped.text.slice(start, end), segments }
}

/** The text with `start` to `end` replaced. */
export function replaceText(mapped: MappedText, start: number, end: number, by: MappedText): MappedText {
  return joined([sliceText(mapped, 0, start), by, sliceText(mapped, end)])
}

/** Where a span of any token source was written. */
export function originOf(source: TokenSource, span: Span): Origin {
  if (!isMapped(source)) return { file: source as SourceFile, start: span.start, end: span.end }
  const { segments } = source
  const firstIndex = Math.max(
    0,
    segments.findLastIndex((segment) => segment.start <= span.start),
  )
  const first = originIn(segments[firstIndex], span.start, span.end)
  let { end } = first
  let definition = first.definition
  for (const segment of segments.slice(firstIndex + 1)) {
    if (segment.start >= span.end) break
    const next = originIn(segment, segment.start, span.end)
    definition ??= next.definition
    if (next.file === first.file && next.start >= first.start) end = Math.max(end, next.end)
  }
  return { file: first.file, start: first.start, end, ...(definition === undefined ? {} : { definition }) }
}

function isMapped(source: TokenSource): source is MappedText {
  return 'segments' in source
}

function originIn(segment: Segment | undefined, start: number, end: number): Origin {
  if (segment === undefined) throw new Error('a mapped text that holds a token has a segment')
  const { origin, exact } = segment
  if (!exact) return origin
  const from = origin.start + start - segment.start
  return { ...origin, start: from, end: Math.min(origin.end, from + (end - start)) }
}

function joined(parts: readonly MappedText[]): MappedText {
  const segments: Segment[] = []
  let text = ''
  for (const part of parts) {
    for (const segment of part.segments) segments.push(shifted(segment, text.length))
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
