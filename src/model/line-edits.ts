/** Edits of whole lines: takes them out of a file, and writes new ones. */
import type { Span, Statement, TokenSource } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import type { Fix } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { lineEndAt, lineStartAt, type Place } from '../text/source-file.ts'
import { originOfWord } from './sited.ts'

/** Removes a statement with its block; nothing where a part of it is made by a definition. */
export function removing(statement: Statement, fix: Omit<Fix, 'edits'>): Fix[] {
  const { keyword, args, block } = statement
  if (statement.repeated === true || (block !== undefined && block.close === undefined)) return []
  const end = block?.close ?? args.at(-1) ?? keyword
  if ([...args, ...(block === undefined ? [] : [block.open, end])].some(({ source }) => source !== keyword.source))
    return []
  return replacing(keyword.source, { start: keyword.start, end: end.end }, { ...fix, newText: '' })
}

/** Writes lines below a word that ends its own line, as far in as that line. */
export function addingBelow(word: Span & { readonly source: TokenSource }, fix: Omit<Fix, 'edits'> & NewLines): Fix[] {
  return adding(word, fix, indentOf(originOf(word.source, word)))
}

/** Writes lines at the beginning of a block, as far in as those that it has. */
export function addingToBlock({ statement }: BoundStatement, fix: Omit<Fix, 'edits'> & NewLines): Fix[] {
  const { open, items = [] } = statement.block ?? {}
  if (open === undefined) return []
  const own = indentOf(originOf(open.source, open))
  const [first] = items.flatMap((item) => (item.kind === 'statement' ? [originOfWord(item.keyword)] : []))
  const inside = first === undefined ? '' : indentOf(first)
  return adding(open, fix, inside.length > own.length ? inside : `${own}    `)
}

function adding(
  word: Span & { readonly source: TokenSource },
  { lines, ...fix }: Omit<Fix, 'edits'> & NewLines,
  indent: string,
): Fix[] {
  const { definition, file, end } = originOf(word.source, word)
  const lineEnd = lineEndAt(file.text, end)
  const rest = file.text.slice(end, lineEnd)
  if (definition !== undefined || !/^\s*(?:[#!].*)?$/.test(rest)) return []
  const at = end + rest.trimEnd().length
  const lineBreak = file.text[lineEnd - 1] === '\r' ? '\r\n' : '\n'
  const newText = lines.map((line) => `${lineBreak}${indent}${line}`).join('')
  return [{ ...fix, edits: [{ at: { file, start: at, end: at }, newText }] }]
}

interface NewLines {
  readonly lines: readonly string[]
}

/** The blanks before the first word of the line that a place is on. */
function indentOf({ file, start }: Place): string {
  return /^[ \t]*/.exec(file.text.slice(lineStartAt(file.text, start), start))?.[0] ?? ''
}
