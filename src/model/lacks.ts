/** Blocks that keepalived does not use, because they lack a line. */
import type { Need } from '../../grammar/directive.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Item, Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { guessKeyword } from '../bind/misspelling.ts'
import { isUnknown } from '../bind/values.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'
import { refusalOf } from './taken.ts'

/** A block without a line that it needs. */
export interface Lack {
  readonly block: BoundStatement
  readonly need: Need
  /** The keyword of a line that is meant to be it, but refused or misspelt: what is wrong there is the cause. */
  readonly cause?: Word
  /** keepalived does not know that keyword, and misses the line at the end of the block. */
  readonly isMisspelt?: true
  /** The line that is meant to be it, but has no value. */
  readonly bare?: BoundStatement
}

/** What a line lacks, and the lines in its block; those inside come first. */
function lacksIn(line: BoundStatement): readonly Lack[] {
  return line.statement.block === undefined ? NONE : lacksOfBlock(line)
}

const lacksOfBlock: (line: BoundStatement) => readonly Lack[] = remembered((line) => {
  const inside = line.block.flatMap(lacksIn)
  const own = needsOf(line).flatMap((need) => lackOf(line, need, inside))
  return inside.length + own.length === 0 ? NONE : [...inside, ...own]
})

const NONE: readonly Lack[] = []

/** What all of these lines lack. */
export const lacksAmong = rememberedInEach(lacksIn)

/** The keyword of the line at which it is told. */
export function causeOf({ block, cause, bare }: Lack): Word {
  return cause ?? (bare ?? block).statement.keyword
}

/** Whether keepalived reports a lack at the end of the block, or later. */
export function whenTold({ need, cause, isMisspelt }: Lack, target: Release): 'at-end' | 'later' | undefined {
  if (!isNeeded(need, target)) return undefined
  if (cause !== undefined && isMisspelt !== true && need.refusedAtOnce === true) return undefined
  if (need.atEnd === true || (need.atEnd !== undefined && target.atLeast(need.atEnd))) return 'at-end'
  return need.later === undefined ? undefined : 'later'
}

/** Whether nobody finds the name of a block, because keepalived removes it at its end. */
export function isRemoved(block: BoundStatement, target: Release): Lack | undefined {
  return lacksIn(block).find(
    (lack) => lack.block === block && lack.need.keepsName !== true && isNeeded(lack.need, target),
  )
}

/** Whether a release needs the line. */
export function isNeeded({ since, before }: Need, target: Release): boolean {
  return (since === undefined || target.atLeast(since)) && (before === undefined || !target.atLeast(before))
}

function needsOf({ directive }: BoundStatement): readonly Need[] {
  const body = directive?.body
  if (body?.kind === 'keywords') return body.needs ?? []
  const isNamed = directive?.declares !== undefined && body?.ifEmpty !== undefined
  return isNamed ? [{ oneOf: [], otherwise: body.ifEmpty, atEnd: true }] : []
}

function lackOf(block: BoundStatement, need: Need, inside: readonly Lack[]): Lack[] {
  if (need.oneOf.length === 0) return lackOfEntries(block, need)
  const meant = block.block.filter(({ keyword }) => need.oneOf.includes(keyword))
  const misses = meant.map((line) => missAt(line, need, inside))
  if (misses.includes(undefined)) return []
  const refused = misses.find((miss) => miss?.cause !== undefined)?.cause
  const misspelt = refused === undefined ? misspeltIn(block, need) : undefined
  if (misspelt === 'unknown') return []
  const cause = refused ?? misspelt
  const bare = misses.find((miss) => miss?.bare !== undefined)?.bare
  return [
    {
      block,
      need,
      ...(cause === undefined ? {} : { cause }),
      ...(misspelt === undefined ? {} : { isMisspelt: true as const }),
      ...(bare === undefined ? {} : { bare }),
    },
  ]
}

/** Why a line does not count; `undefined` where it does. */
function missAt(
  line: BoundStatement,
  { filled }: Need,
  inside: readonly Lack[],
): Pick<Lack, 'cause' | 'bare'> | undefined {
  const refusal = refusalOf(line)
  if (refusal === 'bare') return { bare: line }
  const { keyword } = line.statement
  if (refusal === 'refused') return { cause: keyword }
  const lack = inside.find(({ block }) => block === line)
  if (lack !== undefined) return { cause: lack.cause ?? keyword }
  const body = line.directive?.body
  if (body === undefined || body.kind === 'keywords' || line.block.length > 0) return undefined
  if (filled === true) return {}
  return body.ifEmpty === undefined ? undefined : { cause: keyword }
}

/** A block of entries lacks them where it is empty, which is told by itself, or where all are refused. */
function lackOfEntries(block: BoundStatement, need: Need): Lack[] {
  if (block.block.length === 0) return [{ block, need, cause: block.statement.keyword }]
  const last = block.block.at(-1)
  const isAnyTaken = block.block.some((line) => refusalOf(line) === undefined)
  return last === undefined || isAnyTaken ? [] : [{ block, need, cause: last.statement.keyword }]
}

/** A line that keepalived does not know, but that is meant to be one of these; `unknown` where that cannot be told. */
function misspeltIn(block: BoundStatement, need: Need): Word | 'unknown' | undefined {
  const body = block.directive?.body
  if (body?.kind !== 'keywords') return undefined
  const { directives } = body
  for (const item of statementsIn(block.statement.block?.items ?? [])) {
    const { keyword } = item
    if (Object.hasOwn(directives, keyword.text)) continue
    if (isUnknown(keyword.text)) return 'unknown'
    const guess = guessKeyword(item, directives)
    const meant = 'keyword' in guess ? guess.keyword : guess.kind === 'lookalike' ? guess.text : undefined
    if (meant !== undefined && need.oneOf.includes(meant)) return keyword
  }
  return undefined
}

function statementsIn(items: readonly Item[]) {
  return items.flatMap((item) => (item.kind === 'statement' ? [item] : []))
}
