/** Statement meets table: what every line means, and what is wrong with it by itself. */
import type { Directive, DirectiveTable, Process } from '../../grammar/directive.ts'
import { root } from '../../grammar/directives/root.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Brace, Item, Statement, Tree, TreePart, Word } from '../../grammar/syntax.ts'
import type { Value } from '../../grammar/values.ts'
import { originOf } from '../expand/mapped-text.ts'
import { remembered } from '../text/remembered.ts'
import type { Origin } from '../text/source-file.ts'
import { type ClosingFault, isMeant, meantTree } from './braces.ts'
import { daemonReading } from './daemon-reading.ts'
import { breaksStructure, endsReading, skipsBlock, withFollowUps } from './follow-ups.ts'
import type { ArgumentProblem, Match } from './match.ts'
import type { WordReference } from './references.ts'
import { sharedNames } from './shared-names.ts'
import { bindItems, type Context, newContext } from './statements.ts'
import { withoutTemplates } from './templates.ts'

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

export type BindProblem = {
  readonly at: Origin
  /** Further lines that keepalived reads wrongly because of this one. */
  readonly followUps?: readonly Origin[]
} & (
  | (KeywordUse & { readonly kind: 'unknown-keyword'; readonly table: DirectiveTable; readonly statement: Statement })
  | (KeywordUse & { readonly kind: 'newer-keyword'; readonly directive: Directive; readonly statement: Statement })
  | (KeywordUse & { readonly kind: 'deprecated-keyword'; readonly directive: Directive })
  | (KeywordUse & {
      readonly kind: 'argument'
      readonly directive?: Directive
      readonly problem: ArgumentProblem
      /** What keepalived does, where a word is missing. */
      readonly missing?: 'exit' | 'crash' | 'told' | 'logged'
    })
  | (KeywordUse & { readonly kind: 'unexpected-block'; readonly statement: Statement })
  | (KeywordUse & { readonly kind: 'missing-open-brace'; readonly statement: Statement })
  | { readonly kind: 'unexpected-brace'; readonly brace: Brace; readonly closed: boolean }
  | (WordReference & {
      readonly kind: 'undefined-reference'
      /** The keyword of its line. */
      readonly line: Word
      readonly word: Word
      /** What the word was taken for. */
      readonly value: Value | 'keyword' | 'option'
    })
  | { readonly kind: 'unterminated-quote'; readonly word: Word }
  | { readonly kind: 'nesting-too-deep' }
  | ClosingFault
)

/** The configuration of one node, line by line. */
export interface Bound {
  readonly statements: readonly BoundStatement[]
  readonly problems: readonly BindProblem[]
  /**
   * Braces, and keywords of lines, that keepalived reads in another block than is meant, because of a brace or block before them, or
   * not at all, because it stopped before them. Its config test does not say what is wrong with them.
   */
  readonly unread: ReadonlySet<Word | Brace>
  /** The process that ends at a line, so that neither it nor a later one comes to put together what was read. */
  readonly endsIn?: Process
}

/** Binds a tree to the tables of a release. Never throws. */
export function bind(tree: Tree, target: Release): Bound {
  return bindParts(tree, target) ?? bindWhole(tree, target)
}

const NOTHING: ReadonlySet<Word | Brace> = new Set()

/** Binds a tree part by part: those that stand for themselves only once. `undefined` where some decide on others. */
function bindParts({ parts = [] }: Tree, target: Release): Bound | undefined {
  const context = newContext(target)
  const bound: Bound[] = []
  for (const part of parts) {
    const one = part.isOwn ? ownPartsFor(target)(part) : partIn(newContext(target, context), part.items)
    if (one === undefined) return undefined
    bound.push(one)
  }
  const statements = bound.flatMap((one) => one.statements)
  if (bound.length === 0 || skippedNames(statements).length > 0) return undefined
  return {
    statements,
    problems: bound.flatMap((one) => one.problems),
    unread: bound.every((one) => one.unread === NOTHING) ? NOTHING : new Set(bound.flatMap((one) => [...one.unread])),
  }
}

const ownPartsFor = remembered((target: Release) =>
  remembered((part: TreePart) => partIn(newContext(target), part.items)),
)

/** A part whose braces are as they are meant, as far as it alone can tell, and after which keepalived reads on as meant. */
function partIn(context: Context, items: readonly Item[]): Bound | undefined {
  const written = withoutTemplates(items)
  if (!isMeant(written)) return undefined
  const statements = bindItems(context, written, root, [])
  const { bound, isSettled } = asRead(context, { written, meant: written, statements })
  return isSettled ? bound : undefined
}

function bindWhole(tree: Tree, target: Release): Bound {
  const context = newContext(target)
  const [tooDeep] = tree.tooDeep
  if (tooDeep !== undefined) context.problems.push({ kind: 'nesting-too-deep', at: originOf(tooDeep.source, tooDeep) })
  const written = withoutTemplates(tree.items)
  const meant = meantTree(written)
  for (const fault of meant.faults) context.problems.push(fault)
  const statements = bindItems(context, meant.items, root, [])
  return asRead(context, { written, meant: meant.items, statements }).bound
}

/** Lines with what they mean. */
interface BoundItems {
  readonly written: readonly Item[]
  /** The same with their braces as they are meant. */
  readonly meant: readonly Item[]
  readonly statements: readonly BoundStatement[]
}

/** The keywords of blocks that keepalived passes over because their names are taken. */
function skippedNames(statements: readonly BoundStatement[]): Word[] {
  return sharedNames(statements).flatMap(({ block, sameName }) =>
    sameName === 'skipped' ? [block.statement.keyword] : [],
  )
}

/** What keepalived reads of the lines, and whether it is ready for the next line outside of all blocks behind them. */
function asRead(
  { problems, target }: Context,
  { written, meant, statements }: BoundItems,
): { readonly bound: Bound; readonly isSettled: boolean } {
  const stops = new Set(problems.flatMap((problem) => (endsReading(problem) ? [problem.keyword] : [])))
  const skips = new Set([
    ...problems.flatMap((problem) => (skipsBlock(problem) ? [problem.keyword] : [])),
    ...skippedNames(statements),
  ])
  const isPlain = stops.size === 0 && skips.size === 0 && !problems.some(breaksStructure)
  if (isPlain) return { bound: { statements, problems, unread: NOTHING }, isSettled: true }
  const reading = daemonReading({ written, meant, stops, skips }, (since) => target.atLeast(since))
  return {
    bound: {
      statements,
      problems: withFollowUps(problems, reading),
      unread: reading.unread,
      ...(reading.endsIn === undefined ? {} : { endsIn: reading.endsIn }),
    },
    isSettled: reading.isSettled && stops.size === 0,
  }
}
