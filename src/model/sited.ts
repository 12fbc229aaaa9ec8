/** A value and where it was written. */
import type { Word } from '../../grammar/syntax.ts'
import type { Value } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import { decimalReading, integerReading } from '../bind/numbers.ts'
import { isUnknown, substituteFor } from '../bind/values.ts'
import { originOf } from '../expand/mapped-text.ts'
import { groupBy, unitedGroups } from '../text/group-by.ts'
import { remembered, rememberedInStretches } from '../text/remembered.ts'
import { type Origin, type Place, textAt } from '../text/source-file.ts'

/** A value of the configuration. Where nothing was written, `at` is the name of the block that it belongs to. */
export interface Sited<T> {
  readonly value: T
  readonly at: Origin
  /** Nobody wrote it: it is a default, or what the daemon makes of something else. */
  readonly implied?: true
  /** Only the machine knows it, or a definition is missing: `value` is a stand-in that nothing may be concluded from. */
  readonly unknown?: true
}

export function originOfWord(word: Word): Origin {
  return originOf(word.source, word)
}

/** Where a word stands as it is read, without its quotes; `undefined` where a definition or sequence makes it. */
export function writtenPlace(word: Word): Place | undefined {
  const { file, start, end, definition } = originOfWord(word)
  const place = word.quoted ? { file, start: start + 1, end: end - 1 } : { file, start, end }
  return definition === undefined && textAt(place) === word.text ? place : undefined
}

export function sited<T>(value: T, word: Word): Sited<T> {
  return { value, at: originOfWord(word) }
}

export function implied<T>(value: T, at: Origin): Sited<T> {
  return { value, at, implied: true }
}

/** A stand-in for what a word means that only the machine knows. */
export function unknown<T>(standIn: T, word: Word): Sited<T> {
  return { value: standIn, at: originOfWord(word), unknown: true }
}

/** The name that a block declares: its first word. */
export function nameOf({ match }: BoundStatement): Sited<string> | undefined {
  const [slot] = match.slots
  return slot === undefined || slot.faulty ? undefined : sited(slot.word.text, slot.word)
}

/** The lines of a block with this keyword, in order. */
export function linesOf(block: readonly BoundStatement[], keyword: string): readonly BoundStatement[] {
  if (block.length > FEW) return linesByKeyword(block).get(keyword) ?? NO_LINES
  return block.filter((line) => line.directive !== undefined && line.keyword === keyword)
}

/** Among so many lines looking for a keyword is as fast as an index. */
const FEW = 4

const NO_LINES: readonly BoundStatement[] = []

const linesByKeyword = remembered(
  (block: readonly BoundStatement[]): ReadonlyMap<string, readonly BoundStatement[]> =>
    block.length < MANY ? byKeyword(block) : unitedGroups(byKeywordInStretches(block)),
)

/** From so many lines on most of them were there before the last edit. */
const MANY = 100

function byKeyword(lines: readonly BoundStatement[]): ReadonlyMap<string, readonly BoundStatement[]> {
  return groupBy(
    lines.filter((line) => line.directive !== undefined),
    ({ keyword }) => keyword,
  )
}

const byKeywordInStretches = rememberedInStretches(byKeyword)

/** The last such line, which is the one that counts for most keywords; `lastTaken` where a wrong value is passed over. */
export function lastLine(block: readonly BoundStatement[], keyword: string): BoundStatement | undefined {
  return linesOf(block, keyword).at(-1)
}

/**
 * What the last line gives whose value the daemon takes: a line that it refuses leaves the one before in force.
 * `undefined` where no line counts.
 */
export function lastTaken<T>(
  block: readonly BoundStatement[],
  keyword: string,
  read: (line: BoundStatement) => Sited<T> | undefined,
  standIn: T,
): Sited<T> | undefined {
  for (const line of [...linesOf(block, keyword)].reverse()) {
    const value = read(line) ?? standInFor(line, standIn)
    if (value !== undefined) return value
  }
  return undefined
}

/** The stand-in for a line whose word is unknown. */
export function standInFor<T>(line: BoundStatement | undefined, standIn: T): Sited<T> | undefined {
  const slot = line?.match.slots.find((one) => one.option === undefined)
  return slot !== undefined && isUnknown(slot.word.text) ? unknown(standIn, slot.word) : undefined
}

/** A value, unless it is only a stand-in. */
export function ifKnown<T>(value: Sited<T> | undefined): Sited<T> | undefined {
  return value?.unknown === true ? undefined : value
}

/** The lines of all value blocks with this keyword. */
export function entriesOf(block: readonly BoundStatement[], keyword: string): readonly BoundStatement[] {
  const [line, ...others] = linesOf(block, keyword)
  if (line === undefined || others.length === 0) return line?.block ?? NO_LINES
  return [line, ...others].flatMap((one) => one.block)
}

/** The lines with a keyword in all blocks of another one, in order. */
export function entriesIn(
  statements: readonly BoundStatement[],
  block: string,
  keyword: string,
): readonly BoundStatement[] {
  return linesOf(entriesOf(statements, block), keyword)
}

/** The first acceptable value of that kind on a line; a word that the machine fills in is none. */
export function slotOf(line: BoundStatement | undefined, kind: Value['kind'], option?: string): Slot | undefined {
  return line?.match.slots.find(
    (slot) => slot.value.kind === kind && slot.option === option && !slot.faulty && !isUnknown(slot.word.text),
  )
}

export function hasOption(line: BoundStatement, option: string): boolean {
  return line.match.options.some((use) => use.name === option)
}

/** A text that a line gives, whatever its kind. */
export function textOf(
  line: BoundStatement | undefined,
  kind: Value['kind'],
  option?: string,
): Sited<string> | undefined {
  const slot = slotOf(line, kind, option)
  return slot === undefined ? undefined : sited(slot.word.text, slot.word)
}

/** A number that a line gives; a lenient one without what follows its digits. */
export function numberOf(line: BoundStatement | undefined, option?: string): Sited<number> | undefined {
  const slot = slotOf(line, 'integer', option) ?? slotOf(line, 'decimal', option)
  if (slot === undefined) return undefined
  const { value, word } = slot
  if (value.kind === 'integer') {
    const number = integerReading(value, word.text).value
    return sited(substituteFor(value, number) ?? number, word)
  }
  if (value.kind !== 'decimal') return undefined
  const number = decimalReading(value, word.text).value
  return sited(number === 0 ? (value.zeroIs ?? 0) : number, word)
}

/** A flag, or a `[bool]` line: alone it means on, as it does where the release takes no word, and a wrong word leaves the line before in force. */
export function switchOf(block: readonly BoundStatement[], keyword: string): Sited<boolean> | undefined {
  return ifKnown(lastTaken(block, keyword, switchAt, false))
}

function switchAt(line: BoundStatement): Sited<boolean> | undefined {
  if (line.match.slots.length === 0) return sited(true, line.statement.keyword)
  const slot = slotOf(line, 'boolean')
  return slot === undefined ? undefined : sited(['true', 'on', 'yes'].includes(slot.word.text), slot.word)
}

/** The `}` of a block, where keepalived tells what is wrong with the whole of it; nothing where it is missing. */
export function closeOf({ statement }: BoundStatement): readonly Origin[] {
  const close = statement.block?.close
  return close === undefined ? [] : [originOf(close.source, close)]
}

/** Every line of a block is one that keepalived knows: a misspelt one may be what seems to be missing. */
export function isWhollyRead({ statement, block }: BoundStatement): boolean {
  const statements = statement.block?.items.filter((item) => item.kind === 'statement') ?? []
  return statements.length === block.length
}
