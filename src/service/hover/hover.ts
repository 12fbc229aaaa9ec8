/** What an editor shows about the word under the cursor. */
import type { Word } from '../../../grammar/syntax.ts'
import { originOfWord } from '../../model/sited.ts'
import type { Place } from '../../text/source-file.ts'
import { type LineAtSpot, linesAt } from '../cursor.ts'
import { keywordBlocks } from '../documentation.ts'
import { remarks, type TextBlock } from '../rich-text.ts'
import { nodesReading, placeOf, type Snapshot, type Spot, spanIn } from '../snapshot.ts'
import { routerOf } from '../virtual-router.ts'
import { notesInForce } from './in-force.ts'
import { perNode } from './per-node.ts'
import { routerBlocks } from './router.ts'
import { namedOptionBlocks, valueBlocks } from './value.ts'
import { writtenHover } from './written.ts'

/** A text about a stretch of a file, in offsets of the whole file. */
export interface Hover {
  readonly start: number
  readonly end: number
  readonly blocks: readonly TextBlock[]
}

/** What there is to know about the word at a spot; `undefined` where nothing is. */
export function hoverAt(snapshot: Snapshot, spot: Spot): Hover | undefined {
  const written = writtenHover(snapshot, spot)
  const lines = linesAt(snapshot, spot).filter((line) => line.word !== undefined)
  if (written !== undefined) return hover(snapshot, written.at, [...written.blocks, ...remarks(notes(snapshot, lines))])
  const [first] = lines
  if (first?.word === undefined) return newerKeywordHover(snapshot, spot)
  const blocks = blocksFor(snapshot, lines, first, first.word)
  return blocks.length === 0 ? undefined : hover(snapshot, originOfWord(first.word), blocks)
}

/** About a keyword that the targeted release does not know yet. */
function newerKeywordHover(snapshot: Snapshot, spot: Spot): Hover | undefined {
  const place = placeOf(spot)
  for (const { node } of nodesReading(snapshot, spot.file.path)) {
    for (const problem of node.bound.problems) {
      if (problem.kind !== 'newer-keyword') continue
      const { file, start, end } = problem.at
      if (file !== place.file || place.start < start || place.start > end) continue
      return hover(snapshot, problem.at, keywordBlocks(problem.keyword.text, problem.directive))
    }
  }
  return undefined
}

function hover(snapshot: Snapshot, at: Place, blocks: readonly TextBlock[]): Hover {
  return { ...spanIn(snapshot, at), blocks }
}

/** About a word that stands in `first` among the lines that the nodes read there. */
function blocksFor(snapshot: Snapshot, lines: readonly LineAtSpot[], first: LineAtSpot, word: Word): TextBlock[] {
  const { line, slot } = first
  const inForce = [...remarks(notes(snapshot, lines)), ...routers(lines)]
  if (slot !== undefined) return [...valueBlocks(snapshot, lines, { ...first, slot }), ...inForce]
  if (word === line.statement.keyword && line.directive !== undefined) {
    return [...keywordBlocks(line.keyword, line.directive), ...inForce]
  }
  const option = line.match.options.find((one) => one.word.start === word.start && one.word.source === word.source)
  return option === undefined ? [] : namedOptionBlocks(first, option.name)
}

function notes(snapshot: Snapshot, lines: readonly LineAtSpot[]): string[] {
  return perNode(lines, (line) => notesInForce(snapshot, line))
}

/** The virtual routers of the instances, where the line is one that tells which router it is or who becomes MASTER. */
function routers(lines: readonly LineAtSpot[]): TextBlock[] {
  const found = lines.flatMap(({ line, cluster, instance }) => {
    const router = instance === undefined || !TELLING.has(line.keyword) ? undefined : routerOf(cluster, instance)
    return router ?? []
  })
  return [...new Set(found)].flatMap(routerBlocks)
}

const TELLING = new Set(['vrrp_instance', 'virtual_router_id', 'priority', 'state'])
