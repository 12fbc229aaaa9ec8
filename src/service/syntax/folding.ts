/** What can be folded: blocks, runs of comment lines, and definitions of several lines. */
import type { Span } from '../../../grammar/syntax.ts'
import { lineStartAt } from '../../text/source-file.ts'
import type { RawBlock, RawItem, RawTree } from './raw-tree.ts'

/** From somewhere on the line that stays to somewhere on the last line that is hidden. */
export interface Fold extends Span {
  readonly kind: 'block' | 'comment' | 'definition'
}

/** All folds of a file, in the order in which they begin. */
export function folds(tree: RawTree): readonly Fold[] {
  const { text } = tree.file
  const found: Fold[] = commentFolds(tree)
  for (const { start, end } of tree.definitions) found.push({ kind: 'definition', start, end })
  collectBlocks(found, tree.items, text)
  return found
    .filter(({ start, end }) => reachesOverLines(text, start, end))
    .sort((one, other) => one.start - other.start || other.end - one.end)
}

function reachesOverLines(text: string, start: number, end: number): boolean {
  const newline = text.indexOf('\n', start)
  return newline !== -1 && newline < end
}

function collectBlocks(found: Fold[], items: readonly RawItem[], text: string): void {
  for (const item of items) {
    const block = item.kind === 'statement' ? item.block : item.kind === 'block' ? item : undefined
    if (block === undefined) continue
    found.push({ kind: 'block', start: Math.min(item.start, block.start), end: lastHidden(block, text) })
    collectBlocks(found, block.items, text)
  }
}

/** A `}` that begins its line stays to be seen. */
function lastHidden({ end, close }: RawBlock, text: string): number {
  if (close === undefined) return end
  const lineStart = lineStartAt(text, close.start)
  return text.slice(lineStart, close.start).trim() === '' ? Math.max(lineStart - 1, 0) : close.start
}

function commentFolds({ lines }: RawTree): Fold[] {
  const found: Fold[] = []
  let run: { readonly start: number; end: number; lines: number } | undefined
  for (const { kind, textStart, end } of lines) {
    if (kind !== 'comment') {
      run = undefined
    } else if (run === undefined) {
      run = { start: textStart, end, lines: 1 }
    } else {
      run.end = end
      run.lines++
      if (run.lines > 2) found.pop()
      found.push({ kind: 'comment', start: run.start, end })
    }
  }
  return found
}
