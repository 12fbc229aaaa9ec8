/** Changes of words: only possible where a file holds them as they are read, not where a definition stands for them. */
import type { Span, TokenSource } from '../../grammar/syntax.ts'
import type { Fix } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Edit } from '../text/edits.ts'
import { type Origin, type Place, textAt } from '../text/source-file.ts'

/** A fix that writes something else at the place of a value; none where a definition stands there. */
export function rewriting(
  { definition, ...at }: Origin,
  { newText, ...fix }: Omit<Fix, 'edits'> & { readonly newText: string },
): Fix[] {
  return definition === undefined ? [{ ...fix, edits: [{ at, newText }] }] : []
}

/** A fix of one edit; none where the text cannot be changed. */
export function replacing(
  source: TokenSource,
  span: Span,
  by: Omit<Fix, 'edits'> & { readonly newText: string },
): Fix[] {
  const edit = editOf(source, span, by.newText)
  return edit === undefined ? [] : [{ title: by.title, safety: by.safety, edits: [edit] }]
}

function editOf(source: TokenSource, span: Span, newText: string): Edit | undefined {
  const { definition, ...at } = originOf(source, span)
  if (definition !== undefined || textAt(at) !== source.text.slice(span.start, span.end)) return undefined
  return { at, newText: apart(at, newText) }
}

/** A word without quotes in the place of one with them, which may stand right beside other words. */
function apart({ file: { text }, start, end }: Place, newText: string): string {
  if (text[start] !== '"' || newText === '' || newText.startsWith('"')) return newText
  const before = /[^\s{}]/.test(text[start - 1] ?? '') ? ' ' : ''
  const behind = /[^\s{}]/.test(text[end] ?? '') ? ' ' : ''
  return `${before}${newText}${behind}`
}
