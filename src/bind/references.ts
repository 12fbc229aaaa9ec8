/** References that are still in a word after substitution, because nothing defines them or something follows them. */
import type { Word } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Origin } from '../text/source-file.ts'

/** A `$NAME`, or a `${NAME}` inside of quotes; without them its braces are told about when the line is read. */
export interface WordReference {
  readonly name: string
  /** The word holds nothing else, so that it is no text in which `$` may stand for itself. */
  readonly isWhole: boolean
  readonly at: Origin
}

/** The first reference in a word. */
export function referenceIn(word: Word): WordReference | undefined {
  if (!word.text.includes('$')) return undefined
  const match = (word.quoted ? QUOTED : PLAIN).exec(word.text)
  const name = match?.[1] ?? match?.[2]
  if (match === null || name === undefined) return undefined
  const start = word.start + match.index + (word.quoted ? 1 : 0)
  const at = originOf(word.source, { start, end: start + match[0].length })
  return { name, isWhole: match[0] === word.text, at }
}

const PLAIN = /\$([A-Za-z_]\w*)/
const QUOTED = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/
