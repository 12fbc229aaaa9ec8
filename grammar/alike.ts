/** Whether two trees of one text say the same. */
import type { Block, Brace, Item, Statement } from './syntax.ts'

/** Where a word or brace stands. */
type Mark = Pick<Brace, 'source' | 'start' | 'end'>

/** Whether items that were parsed twice from the same texts are the same, each in its place. */
export function areAlike(ones: readonly Item[], others: readonly Item[]): boolean {
  return ones.length === others.length && ones.every((one, index) => isAlike(one, others[index]))
}

function isAlike(one: Item, other: Item | undefined): boolean {
  if (one === other) return true
  if (other === undefined || one.kind !== other.kind) return false
  if (one.kind === 'statement') return other.kind === 'statement' && isSameStatement(one, other)
  if (one.kind === 'block') return other.kind === 'block' && isSameBlock(one, other)
  return other.kind === 'stray' && isSameMark(one.brace, other.brace)
}

function isSameStatement(one: Statement, other: Statement): boolean {
  return (
    isSameMark(one.keyword, other.keyword) &&
    one.args.length === other.args.length &&
    one.args.every((word, index) => isSameMark(word, other.args[index])) &&
    isSameMark(one.unterminated, other.unterminated) &&
    isSameBlock(one.block, other.block)
  )
}

function isSameBlock(one: Block | undefined, other: Block | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return isSameMark(one.open, other.open) && isSameMark(one.close, other.close) && areAlike(one.items, other.items)
}

/** Whether two words or braces are one. */
export function isSameMark(one: Mark | undefined, other: Mark | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return one.source === other.source && one.start === other.start && one.end === other.end
}
