/** The words of a line. */
import type { Statement, Word } from '../../grammar/syntax.ts'

/** All words in order, the one whose quote is not closed included. */
export function wordsOf({ keyword, args, unterminated }: Statement): readonly Word[] {
  return unterminated === undefined || unterminated === keyword ? [keyword, ...args] : [keyword, ...args, unterminated]
}
