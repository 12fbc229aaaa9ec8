/** From a token to the words that keepalived makes of it: double quotes begin and end words (lib/parser.c:1244). */
import type { TokenSource, Word } from './syntax.ts'

/** The words of one token; `unterminated` is the one whose quote is not closed. */
export interface TokenWords {
  readonly words: readonly Word[]
  readonly unterminated?: Word
}

/** Splits a token that holds quotes. A `"` inside a word ends it and starts the next. */
export function splitToken(image: string, start: number, source: TokenSource): TokenWords {
  const words: Word[] = []
  let at = 0
  while (at < image.length) {
    if (image[at] !== '"') {
      const quote = image.indexOf('"', at)
      const end = quote === -1 ? image.length : quote
      words.push({ text: image.slice(at, end), start: start + at, end: start + end, source, quoted: false })
      at = end
      continue
    }
    const close = image.indexOf('"', at + 1)
    if (close === -1) {
      const rest = { text: image.slice(at + 1), start: start + at, end: start + image.length, source, quoted: true }
      return { words, unterminated: rest }
    }
    words.push({ text: image.slice(at + 1, close), start: start + at, end: start + close + 1, source, quoted: true })
    at = close + 1
  }
  return { words }
}
