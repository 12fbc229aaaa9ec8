/** Braces that do not pair up: which one is to blame, and what the author meant. */
import type { Directive, DirectiveTable } from '../../grammar/directive.ts'
import type { Block, Brace, Item, Statement } from '../../grammar/syntax.ts'
import { type Origin, originOf } from '../expand/mapped-text.ts'
import { indentAt } from '../text/source-file.ts'

/** A block that is not closed where its author meant it to be, or a `}` too many. */
export type ClosingFault = { readonly at: Origin } & (
  | { readonly kind: 'unclosed-block'; readonly statement: Statement; readonly swallowed: readonly Statement[] }
  | { readonly kind: 'extra-close-brace'; readonly brace: Brace; readonly swallowed: readonly Statement[] }
)

/** The faults of a tree, one for each cause. */
export function braceFaults(items: readonly Item[], table: DirectiveTable): ClosingFault[] {
  const faults: ClosingFault[] = []
  items.forEach((item, index) => {
    if (item.kind === 'stray') faults.push(extraClose(items, index, item.brace, table))
    if (item.kind !== 'statement' || item.block === undefined) return
    const swallowed = swallowedStatements(item.block, table, bodyTables(table[item.keyword.text]))
    if (swallowed.length > 0 || isOpen(item.block)) faults.push(unclosed(item, swallowed))
  })
  return faults
}

/** The items as their author meant them: what an open block swallowed stands beside it again. */
export function meantItems(items: readonly Item[], table: DirectiveTable): Item[] {
  const meant: Item[] = []
  items.forEach((item, index) => {
    if (item.kind === 'stray') {
      giveBack(meant, items, index, table)
    } else if (item.kind === 'statement' && item.block !== undefined) {
      meant.push(...withoutSwallowed(item, table))
    } else {
      meant.push(item)
    }
  })
  return meant
}

/** The tables that hold in a block and in the blocks around it, innermost last. */
function bodyTables(directive: Directive | undefined): DirectiveTable[] {
  return directive?.body?.kind === 'keywords' ? [directive.body.directives] : []
}

function isOpen(block: Block): boolean {
  return block.close === undefined || block.items.some((item) => item.kind === 'statement' && item.block !== undefined && isOpen(item.block))
}

/** Root blocks inside of a block: the block, or one in it, was never closed. */
function swallowedStatements(block: Block, table: DirectiveTable, enclosing: readonly DirectiveTable[]): Statement[] {
  return block.items.flatMap((item) => {
    if (item.kind !== 'statement') return []
    if (isRootBlock(item, table, enclosing)) return [item]
    if (item.block === undefined) return []
    const inner = enclosing.at(-1)?.[item.keyword.text]
    return swallowedStatements(item.block, table, [...enclosing, ...bodyTables(inner)])
  })
}

/** A statement that can only stand at the root: a block that the root knows and none of the blocks around it. */
function isRootBlock(statement: Statement, table: DirectiveTable, enclosing: readonly DirectiveTable[]): boolean {
  const { text } = statement.keyword
  const isKnownAround = enclosing.some((one) => Object.hasOwn(one, text))
  return statement.block !== undefined && !isKnownAround && Object.hasOwn(table, text) && table[text]?.body !== undefined
}

/** The block itself, or the one inside of it whose `}` stands where that of a block around it belongs. */
function unclosed(statement: Statement, swallowed: readonly Statement[]): ClosingFault {
  const culprit = misplacedClose(statement) ?? innermostOpen(statement)
  return { kind: 'unclosed-block', statement: culprit, swallowed, at: originOf(culprit.keyword.source, culprit.keyword) }
}

function misplacedClose(statement: Statement): Statement | undefined {
  for (const item of statement.block?.items ?? []) {
    if (item.kind !== 'statement' || item.block === undefined) continue
    const deeper = misplacedClose(item)
    if (deeper !== undefined) return deeper
    const { close } = item.block
    if (close !== undefined && startsLine(close) && indentOf(close) < indentOf(item.keyword) && indentOf(close) <= indentOf(statement.keyword)) {
      return item
    }
  }
  return undefined
}

function innermostOpen(statement: Statement): Statement {
  const last = statement.block?.items.findLast((item) => item.kind === 'statement' && item.block !== undefined)
  if (last?.kind === 'statement' && last.block !== undefined && last.block.close === undefined) return innermostOpen(last)
  return statement
}

function indentOf(brace: Brace): number {
  const { file, start } = originOf(brace.source, brace)
  return indentAt(file, start)
}

function startsLine(brace: Brace): boolean {
  const { file, start } = originOf(brace.source, brace)
  return /(^|\n)[ \t]*$/.test(file.text.slice(Math.max(0, start - 200), start))
}

/** A `}` at the root: it, or an earlier one that closed a block too soon, is one too many. */
function extraClose(items: readonly Item[], index: number, brace: Brace, table: DirectiveTable): ClosingFault {
  const { owner, lost } = lostStatements(items, index, table)
  const early = lost.length > 0 ? owner?.block?.close : undefined
  const culprit = early ?? brace
  return { kind: 'extra-close-brace', brace: culprit, swallowed: lost, at: originOf(culprit.source, culprit) }
}

/** The statements between a stray `}` and the block before it that only mean something inside that block. */
function lostStatements(items: readonly Item[], index: number, table: DirectiveTable) {
  const ownerIndex = items.slice(0, index).findLastIndex((item) => item.kind === 'statement' && Object.hasOwn(table, item.keyword.text) && item.block !== undefined)
  const owner = items[ownerIndex]
  if (owner?.kind !== 'statement') return { owner: undefined, lost: [] }
  const [inside] = bodyTables(table[owner.keyword.text])
  const between = items.slice(ownerIndex + 1, index).filter((item) => item.kind === 'statement')
  const allInside = between.every((item) => inside !== undefined && Object.hasOwn(inside, item.keyword.text))
  return { owner, lost: allInside ? between : [] }
}

/** Puts what an early `}` threw out back into its block. */
function giveBack(meant: Item[], items: readonly Item[], index: number, table: DirectiveTable): void {
  const { owner, lost } = lostStatements(items, index, table)
  if (owner?.block === undefined || lost.length === 0) return
  meant.splice(meant.length - lost.length, lost.length)
  const at = meant.findLastIndex((item) => item.kind === 'statement' && item.keyword === owner.keyword)
  if (at === -1) return
  meant[at] = { ...owner, block: { ...owner.block, items: [...owner.block.items, ...lost] } }
}

/** A root statement without what it swallowed, and after it what it swallowed. */
function withoutSwallowed(statement: Statement, table: DirectiveTable): Item[] {
  const { block } = statement
  if (block === undefined) return [statement]
  const enclosing = bodyTables(table[statement.keyword.text])
  if (swallowedStatements(block, table, enclosing).length === 0) return [statement]
  const { kept, out } = separate(block, table, enclosing)
  return [{ ...statement, block: kept }, ...out.flatMap((one) => withoutSwallowed(one, table))]
}

/** Splits a block at its first root block: that one and what follows it do not belong to it. */
function separate(block: Block, table: DirectiveTable, enclosing: readonly DirectiveTable[]): { kept: Block; out: Statement[] } {
  const kept: Item[] = []
  const out: Statement[] = []
  for (const item of block.items) {
    if (item.kind !== 'statement') {
      kept.push(item)
    } else if (out.length > 0 || isRootBlock(item, table, enclosing)) {
      out.push(item)
    } else if (item.block === undefined) {
      kept.push(item)
    } else {
      const inner = separate(item.block, table, [...enclosing, ...bodyTables(enclosing.at(-1)?.[item.keyword.text])])
      kept.push({ ...item, block: inner.kept })
      out.push(...inner.out)
    }
  }
  return { kept: { ...block, items: kept }, out }
}
