/** `\#` and `\!`: a plain `#` and `!` to the process that reads the files, the start of a comment to all others (lib/parser.c:2298). */
import type { Release } from '../../grammar/releases.ts'
import type { Word } from '../../grammar/syntax.ts'

/** Who reads a line: since 2.2.0 all but the parent process read its copy of the files, in which nothing is escaped. */
export type Reader = 'parent' | 'others'

/** The words as their reader sees them. */
export function unescapedWords(words: readonly Word[], reader: Reader, target: Release): readonly Word[] {
  if (!words.some(isEscaped)) return words
  if (reader === 'parent' || !target.atLeast('2.2.0')) {
    return words.map((word) => (isEscaped(word) ? { ...word, text: word.text.replace(/\\([#!])/g, '$1') } : word))
  }
  const index = words.findIndex(isEscaped)
  const word = words[index]
  const before = words.slice(0, index)
  const kept = word?.text.search(ESCAPED) ?? 0
  return word === undefined || kept === 0
    ? before
    : [...before, { ...word, text: word.text.slice(0, kept), end: word.start + kept }]
}

function isEscaped(word: Word): boolean {
  return word.text.includes('\\') && !word.quoted && ESCAPED.test(word.text)
}

const ESCAPED = /\\[#!]/
