/** Which lines keepalived reads as they are meant: they are the same objects in both readings of a text. */
import { isSameMark } from '../../grammar/alike.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Item, TokenSource } from '../../grammar/syntax.ts'
import { groupBy } from '../text/group-by.ts'
import type { BoundStatement } from './bind.ts'
import { asTested } from './misleading.ts'

/** What is read, with the very lines that are meant where keepalived reads them so. */
export function asMeant(
  read: readonly BoundStatement[],
  meant: readonly BoundStatement[],
  target: Release,
): readonly BoundStatement[] {
  const byPlace = new Map([...groupBy(meant, sourceOf)].map(([source, lines]) => [source, firstByStart(lines)]))
  return read.map((line) => {
    const own = byPlace.get(sourceOf(line))?.get(line.statement.keyword.start)
    return own !== undefined && isReadAs(own, line, target) ? own : line
  })
}

function sourceOf({ statement }: BoundStatement): TokenSource {
  return statement.keyword.source
}

/** A sequence repeats lines, so that several begin at one place. */
function firstByStart(lines: readonly BoundStatement[]): ReadonlyMap<number, BoundStatement> {
  const byStart = groupBy(lines, ({ statement }) => statement.keyword.start)
  return new Map([...byStart].flatMap(([start, [first]]) => (first === undefined ? [] : [[start, first] as const])))
}

function isReadAs(meant: BoundStatement, line: BoundStatement, target: Release): boolean {
  const isSameHead = isSameMark(meant.statement.keyword, line.statement.keyword) && meant.directive === line.directive
  if (!isSameHead || asTested(meant.match, target) !== meant.match || !hasSameBlock(meant, line)) return false
  return meant.block.every((one, index) => {
    const other = line.block[index]
    return other !== undefined && isReadAs(one, other, target)
  })
}

/** A block with as many lines, none of which keepalived does not know, between the same braces; or none in both. */
function hasSameBlock(meant: BoundStatement, line: BoundStatement): boolean {
  const [own, other] = [meant.statement.block, line.statement.block]
  if (own === undefined || other === undefined) return own === other
  if (!isSameMark(own.open, other.open) || !isSameMark(own.close, other.close)) return false
  return meant.block.length === line.block.length && countItems(meant, own.items) === countItems(line, other.items)
}

/** In a list of values keepalived knows every line. */
function countItems({ directive }: BoundStatement, items: readonly Item[]): number {
  return directive?.body?.kind === 'keywords' ? items.length : 0
}
