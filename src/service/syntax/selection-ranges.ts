/** What a selection grows to, step by step: a word, the arguments of its line, the line, its block, and so on to the file. */
import type { Span } from '../../../grammar/syntax.ts'
import { type RawItem, type RawStatement, type RawTree, wordsOf } from './raw-tree.ts'

/** The stretches around an offset, the smallest first; each lies within the next and is smaller than it. */
export function selectionRanges(tree: RawTree, offset: number): readonly Span[] {
  const { text } = tree.file
  const outside: Span[] = [{ start: 0, end: text.length }]
  descend(outside, tree.items, offset)
  const line = tree.lines.find((one) => one.start <= offset && offset <= one.end)
  const beside = [tree.definitions, tree.includes, tree.comments, tree.conditions, tree.sequences].flatMap((spans) =>
    (spans as readonly Span[]).filter((span) => holds(span, offset)),
  )
  const values = [
    ...tree.definitions.flatMap(({ name, value }) => [name, value]),
    ...tree.includes.map((one) => one.path),
  ]
  const all = [...outside, ...beside, ...values.filter((span) => holds(span, offset))]
  if (line !== undefined) all.push({ start: offset < line.textStart ? line.start : line.textStart, end: line.end })
  return nested(all.sort((one, other) => length(one) - length(other)))
}

function descend(found: Span[], items: readonly RawItem[], offset: number): void {
  const item = items.find((one) => holds(one, offset))
  if (item === undefined) return
  found.push({ start: item.start, end: item.end })
  if (item.kind === 'stray') return
  if (item.kind === 'statement') collectWords(found, item, offset)
  const block = item.kind === 'block' ? item : item.block
  if (block === undefined || !holds(block, offset)) return
  found.push({ start: block.start, end: block.end })
  const inside = { start: block.open?.end ?? block.start, end: block.close?.start ?? block.end }
  if (holds(inside, offset)) found.push(inside)
  descend(found, block.items, offset)
}

/** A word, what stands in its quotes, the arguments of a line and the line. */
function collectWords(found: Span[], statement: RawStatement, offset: number): void {
  const { args, keyword } = statement
  const words = wordsOf(statement)
  const last = words.at(-1) ?? keyword
  const [first] = args
  const spans: Span[] = [
    { start: statement.start, end: last.end },
    { start: keyword.start, end: last.end },
  ]
  if (first !== undefined) spans.push({ start: first.start, end: last.end })
  for (const word of words) {
    spans.push({ start: word.start, end: word.end })
    const isClosed = word.quoted && word !== statement.unterminated
    if (word.quoted) spans.push({ start: word.start + 1, end: word.end - (isClosed ? 1 : 0) })
  }
  for (const span of spans) if (holds(span, offset)) found.push(span)
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end
}

function length({ start, end }: Span): number {
  return end - start
}

/** Those of the stretches, from the smallest on, that lie around the one before. */
function nested(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const { start, end } of spans) {
    const last = result.at(-1)
    const isAround = last === undefined || (start <= last.start && last.end <= end && length(last) < end - start)
    if (isAround && end > start) result.push({ start, end })
  }
  return result
}
