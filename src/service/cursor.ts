/** What stands at a spot of a file, as the nodes that read the file understand it. */
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Instance } from '../model/config.ts'
import { originOfWord } from '../model/sited.ts'
import { holds } from '../text/places.ts'
import type { Place } from '../text/source-file.ts'
import { type NodeInCluster, nodesReading, placeOf, type Snapshot, type Spot } from './snapshot.ts'

/** A line that stands at a spot, as one node reads it. */
export interface LineAtSpot extends NodeInCluster {
  readonly line: BoundStatement
  /** The lines that open the blocks around it, outermost first. */
  readonly blocks: readonly BoundStatement[]
  /** The word that the spot is in, or right behind. */
  readonly word?: Word
  /** What that word was taken for; absent on keywords. */
  readonly slot?: Slot
  /** The instance that the line belongs to. */
  readonly instance?: Instance
}

/** The innermost line at a spot, for each node that reads the file. What keepalived does not know is no line. */
export function linesAt(snapshot: Snapshot, spot: Spot): LineAtSpot[] {
  const place = placeOf(spot)
  return nodesReading(snapshot, spot.file.path).flatMap((reader) => {
    const lines = pathTo(reader.node.bound.statements, place)
    const line = lines.at(-1)
    if (line === undefined) return []
    const word = [line.statement.keyword, ...line.statement.args].find((one) => holds(originOfWord(one), place))
    const slot = word === undefined ? undefined : line.match.slots.find((one) => isSameWord(one.word, word))
    const instance = reader.node.config.instances.find((one) => lines.includes(one.block))
    return [
      {
        ...reader,
        line,
        blocks: lines.slice(0, -1),
        ...(word === undefined ? {} : { word }),
        ...(slot === undefined ? {} : { slot }),
        ...(instance === undefined ? {} : { instance }),
      },
    ]
  })
}

/** The lines of a block that keywords lead to, one for each level. */
export function linesBelow(block: BoundStatement, [first, ...rest]: readonly string[]): BoundStatement[] {
  if (first === undefined) return [block]
  return block.block.filter(({ keyword }) => keyword === first).flatMap((line) => linesBelow(line, rest))
}

/**
 * From the outermost block to the innermost line that holds a place. A block may begin or end in another file than its
 * lines: one that ends elsewhere holds what no later line does.
 */
function pathTo(statements: readonly BoundStatement[], place: Place): BoundStatement[] {
  let open: BoundStatement[] = []
  for (const statement of statements) {
    const extent = extentOf(statement)
    const isHere = extent.file === place.file
    if (isHere && (place.start < extent.start || extent.end < place.start)) continue
    const inside = pathTo(statement.block, place)
    if (!isHere && inside.length === 0) continue
    if (inside.length > 0 || extent.end !== Number.POSITIVE_INFINITY) return [statement, ...inside]
    open = [statement]
  }
  return open
}

/** From the keyword to the end of the line or its block; without an end where that is in another file. */
function extentOf({ statement: { keyword, args, block } }: BoundStatement): Place {
  const { file, start, end } = originOf(keyword.source, keyword)
  const last = block?.close ?? block?.items.at(-1) ?? args.at(-1) ?? keyword
  if (!('source' in last)) return { file, start, end: Number.POSITIVE_INFINITY }
  const close = originOf(last.source, last)
  return { file, start, end: close.file === file ? Math.max(end, close.end) : Number.POSITIVE_INFINITY }
}

/** Words are made anew where a `\\#` in them is read. */
function isSameWord(one: Word, other: Word): boolean {
  return one.source === other.source && one.start === other.start
}
