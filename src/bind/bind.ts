/** Statement meets table: what every line means, and what is wrong with it by itself. */

import { areAlike } from '../../grammar/alike.ts'
import type { Directive, DirectiveTable, Process } from '../../grammar/directive.ts'
import { root } from '../../grammar/directives/root.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Brace, Item, Statement, TokenSource, Tree, TreePart, Word } from '../../grammar/syntax.ts'
import type { Value } from '../../grammar/values.ts'
import { originOf } from '../expand/mapped-text.ts'
import { groupBy, runsOf } from '../text/group-by.ts'
import { placeKey } from '../text/places.ts'
import { remembered, rememberedWith } from '../text/remembered.ts'
import type { Origin } from '../text/source-file.ts'
import { asMeant } from './as-meant.ts'
import { type ClosingFault, isMeant, meantTree } from './braces.ts'
import { daemonReading, type NamesRead, noNames } from './daemon-reading.ts'
import type { ArgumentProblem, Match } from './match.ts'
import { misleads } from './misleading.ts'
import type { WordReference } from './references.ts'
import { nameOfBlock, secondLists, sharedNames } from './shared-names.ts'
import { bindItems, type Context, newContext } from './statements.ts'

/** A line and what it means. */
export interface BoundStatement {
  readonly statement: Statement
  /** The keyword; on the lines of a value block, the first word. */
  readonly keyword: string
  /** Absent on the lines of a value block. */
  readonly directive?: Directive
  readonly match: Match
  /** The lines of its block, in order. */
  readonly block: readonly BoundStatement[]
}

/** A keyword in its place. */
export interface KeywordUse {
  readonly keyword: Word
  /** The keywords of the blocks around it, outermost first. */
  readonly blocks: readonly string[]
}

export type BindProblem = { readonly at: Origin } & (
  | (KeywordUse & { readonly kind: 'unknown-keyword'; readonly table: DirectiveTable; readonly statement: Statement })
  | (KeywordUse & { readonly kind: 'newer-keyword'; readonly directive: Directive; readonly statement: Statement })
  | (KeywordUse & { readonly kind: 'deprecated-keyword'; readonly directive: Directive })
  | (KeywordUse & {
      readonly kind: 'not-built'
      readonly directive: Directive
      readonly statement: Statement
      /** The part that is missing, as `keepalived --version` names it. */
      readonly lacking: string
    })
  | (KeywordUse & {
      readonly kind: 'argument'
      readonly directive?: Directive
      readonly problem: ArgumentProblem
      /** What keepalived does, where a word is missing. */
      readonly missing?: 'exit' | 'crash' | 'told' | 'logged'
      /** The config test of the release does not tell. */
      readonly untold?: true
    })
  | (KeywordUse & { readonly kind: 'unexpected-block'; readonly statement: Statement })
  /** `ends`: keepalived stops reading there, with exit code 2. */
  | (KeywordUse & { readonly kind: 'missing-open-brace'; readonly statement: Statement; readonly ends?: true })
  | { readonly kind: 'unexpected-brace'; readonly brace: Brace; readonly closed: boolean }
  | (WordReference & {
      readonly kind: 'undefined-reference'
      /** The keyword of its line. */
      readonly line: Word
      readonly word: Word
      /** What the word was taken for. */
      readonly value: Value | 'keyword' | 'option'
      /** The word is a keyword, and a block follows. */
      readonly opens?: true
    })
  /** `ends`: keepalived stops reading there with an exit code, or dies. */
  | { readonly kind: 'unterminated-quote'; readonly word: Word; readonly ends?: 'exit' | 'crash' }
  /** The braces that were not looked at; the problem is the first one. */
  | { readonly kind: 'nesting-too-deep'; readonly braces: readonly Brace[] }
  | ClosingFault
)

/** The configuration of one node, line by line. */
export interface Bound {
  readonly statements: readonly BoundStatement[]
  readonly problems: readonly BindProblem[]
  /** The process that ends at a line, so that neither it nor a later one comes to put together what was read. */
  readonly endsIn?: Process
  /** What keepalived reads, where that is not what is meant. */
  readonly asRead?: AsRead
}

/** The lines as the config test of keepalived reads them, each in the block that it takes it for a line of. */
export interface AsRead {
  readonly bound: Bound
  /** What it is read from. */
  readonly items: readonly Item[]
  /** Where it is led astray, in the order of the text. */
  readonly causes: readonly Origin[]
}

/** The problems with a keyword, of all that a text has. */
export function problemsWith({ bound }: { readonly bound: Bound }, keyword: Word): readonly BindProblem[] {
  return problemsByKeyword(bound).get(keyword) ?? []
}

const problemsByKeyword = remembered(({ problems }: Bound) =>
  groupBy(problems, (one) => ('keyword' in one ? one.keyword : undefined)),
)

/** Lines as keepalived itself reads them, and where it does so otherwise than is meant. */
export interface Written {
  readonly items: readonly Item[]
  readonly places: readonly Origin[]
}

/** Binds a tree to the tables of a release; `written` only where the lines themselves are others to keepalived. Never throws. */
export function bind(tree: Tree, target: Release, written?: Written): Bound {
  return (written === undefined ? bindParts(tree, target) : undefined) ?? bindWhole(tree, target, written)
}

/** Binds a tree part by part: those that stand for themselves only once. `undefined` where some decide on others. */
function bindParts({ parts = [] }: Tree, target: Release): Bound | undefined {
  const context = newContext(target)
  const bound: BoundPart[] = []
  for (const part of parts) {
    const one = part.isOwn ? ownPartsFor(target)(part) : partIn(newContext(target, context), part.items)
    if (one === undefined) return undefined
    bound.push({ items: part.items, bound: one })
  }
  if (bound.length === 0) return undefined
  const whole = joined(bound, target)
  const skipped = skippedBlocks(whole.statements)
  if (skipped.length === 0) return whole
  const read = withNamesTaken(bound, skipped, target)
  return read === undefined ? undefined : joined(read, target)
}

/** What was made of some items that stand for themselves. */
interface BoundPart {
  readonly items: readonly Item[]
  readonly bound: Bound
}

/**
 * Where names decide across parts which blocks keepalived passes over, all parts that have one of these names are read one after the
 * other. `undefined` where it does not come to the end of one of them.
 */
function withNamesTaken(
  parts: readonly BoundPart[],
  skipped: readonly BoundStatement[],
  target: Release,
): readonly BoundPart[] | undefined {
  const taken = new Set(skipped.map(nameOfBlock))
  const others = new Set(skipped)
  const names = noNames()
  const read: BoundPart[] = []
  for (const part of parts) {
    const { items } = part
    const { statements, problems } = part.bound
    if (!statements.some((line) => taken.has(nameOfBlock(line) ?? NO_NAME))) {
      read.push(part)
      continue
    }
    const passedOver = statements.filter((line) => others.has(line)).map(({ statement }) => statement.keyword)
    const { bound: again, isSettled } = readingOf(
      { problems, target },
      { items, places: [] },
      statements,
      passedOver,
      names,
    )
    if (!isSettled) return undefined
    read.push({ items, bound: again })
  }
  return read
}

const NO_NAME = ''

function joined(parts: readonly BoundPart[], target: Release): Bound {
  const bounds = parts.map(({ bound }) => bound)
  const whole = inOneText(bounds)
  if (bounds.every(({ asRead }) => asRead === undefined)) return whole
  const read = parts.map(({ items, bound }) => bound.asRead?.bound ?? readAlone(bound, items, target))
  const causes = bounds.flatMap(({ asRead }) => asRead?.causes ?? [])
  return { ...whole, asRead: { bound: inOneText(read), items: parts.flatMap(({ items }) => items), causes } }
}

function inOneText(bounds: readonly Bound[]): Bound {
  return {
    statements: bounds.flatMap((one) => one.statements),
    problems: bounds.flatMap((one) => one.problems),
  }
}

/** What keepalived reads of a part that does not lead it astray: what is meant, but for lines that it does not know. */
const readAlone = rememberedWith((meant: Bound, items: readonly Item[], target: Release): Bound => {
  if (meant.problems.length === 0) return meant
  const { bound } = daemonReading(items, target)
  return { ...bound, statements: asMeant(bound.statements, meant.statements, target) }
})

const ownPartsFor = remembered((target: Release) =>
  remembered((part: TreePart) => partIn(newContext(target), part.items)),
)

/** A part whose braces are as they are meant, as far as it alone can tell, and after which keepalived reads on as meant. */
function partIn(context: Context, items: readonly Item[]): Bound | undefined {
  if (!isMeant(items)) return undefined
  const statements = bindItems(context, items, root, [])
  const { bound, isSettled } = withReading(context, { items, places: [] }, statements)
  return isSettled ? bound : undefined
}

function bindWhole(tree: Tree, target: Release, other: Written | undefined): Bound {
  const context = newContext(target)
  const { tooDeep: braces } = tree
  const [tooDeep] = braces
  if (tooDeep !== undefined) {
    context.problems.push({ kind: 'nesting-too-deep', braces, at: originOf(tooDeep.source, tooDeep) })
  }
  const { items } = tree
  const meant = meantTree(items)
  for (const fault of meant.faults) context.problems.push(fault)
  return withReading(context, other ?? { items, places: [] }, bindMeant(context, meant.items, tree)).bound
}

/** Binds items, of which those are bound already that are the same in a part that stands for itself. */
function bindMeant(
  context: Context,
  items: readonly Item[],
  { parts: all = [], ownParts = all }: Tree,
): BoundStatement[] {
  const parts = new Map(ownParts.flatMap((part) => (part.isOwn ? [[sourceOf(part.items[0]), part] as const] : [])))
  const statements: BoundStatement[] = []
  for (const run of runsOf(items, sourceOf)) {
    const part = parts.get(sourceOf(run[0]))
    const known = part !== undefined && areAlike(run, part.items) ? ownPartsFor(context.target)(part) : undefined
    for (const problem of known?.problems ?? []) context.problems.push(problem)
    for (const line of known?.statements ?? bindItems(context, run, root, [])) statements.push(line)
  }
  return statements
}

/** The text that an item stands in. */
function sourceOf(item: Item | undefined): TokenSource | undefined {
  if (item === undefined) return undefined
  return item.kind === 'statement' ? item.keyword.source : item.kind === 'block' ? item.open.source : item.brace.source
}

/** The blocks that keepalived passes over because their names are taken. */
function skippedBlocks(statements: readonly BoundStatement[]): BoundStatement[] {
  return sharedNames(statements).flatMap(({ block, sameName }) => (sameName === 'skipped' ? [block] : []))
}

/** What is meant, with what keepalived reads, and whether it is ready for the next line outside of all blocks behind it. */
interface MeantAndRead {
  readonly bound: Bound
  readonly isSettled: boolean
}

function withReading(context: Context, written: Written, statements: readonly BoundStatement[]): MeantAndRead {
  const skipped = skippedBlocks(statements).map(({ statement }) => statement.keyword)
  return readingOf(context, written, statements, skipped)
}

/** `skipped`: the keywords of blocks that keepalived passes over; `names`, where given, decides on that. */
function readingOf(
  { problems, target }: Pick<Bound, 'problems'> & Pick<Context, 'target'>,
  { items, places }: Written,
  statements: readonly BoundStatement[],
  skipped: readonly Word[],
  names?: NamesRead,
): MeantAndRead {
  const lists = statements.flatMap(secondLists).map(({ statement }) => statement.keyword)
  const passedOver = [...skipped, ...lists].map((keyword) => originOf(keyword.source, keyword))
  const causes = [...places, ...problems.filter(misleads).map(({ at }) => at), ...passedOver]
  if (causes.length === 0 && names === undefined) return { bound: { statements, problems }, isSettled: true }
  const { bound, isUnclosed, isSettled } = daemonReading(items, target, { names })
  if (causes.length === 0) return { bound: { statements, problems }, isSettled }
  const read = { ...bound, statements: asMeant(bound.statements, statements, target) }
  const { endsIn } = bound
  const wholes = [
    ...problems.filter(({ kind }) => kind === 'nesting-too-deep'),
    ...(isUnclosed ? openIn(problems, bound.problems) : []),
  ]
  const asRead = { bound: { ...read, problems: [...bound.problems, ...wholes] }, items, causes }
  return { bound: { statements, problems, ...(endsIn === undefined ? {} : { endsIn }), asRead }, isSettled }
}

/** What leaves a block open until the end: a missing brace, else one too many; of these, those that keepalived tells, if it tells any. */
function openIn(problems: readonly BindProblem[], read: readonly BindProblem[]): readonly BindProblem[] {
  const unclosed = problems.filter(({ kind }) => kind === 'unclosed-block')
  if (unclosed.length > 0) return unclosed
  const unexpected = problems.filter(isUnexpected)
  const told = new Set(read.filter(isUnexpected).map(({ at }) => placeKey(at)))
  const said = unexpected.filter(({ at }) => told.has(placeKey(at)))
  return said.length > 0 ? said : unexpected
}

function isUnexpected({ kind }: BindProblem): boolean {
  return kind === 'unexpected-block' || kind === 'unexpected-brace'
}
