/** Braces that do not pair up: which one is to blame, and what the author meant. */
import type { Block, Brace, Item, Statement } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Origin } from '../text/source-file.ts'
import { type BraceEvent, eventsOf } from './brace-events.ts'
import { bestSteps, plainSteps, type Step } from './brace-search.ts'
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
      /** Not every process of keepalived finds it too much: it ends a block for others, or they do not come as far. */
      readonly closesForSome?: true
    }
)

/** What the author of a tree meant, and where the braces say something else. */
export interface MeantTree {
  readonly items: readonly Item[]
  readonly faults: readonly ClosingFault[]
}

/** In longer texts the braces are taken as they stand. */
const MOST_EVENTS = 200_000

/** The tree with its braces as they are meant. A `{` that had to be supplied is empty (`isSupplied`). */
export function meantTree(items: readonly Item[]): MeantTree {
  if (isMeant(items)) return { items, faults: [] }
  const events = eventsOf(items)
  return rebuilt(events, events.length > MOST_EVENTS ? plainSteps(events) : bestSteps(events))
}

/** Whether the braces of the items are taken for what their author meant. */
export function isMeant(items: readonly Item[]): boolean {
  const structure = survey(items, [rootScope])
  return !structure.broken && !(structure.hasOutsider && !isLaidOut(items))
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
  /** The statement that it belongs to; absent for braces that no line opens. */
  readonly statement?: Statement
  readonly open: Brace
}

/** A tree under construction. */
interface Site {
  readonly items: Item[]
  readonly faults: ClosingFault[]
  readonly open: Draft[]
  /** Lines of a block whose opening line is missing, and how many blocks are open around them. */
  orphans: { readonly lines: Statement[]; readonly depth: number } | undefined
}

function rebuilt(events: readonly BraceEvent[], steps: readonly Step[]): MeantTree {
  const site: Site = { items: [], faults: [], open: [], orphans: undefined }
  for (const step of steps) build(site, step, events[step.event])
  return { items: site.items, faults: site.faults }
}

function build(site: Site, { action }: Step, event: BraceEvent | undefined): void {
  if (action === 'unclosed') endUnclosed(site, event)
  else if (event?.kind === 'statement') buildStatement(site, action, event.statement)
  else if (event?.kind === 'open') {
    openBlock(site, event.brace)
    if (action === 'ignore') closeBlock(site)
  } else if (event?.kind === 'close') {
    if (action === 'ignore') site.faults.push(extraClose(event.brace, []))
    else endBlock(site, event.brace)
  }
}

function buildStatement(site: Site, action: Step['action'], statement: Statement): void {
  if (action === 'orphans') {
    site.orphans = { lines: [], depth: site.open.length }
  } else if (action === 'unopened') {
    const last = statement.args.at(-1) ?? statement.keyword
    openBlock(site, { source: last.source, start: last.end, end: last.end })
  } else {
    const { block: _, ...line } = statement
    if (site.orphans?.depth === site.open.length) site.orphans.lines.push(line)
    itemsOf(site).push(line)
  }
}

/** Where the next item belongs. */
function itemsOf(site: Site): Item[] {
  return site.open.at(-1)?.items ?? site.items
}

function openBlock(site: Site, brace: Brace): void {
  const last = itemsOf(site).at(-1)
  const opener = last?.kind === 'statement' && last.block === undefined ? { statement: last } : {}
  site.open.push({ items: [], open: brace, ...opener })
}

function closeBlock(site: Site, close?: Brace): void {
  const draft = site.open.pop()
  if (draft === undefined) return
  const { open, items, statement } = draft
  const block: Block = { kind: 'block', open, items, ...(close === undefined ? {} : { close }) }
  const siblings = itemsOf(site)
  if (statement === undefined) siblings.push(block)
  else siblings[siblings.length - 1] = { ...statement, block }
}

function endBlock(site: Site, brace: Brace): void {
  const { orphans } = site
  if (orphans === undefined || site.open.length > orphans.depth) {
    closeBlock(site, brace)
    return
  }
  site.faults.push(extraClose(brace, orphans.lines))
  itemsOf(site).splice(-orphans.lines.length)
  site.orphans = undefined
}

/** Ends a block without `}`: a fault, unless its `{` is missing as well. */
function endUnclosed(site: Site, event: BraceEvent | undefined): void {
  const draft = site.open.at(-1)
  if (draft?.statement !== undefined && !isSupplied(draft.open)) site.faults.push(unclosed(draft.statement, event))
  closeBlock(site)
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
