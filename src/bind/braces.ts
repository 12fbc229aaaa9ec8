/** Braces that do not pair up: which one is to blame, and what the author meant. */
import type { Block, Brace, Item, Statement } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Origin } from '../text/source-file.ts'
import { type BraceEvent, eventsOf } from './brace-events.ts'
import { bestSteps, type Step } from './brace-search.ts'
import { directiveIn, rootScope, type Scope } from './scope.ts'

/** A block that is not closed where its author meant it to be, or a `}` too many. */
export type ClosingFault = { readonly at: Origin } & (
  | {
      readonly kind: 'unclosed-block'
      readonly statement: Statement
      /** What its `}` is missing before; absent at the end of the text. */
      readonly before?: Origin
    }
  | {
      readonly kind: 'extra-close-brace'
      readonly brace: Brace
      /** Lines before it that stand in no block, as if the line that opens theirs were missing. */
      readonly orphans: readonly Statement[]
    }
)

/** What the author of a tree meant, and where the braces say something else. */
export interface MeantTree {
  readonly items: readonly Item[]
  readonly faults: readonly ClosingFault[]
}

/** The tree with its braces as they are meant. A `{` that had to be supplied is empty (`isSupplied`). */
export function meantTree(items: readonly Item[]): MeantTree {
  const structure = survey(items, [rootScope])
  if (!structure.broken && !(structure.hasOutsider && !isLaidOut(items))) return { items, faults: [] }
  const events = eventsOf(items)
  return rebuilt(events, bestSteps(events))
}

/** Nobody wrote this `{`. */
export function isSupplied(brace: Brace): boolean {
  return brace.start === brace.end
}

interface Structure {
  /** Braces are missing, or too many. */
  readonly broken: boolean
  /** A block stands in another one though it only means something further out. */
  readonly hasOutsider: boolean
}

/** `scopes` are those of the blocks around, innermost last. */
function survey(items: readonly Item[], scopes: readonly Scope[]): Structure {
  let hasOutsider = false
  for (const item of items) {
    if (item.kind === 'stray') return { broken: true, hasOutsider }
    const scope = scopes.at(-1)
    const directive = item.kind === 'statement' ? directiveIn(scope, item.keyword.text) : undefined
    const block = item.kind === 'statement' ? item.block : item
    if (block === undefined) {
      if (directive?.body === undefined) continue
      return { broken: true, hasOutsider }
    }
    if (block.close === undefined) return { broken: true, hasOutsider }
    hasOutsider ||= item.kind === 'statement' && directive === undefined && isBlockFurtherOut(item, scopes)
    const inner = survey(block.items, [...scopes, item.kind === 'statement' ? directive?.body : scope])
    if (inner.broken) return inner
    hasOutsider ||= inner.hasOutsider
  }
  return { broken: false, hasOutsider }
}

function isBlockFurtherOut({ keyword }: Statement, scopes: readonly Scope[]): boolean {
  return scopes.slice(0, -1).some((scope) => directiveIn(scope, keyword.text)?.body !== undefined)
}

/** Every line is further in than the one that opens its block, and every `}` as far in as that one. */
function isLaidOut(items: readonly Item[]): boolean {
  const openers: (number | undefined)[] = []
  let last: BraceEvent | undefined
  for (const event of eventsOf(items)) {
    const { indent } = event
    if (event.kind === 'open') openers.push(last?.kind === 'statement' ? last.indent : indent)
    else {
      const opener = openers.at(-1)
      const isOff = event.kind === 'close' ? indent !== opener : (indent ?? 1) <= (opener ?? 0)
      if (openers.length > 0 && indent !== undefined && opener !== undefined && isOff) return false
      if (event.kind === 'close') openers.pop()
    }
    last = event
  }
  return true
}

/** A block under construction. */
interface Draft {
  readonly items: Item[]
  /** The statement that it belongs to; absent for braces inside of braces. */
  readonly statement?: Statement
  readonly open: Brace
}

function rebuilt(events: readonly BraceEvent[], steps: readonly Step[]): MeantTree {
  const items: Item[] = []
  const faults: ClosingFault[] = []
  const open: Draft[] = []
  let orphans: Statement[] | undefined
  let depthOfOrphans = 0
  const into = (): Item[] => open.at(-1)?.items ?? items

  const openBlock = (brace: Brace): void => {
    const last = into().at(-1)
    const isStatement = last?.kind === 'statement' && last.block === undefined
    open.push({ items: [], open: brace, ...(isStatement ? { statement: last } : {}) })
  }
  const closeBlock = (close?: Brace): void => {
    const draft = open.pop()
    if (draft === undefined) return
    const block: Block = {
      kind: 'block',
      open: draft.open,
      items: draft.items,
      ...(close === undefined ? {} : { close }),
    }
    const siblings = into()
    if (draft.statement === undefined) siblings.push(block)
    else siblings[siblings.length - 1] = { ...draft.statement, block }
  }

  for (const { action, event: index } of steps) {
    const event = events[index]
    const brace = event === undefined || event.kind === 'statement' ? undefined : event.brace
    const statement = event?.kind === 'statement' ? withoutBlock(event.statement) : undefined
    if (action === 'orphans') {
      orphans = []
      depthOfOrphans = open.length
    } else if (action === 'accept' && statement !== undefined) {
      if (orphans !== undefined && open.length === depthOfOrphans) orphans.push(statement)
      into().push(statement)
    } else if (action === 'open' && brace !== undefined) {
      openBlock(brace)
    } else if (action === 'unopened' && statement !== undefined) {
      const end = statement.args.at(-1) ?? statement.keyword
      openBlock({ source: end.source, start: end.end, end: end.end })
    } else if (action === 'unclosed') {
      const draft = open.at(-1)
      if (draft?.statement !== undefined && !isSupplied(draft.open)) faults.push(unclosed(draft.statement, event))
      closeBlock()
    } else if (action === 'close' && brace !== undefined) {
      if (orphans === undefined || open.length > depthOfOrphans) {
        closeBlock(brace)
      } else {
        faults.push(extraClose(brace, orphans))
        into().splice(-orphans.length)
        orphans = undefined
      }
    } else if (action === 'ignore' && brace !== undefined) {
      if (event?.kind === 'close') faults.push(extraClose(brace, []))
      else {
        openBlock(brace)
        closeBlock()
      }
    }
  }
  return { items, faults }
}

function withoutBlock({ block: _, ...statement }: Statement): Statement {
  return statement
}

function unclosed(statement: Statement, event: BraceEvent | undefined): ClosingFault {
  const next = event === undefined ? undefined : event.kind === 'statement' ? event.statement.keyword : event.brace
  return {
    kind: 'unclosed-block',
    statement,
    at: originOf(statement.keyword.source, statement.keyword),
    ...(next === undefined ? {} : { before: originOf(next.source, next) }),
  }
}

function extraClose(brace: Brace, orphans: readonly Statement[]): ClosingFault {
  return { kind: 'extra-close-brace', brace, orphans, at: originOf(brace.source, brace) }
}
