/** A file cut into its physical lines, before anybody looks at what their words mean. */
import type { SourcedToken } from '../../../grammar/parser.ts'
import type { Span } from '../../../grammar/syntax.ts'
import { Comment, NewLine } from '../../../grammar/tokens.ts'
import { MAX_LINE_BYTES } from '../../expand/lines.ts'
import { byteLength, lineEndAt, type SourceFile } from '../../text/source-file.ts'

/** A line without its line end. */
export interface PhysicalLine extends Span {
  readonly textStart: number
  readonly codeEnd: number
  readonly comment: Span | undefined
  /** Its words and braces among the tokens of the file: from one index up to another. */
  readonly firstToken: number
  readonly endToken: number
  readonly isOdd: boolean
  /** It may hold conditions, definitions, sequences or includes. */
  readonly isSpecial: boolean
}

/** The lines of a file, and where the tokens of each are. */
export function physicalLines({ text }: SourceFile, tokens: readonly SourcedToken[]): PhysicalLine[] {
  const special = Array.from(text.matchAll(/[@$~]|include/g), (found) => found.index)
  const hasNul = /\0/.test(text)
  const lines: PhysicalLine[] = []
  let next = 0
  let nextSpecial = 0
  for (let start = 0; start < text.length; ) {
    const behind = lineEndAt(text, start)
    const end = withoutTrailing('\r', text, start, behind)
    const firstToken = next
    while ((tokens[next]?.startOffset ?? behind) < behind) next++
    const last = next > firstToken ? tokens[next - 1] : undefined
    const comment = last?.tokenType === Comment ? { start: last.startOffset, end } : undefined
    const endToken = comment === undefined ? next : next - 1
    if (tokens[next]?.tokenType === NewLine) next++
    const firstSpecial = nextSpecial
    while ((special[nextSpecial] ?? behind) < behind) nextSpecial++
    const textStart = withoutLeadingBlanks(text, start, end)
    const codeEnd = Math.max(textStart, withoutTrailing(' \t', text, start, comment?.start ?? end))
    const isOdd = isOverlong(text, start, behind) || (hasNul && text.slice(start, end).includes('\0'))
    const isSpecial = nextSpecial > firstSpecial
    lines.push({ start, end, textStart, codeEnd, comment, firstToken, endToken, isOdd, isSpecial })
    start = behind + 1
  }
  return lines
}

function isOverlong(text: string, start: number, end: number): boolean {
  return (end - start) * 3 >= MAX_LINE_BYTES && byteLength(text.slice(start, end)) >= MAX_LINE_BYTES
}

/** A comment, or nothing but blanks: before 2.2.0 the definition goes on behind it. */
export function isPassedOver({ start, end, textStart, codeEnd }: PhysicalLine): boolean {
  return textStart === codeEnd && start < end
}

/** A line with nothing but a comment. */
export function isCommentLine({ textStart, codeEnd, comment }: PhysicalLine): boolean {
  return comment !== undefined && textStart === codeEnd
}

/** The offset of the first character that is no blank. */
export function withoutLeadingBlanks(text: string, start: number, end: number): number {
  let at = start
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++
  return at
}

function withoutTrailing(characters: string, text: string, start: number, end: number): number {
  let at = end
  while (at > start && characters.includes(text[at - 1] ?? '')) at--
  return at
}
