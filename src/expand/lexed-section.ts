/** What the text of a section tells before anything around it is known: its tokens, and whether they are read as they stand. */
import type { SourcedToken } from '../../grammar/parser.ts'
import { Comment, lexFile } from '../../grammar/tokens.ts'
import { remembered } from '../text/remembered.ts'
import type { SourceFile } from '../text/source-file.ts'
import { MAX_LINE_BYTES } from './lines.ts'
import type { TokenRun } from './reading.ts'

export const BYTE_ORDER_MARK = '\uFEFF'

/** A line of so many characters may have more bytes than keepalived takes. */
export const LONG_LINE = Math.floor(MAX_LINE_BYTES / 3)

export interface LexedSection {
  readonly tokens: readonly SourcedToken[]
  /** Where a character stands that a plain tokenization of its line would read wrongly. */
  readonly special: readonly number[]
  /** What is read of a section of a file that is being edited, where no line is special. */
  readonly plain?: TokenRun
}

/** Lexes a section. What is being edited is read again and again, so that the result is kept. */
export function lexedSection(section: SourceFile): LexedSection {
  return section.section === undefined ? lexed(section) : lexedOnce(section)
}

const lexedOnce = remembered((section: SourceFile): LexedSection => {
  const { tokens, special } = lexed(section)
  const isPlain = special.length === 0 && !section.text.startsWith(BYTE_ORDER_MARK) && !hasLongLine(section.text)
  return isPlain ? { tokens, special, plain: plainRun(tokens, section) } : { tokens, special }
})

function hasLongLine(text: string): boolean {
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    if (end - start >= LONG_LINE) return true
    start = end + 1
  }
  return text.length - start >= LONG_LINE
}

function lexed({ text }: SourceFile): LexedSection {
  const special = Array.from(text.matchAll(/[$@~\0\\]|include/g), (match) => match.index)
  return { tokens: lexFile(text) as SourcedToken[], special }
}

function plainRun(tokens: readonly SourcedToken[], source: SourceFile): TokenRun {
  for (const token of tokens) token.source = source
  return { tokens: tokens.filter(({ tokenType }) => tokenType !== Comment), isOwn: true }
}
