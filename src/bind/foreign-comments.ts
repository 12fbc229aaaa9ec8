/** Signs that begin comments elsewhere, and nothing in keepalived.conf. */
import type { Word } from '../../grammar/syntax.ts'
import type { Fix } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { replacing } from './edits.ts'

/** The sign at the beginning of a word that was meant to begin a comment. */
export function foreignComment(text: string): string | undefined {
  return /^(\/\/|\/\*|;|--)/.exec(text)?.[1]
}

/** Puts `#` in place of the sign; not where a brace stands behind it, which counts as things are. */
export function commentFix(word: Word, sign: string, safety: Fix['safety']): Fix[] {
  const { file, start } = originOf(word.source, word)
  const rest = file.text.slice(start).split('\n', 1)[0] ?? ''
  if (/[{}]/.test(rest) || sign === '/*') return []
  const span = { start: word.start, end: word.start + sign.length }
  return replacing(word.source, span, { title: `Replace \`${sign}\` with \`#\``, safety, newText: '#' })
}
