/** Names that lead nowhere: keepalived does not find the block that they name. */
import type { Process } from '../../grammar/directive.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { ReferenceValue, SymbolKind } from '../../grammar/values.ts'
import type { Bound, BoundStatement } from '../bind/bind.ts'
import { guessKeyword } from '../bind/misspelling.ts'
import { processesOf } from '../bind/processes.ts'
import { directiveIn, rootScope } from '../bind/scope.ts'
import { slotsWithin } from '../bind/slots.ts'
import { isUnknown } from '../bind/values.ts'
import { groupBy } from '../text/group-by.ts'
import { remembered, rememberedInStretches } from '../text/remembered.ts'
import { causeOf, isRemoved } from './lacks.ts'
import { refusalOf } from './taken.ts'

/** A word that names a block. */
export interface NameInLine {
  readonly word: Word
  readonly value: ReferenceValue
  readonly line: BoundStatement
  /** The lines that open the blocks around it, outermost first. */
  readonly blocks: readonly BoundStatement[]
}

/**
 * A name that keepalived does not find: `nowhere`; declared `later` in the text; declared for another process (`unheard`);
 * or declared by a block that it does not use (`lost`), because of what is wrong at `cause`.
 */
export interface Unresolved extends NameInLine {
  readonly why: 'nowhere' | 'later' | 'unheard' | 'lost'
  /** The block that declares it. */
  readonly declared?: BoundStatement
  readonly cause?: Word
}

/** What is declared under a name. */
interface Declaration {
  readonly name: string
  readonly kind: SymbolKind
  /** Its place among the lines that stand in no block. */
  readonly position: number
  readonly block?: BoundStatement
  /** The processes that know it; absent where all do. */
  readonly processes?: readonly Process[]
  /** What is wrong where keepalived does not use the block. */
  readonly cause?: Word
}

/** What is declared of a kind. */
interface Declarations {
  readonly byName: ReadonlyMap<string, readonly Declaration[]>
  /** Some of the names are not known. */
  readonly isOpen: boolean
}

/** All names of a configuration that keepalived does not find, in the order of the text. */
export const unresolvedNames = rememberedForTarget((bound: Bound, target): readonly Unresolved[] => {
  const declared = declarationsOf(bound, target)
  const unresolved: Unresolved[] = []
  let position = 0
  for (const { lines, named, asked } of namesInStretches(bound.statements)) {
    if (!asked.every((one) => isPlainlyDeclared(one, declared(one.value.to), position))) {
      for (const { names, index } of named) {
        for (const name of names) unresolved.push(...unresolvedIn(name, declared(name.value.to), position + index))
      }
    }
    position += lines
  }
  return unresolved
})

function unresolvedIn(name: NameInLine, alike: Declarations, position: number): Unresolved[] {
  if (isUnknown(name.word.text) || alike.isOpen) return []
  const reason = reasonFor(alike.byName.get(name.word.text) ?? [], name, position)
  return reason === undefined ? [] : [{ ...name, ...reason }]
}

/** Nothing is wrong with the name, whichever line from that position on says it. */
function isPlainlyDeclared({ word }: NameInLine, { byName }: Declarations, position: number): boolean {
  const [only] = byName.get(word.text) ?? []
  return only !== undefined && only.cause === undefined && only.processes === undefined && only.position < position
}

/** The names that blocks of a kind declare. */
export function declaredNames(bound: Bound, kind: SymbolKind, target: Release): string[] {
  return [...declarationsOf(bound, target)(kind).byName.keys()]
}

function reasonFor(
  found: readonly Declaration[],
  { value, blocks }: NameInLine,
  position: number,
): Pick<Unresolved, 'why' | 'declared' | 'cause'> | undefined {
  const isInTime = (one: Declaration): boolean => value.sought !== 'reading' || one.position < position
  const [only] = found
  if (only !== undefined && only.cause === undefined && only.processes === undefined && isInTime(only)) return undefined
  const [reader] = processesOf(blocks[0]?.keyword ?? '')
  const used = found.filter(({ cause }) => cause === undefined)
  const inTime = used.filter(isInTime)
  const [first] = inTime
  if (first?.processes !== undefined && reader !== undefined && !first.processes.includes(reader)) {
    return { why: 'unheard', ...declaredBy(first) }
  }
  if (first !== undefined) return undefined
  const lost = found.find((one) => one.cause !== undefined && one.position < position)
  if (lost?.cause !== undefined) return { why: 'lost', cause: lost.cause, ...declaredBy(lost) }
  const [later] = used
  if (later !== undefined) return { why: 'later', ...declaredBy(later) }
  const [lostLater] = found
  return lostLater === undefined ? { why: 'nowhere' } : { why: 'later', ...declaredBy(lostLater) }
}

function declaredBy({ block }: Declaration): Pick<Unresolved, 'declared'> {
  return block === undefined ? {} : { declared: block }
}

/** What is declared of a kind, worked out for those kinds that something names. */
const declarationsOf = rememberedForTarget((bound: Bound, target) => {
  const known = new Map<SymbolKind, Declarations>()
  return (kind: SymbolKind): Declarations => {
    const declarations = known.get(kind) ?? declarationsIn(bound, target, kind)
    known.set(kind, declarations)
    return declarations
  }
})

function declarationsIn(bound: Bound, target: Release, kind: SymbolKind): Declarations {
  const declarations: Declaration[] = []
  // Before 2.2.3 what an instance tells stays in force for those behind it (bfd_parser.c:363).
  let told: readonly Process[] = []
  for (const { block, position } of declaringBlocks(bound.statements, kind)) {
    const name = block.statement.args[0]?.text
    if (name === undefined) continue
    const cause = lossOf(block, target)
    const processes = [...told, ...listenersOf(block)]
    if (!target.atLeast('2.2.3')) told = processes
    declarations.push({
      name,
      kind,
      position,
      block,
      ...(cause === undefined ? {} : { cause }),
      ...(processes.length === 0 ? {} : { processes }),
    })
  }
  const misspelt = misspeltDeclarations(bound).filter((one) => one.kind === kind)
  const byName = groupBy([...declarations, ...misspelt], ({ name }) => name)
  return { byName, isOpen: [...byName.keys()].some(isUnknown) }
}

interface DeclaringBlock {
  readonly block: BoundStatement
  readonly position: number
}

function declaringBlocks(statements: readonly BoundStatement[], kind: SymbolKind): readonly DeclaringBlock[] {
  const blocks: DeclaringBlock[] = []
  let above = 0
  for (const { lines, declaring } of declaringInStretches(statements)) {
    for (const { block, position } of declaring.get(kind) ?? []) blocks.push({ block, position: above + position })
    above += lines
  }
  return blocks
}

const declaringInStretches = rememberedInStretches((lines: readonly BoundStatement[]) => ({
  lines: lines.length,
  declaring: groupBy(
    lines
      .map((block, position) => ({ block, position }))
      .filter(({ block }) => block.directive?.declares !== undefined),
    ({ block }) => block.directive?.declares,
  ),
}))

/** What is wrong with a block that keepalived passes over or removes. */
function lossOf(block: BoundStatement, target: Release): Word | undefined {
  const { keyword } = block.statement
  if (refusalOf(block) !== undefined) return keyword
  const lack = isRemoved(block, target)
  return lack === undefined ? undefined : causeOf(lack)
}

function listenersOf({ block }: BoundStatement): Process[] {
  return block.flatMap(({ directive }) => directive?.tells ?? [])
}

/** Blocks whose keyword keepalived does not know. */
function misspeltDeclarations({ problems }: Bound): Declaration[] {
  return problems.flatMap((problem): Declaration[] => {
    if (problem.kind !== 'unknown-keyword' || problem.blocks.length > 0) return []
    const { statement, table, keyword } = problem
    const guess = guessKeyword(statement, table)
    const meant = 'keyword' in guess ? guess.keyword : guess.kind === 'lookalike' ? guess.text : ''
    const kind = directiveIn(rootScope, meant)?.declares
    const name = statement.args[0]?.text
    if (kind === undefined || name === undefined) return []
    return [{ name, kind, position: -1, cause: keyword }]
  })
}

/** The names on a line that stands in no block, and in its block. */
function namesIn(root: BoundStatement): readonly NameInLine[] {
  return slotsWithin(root, 'reference').flatMap(({ slot: { word, value, faulty }, line, around }) =>
    faulty ? [] : [{ word, value, line, blocks: [...around, line] }],
  )
}

const namesInStretches = rememberedInStretches((lines: readonly BoundStatement[]) => {
  const named = lines.map((line, index) => ({ names: namesIn(line), index }))
  const asked = new Map(named.flatMap(({ names }) => names.map((one) => [`${one.value.to} ${one.word.text}`, one])))
  return { lines: lines.length, named, asked: [...asked.values()] }
})

function rememberedForTarget<K extends object, V>(
  make: (key: K, target: Release) => V,
): (key: K, target: Release) => V {
  const forTarget = remembered((target: Release) => remembered((key: K) => make(key, target)))
  return (key, target) => forTarget(target)(key)
}
