/** Braces that do not pair up: which one is to blame, and what the author meant. */
import type { Directive, DirectiveTable } from '../../grammar/directive.ts'
import type { Block, Brace, Item, Statement } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import { indentAt, type Origin } from '../text/source-file.ts'

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
    if (item.kind === 'statement' && isUnbalanced(item, table)) faults.push(unclosed(item, table))
  })
  return faults
}

/** The items as their author meant them: what an open block swallowed stands beside it again. */
export function meantItems(items: readonly Item[], table: DirectiveTable): Item[] {
  const meant: Item[] = []
  items.forEach((item, index) => {
    if (item.kind === 'stray') giveBack(meant, items, index, table)
    else if (item.kind === 'statement') meant.push(...withoutSwallowed(item, table))
    else meant.push(item)
  })
  return meant
}

const noTable: DirectiveTable = {}

/** The table that holds inside of a statement's block; value blocks know no keywords. */
function tableInside(statement: Statement, around: DirectiveTable): DirectiveTable {
  const body = Object.hasOwn(around, statement.keyword.text) ? around[statement.keyword.text]?.body : undefined
  return body?.kind === 'keywords' ? body.directives : noTable
}

/** A root statement whose braces do not pair up: the text ends inside of it, or another root block stands in it. */
function isUnbalanced(statement: Statement, table: DirectiveTable): boolean {
  const { block } = statement
  return (
    block !== undefined &&
    (isOpen(block) || outsiders(block, [table, tableInside(statement, table)]).some(({ level }) => level === 0))
  )
}

function isOpen(block: Block): boolean {
  const innerIsOpen = block.items.some(
    (item) => item.kind === 'statement' && item.block !== undefined && isOpen(item.block),
  )
  return block.close === undefined || innerIsOpen
}

interface Outsider {
  readonly statement: Statement
  /** How many blocks stand around the place where it belongs. */
  readonly level: number
  /** The block statements that it stands in, outermost first; empty directly in the block that was asked about. */
  readonly inside: readonly Statement[]
}

/** Blocks that only mean something further out than where they stand. `tables` are those around, innermost last. */
function outsiders(block: Block, tables: readonly DirectiveTable[], inside: readonly Statement[] = []): Outsider[] {
  return block.items.flatMap((item) => {
    if (item.kind !== 'statement' || item.block === undefined) return []
    const level = levelOf(item, tables)
    if (level !== undefined) return [{ statement: item, level, inside }]
    return outsiders(item.block, [...tables, tableInside(item, tables.at(-1) ?? noTable)], [...inside, item])
  })
}

/** The level at which a block belongs; `undefined` where it may stay, or belongs nowhere. */
function levelOf(statement: Statement, tables: readonly DirectiveTable[]): number | undefined {
  const { text } = statement.keyword
  if (Object.hasOwn(tables.at(-1) ?? noTable, text)) return undefined
  const level = tables.findLastIndex((table) => Object.hasOwn(table, text) && table[text]?.body !== undefined)
  return level === -1 ? undefined : level
}

/** To blame: the block with an outsider in it, or the one whose `}` stands where that of a block around it belongs. */
function unclosed(statement: Statement, table: DirectiveTable): ClosingFault {
  const block = statement.block
  const found = block === undefined ? [] : outsiders(block, [table, tableInside(statement, table)])
  const culprit = found[0]?.inside.at(-1) ?? misplacedClose(statement) ?? innermostOpen(statement)
  const swallowed = found.filter(({ level }) => level === 0).map((outsider) => outsider.statement)
  return {
    kind: 'unclosed-block',
    statement: culprit,
    swallowed,
    at: originOf(culprit.keyword.source, culprit.keyword),
  }
}

function misplacedClose(statement: Statement): Statement | undefined {
  for (const item of statement.block?.items ?? []) {
    if (item.kind !== 'statement' || item.block === undefined) continue
    const deeper = misplacedClose(item)
    if (deeper !== undefined) return deeper
    const { close } = item.block
    if (close === undefined || !startsLine(close)) continue
    if (indentOf(close) < indentOf(item.keyword) && indentOf(close) <= indentOf(statement.keyword)) return item
  }
  return undefined
}

function innermostOpen(statement: Statement): Statement {
  const last = statement.block?.items.findLast((item) => item.kind === 'statement' && item.block !== undefined)
  if (last?.kind === 'statement' && last.block !== undefined && last.block.close === undefined)
    return innermostOpen(last)
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
  const before = items.slice(0, index)
  const ownerIndex = before.findLastIndex(
    (item) => item.kind === 'statement' && Object.hasOwn(table, item.keyword.text) && item.block !== undefined,
  )
  const owner = items[ownerIndex]
  if (owner?.kind !== 'statement') return { owner: undefined, lost: [] }
  const inside = tableInside(owner, table)
  const between = before.slice(ownerIndex + 1).filter((item) => item.kind === 'statement')
  const allInside = between.every((item) => Object.hasOwn(inside, item.keyword.text))
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
  if (block === undefined || !isUnbalanced(statement, table)) return [statement]
  const { kept, out } = separate(block, [table, tableInside(statement, table)])
  return [
    { ...statement, block: kept },
    ...out.flatMap(({ item }) => (item.kind === 'statement' ? withoutSwallowed(item, table) : [item])),
  ]
}

interface Separated {
  readonly item: Item
  readonly level: number
}

/** Splits a block at its first outsider: that one and what follows it belong where the outsider belongs. */
function separate(block: Block, tables: readonly DirectiveTable[]): { kept: Block; out: Separated[] } {
  const own = tables.length - 1
  const kept: Item[] = []
  const out: Separated[] = []
  let level = own
  for (const item of block.items) {
    if (item.kind === 'statement' && item.block !== undefined)
      level = levelOf(item, tables.slice(0, level + 1)) ?? level
    if (level < own) {
      out.push({ item, level })
      continue
    }
    if (item.kind !== 'statement' || item.block === undefined) {
      kept.push(item)
      continue
    }
    const inner = separate(item.block, [...tables, tableInside(item, tables.at(-1) ?? noTable)])
    kept.push({ ...item, block: inner.kept })
    for (const one of inner.out) {
      if (one.level < own) out.push(one)
      else kept.push(one.item)
    }
  }
  return { kept: { ...block, items: kept }, out }
}
