/** What stands at a spot of a file, as the nodes that read the file understand it. */
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Instance } from '../model/config.ts'
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
    const word = [line.statement.keyword, ...line.statement.args].find((one) => contains(one, place))
    const slot = word === undefined ? undefined : line.match.slots.find((one) => one.word === word)
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

/** From the outermost block to the innermost line that holds a place. */
function pathTo(statements: readonly BoundStatement[], place: Place): BoundStatement[] {
  const found = statements.find((statement) => holds(statement, place))
  return found === undefined ? [] : [found, ...pathTo(found.block, place)]
}

/** The place is between the keyword and the end of the line or its block. */
function holds({ statement }: BoundStatement, place: Place): boolean {
  const { keyword, args, block } = statement
  const first = originOf(keyword.source, keyword)
  if (first.file !== place.file || first.start > place.start) return false
  const last = block?.close ?? block?.items.at(-1) ?? args.at(-1) ?? keyword
  if ('source' in last) return originOf(last.source, last).end >= place.start
  return true
}

function contains(word: Word, place: Place): boolean {
  const { file, start, end } = originOf(word.source, word)
  return file === place.file && start <= place.start && place.start <= end
}
