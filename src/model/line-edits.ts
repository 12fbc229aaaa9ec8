/** Edits of whole lines: takes them out of a file, and writes new ones. */
import type { Span, Statement, TokenSource } from '../../grammar/syntax.ts'
import { replacing } from '../bind/edits.ts'
import type { Fix } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { indentAt, lineEndAt } from '../text/source-file.ts'

/** Removes a statement with its block; nothing where a part of it is made by a definition. */
export function removing(statement: Statement, fix: Omit<Fix, 'edits'>): Fix[] {
  const { keyword, args, block } = statement
  if (statement.repeated === true || (block !== undefined && block.close === undefined)) return []
  const end = block?.close ?? args.at(-1) ?? keyword
  if ([...args, ...(block === undefined ? [] : [block.open, end])].some(({ source }) => source !== keyword.source))
    return []
  return replacing(keyword.source, { start: keyword.start, end: end.end }, { ...fix, newText: '' })
}

/** Writes lines below a word that ends its own line, with the indentation given. */
export function addingBelow(word: Span & { readonly source: TokenSource }, fix: Omit<Fix, 'edits'> & NewLines): Fix[] {
  const { definition, ...at } = originOf(word.source, word)
  const rest = at.file.text.slice(at.end, lineEndAt(at.file.text, at.end))
  if (definition !== undefined || !/^\s*(?:[#!].*)?$/.test(rest)) return []
  const own = ' '.repeat(indentAt(at.file, at.start))
  const place = { file: at.file, start: at.end + rest.trimEnd().length, end: at.end + rest.trimEnd().length }
  const newText = fix.lines.map((line) => `\n${own}${fix.indent}${line}`).join('')
  return [{ title: fix.title, safety: fix.safety, edits: [{ at: place, newText }] }]
}

interface NewLines {
  readonly lines: readonly string[]
  /** Beyond that of the word. */
  readonly indent: '' | '    '
}
