/** What is said about conditions, definitions, sequences and includes, which are gone when a line is read. */
import type { ClusterNode } from '../../cluster/cluster.ts'
import { builtInAdvice } from '../../expand/definitions.ts'
import type { DefinitionSite } from '../../expand/reading.ts'
import { holds } from '../../text/places.ts'
import type { Place, SourceFile } from '../../text/source-file.ts'
import { isSequenceHead, type Meaning, meaningOf, meaningsAt, namePlace, sequenceAt } from '../definitions.ts'
import { placeName } from '../place-name.ts'
import { code, enumerated, list, prose, quoted, type TextBlock } from '../rich-text.ts'
import { type NodeInCluster, nodesReading, placeOf, type Snapshot, type Spot } from '../snapshot.ts'
import { writtenLine, writtenReferences } from '../written-line.ts'
import { perNode } from './per-node.ts'

/** About a place. */
interface WrittenHover {
  readonly at: Place
  readonly blocks: readonly TextBlock[]
}

/** About what stands at a spot before anything is replaced; `undefined` where it is an ordinary word. */
export function writtenHover(snapshot: Snapshot, spot: Spot): WrittenHover | undefined {
  const place = placeOf(spot)
  const readers = nodesReading(snapshot, spot.file.path)
  return (
    conditionHover(readers, place) ??
    referenceHover(snapshot, readers, place) ??
    definitionHover(snapshot, readers, place) ??
    includeHover(readers, place)
  )
}

/** Which nodes read the line. */
function conditionHover(readers: readonly NodeInCluster[], place: Place): WrittenHover | undefined {
  const found = readers.flatMap(({ node }) => {
    const condition = node.reading.conditions.find(({ at }) => holds(at, place))
    return condition === undefined ? [] : [{ node, condition }]
  })
  const [first] = found
  if (first === undefined) return undefined
  const { id, negated, at } = first.condition
  const reading = found.filter(({ condition }) => condition.met).map(({ node }) => node)
  const passing = found.filter(({ condition }) => !condition.met).map(({ node }) => node)
  return {
    at,
    blocks: [
      prose(
        negated
          ? `The line is for every node but the one that is started with \`--config-id\` ${quoted(id)}.`
          : `The line is for the node that is started with \`--config-id\` ${quoted(id)}.`,
      ),
      ...list([
        `Read by ${reading.length === 0 ? 'no node' : names(reading)}`,
        ...(passing.length === 0 ? [] : [`Not read by ${names(passing)}`]),
      ]),
    ],
  }
}

function referenceHover(snapshot: Snapshot, readers: readonly NodeInCluster[], place: Place): WrittenHover | undefined {
  const [first] = readers
  if (first === undefined) return undefined
  const line = writtenLine(place.file, place.start, first.node.target)
  const reference = writtenReferences(line).find(({ at }) => holds(at, place))
  if (reference === undefined) return undefined
  const { name, at } = reference
  const values = perNode(readers, ({ node }) =>
    meaningsAt(snapshot, node, name, at).map((meaning) => meaningText(snapshot, meaning, at)),
  )
  const usage = builtInAdvice(name)
  if (values.length === 0 && usage === undefined) return undefined
  const what =
    usage === undefined || values.length > 0
      ? `${quoted(`$${name}`)} stands for:`
      : `keepalived brings ${quoted(name)} along. ${usage}`
  return { at, blocks: [prose(what), ...list(values)] }
}

/** About a `$NAME=`, `~SEQ` or `~LST`. */
function definitionHover(
  snapshot: Snapshot,
  readers: readonly NodeInCluster[],
  place: Place,
): WrittenHover | undefined {
  for (const { node } of readers) {
    const site = node.reading.definitions.find((one) => holds(isSequenceHead(one.at) ? one.at : namePlace(one), place))
    if (site === undefined) continue
    if (isSequenceHead(site.at)) return sequenceHover(snapshot, node, site)
    const meaning = meaningOf(snapshot, node, site)
    return {
      at: namePlace(site),
      blocks: [prose(`Defines ${quoted(`$${site.name}`)}, for the lines that follow, as:`), valueCode(meaning)],
    }
  }
  return undefined
}

/** How many lines a sequence makes. */
function sequenceHover(snapshot: Snapshot, node: ClusterNode, { at }: DefinitionSite): WrittenHover | undefined {
  const sequence = sequenceAt(snapshot, node, at)
  if (sequence === undefined) return undefined
  const isMasked = snapshot.report.secrets.within(at).length > 0
  const turns = turnsShown(sequence.count).map((turn) =>
    sequence
      .bindings(turn)
      .map(([name, value]) => `$${name}=${value}`)
      .join(' '),
  )
  const more = sequence.count - turns.length
  const shown = turns.map(quoted).join(', ')
  const values = more > 0 ? `${shown} and ${more} more` : shown
  const count = `The rest of the line is read ${sequence.count === 1 ? 'once' : `${sequence.count} times`}`
  return { at, blocks: [prose(isMasked ? `${count}.` : `${count}, with ${values}.`)] }
}

function turnsShown(count: number): number[] {
  return Array.from({ length: Math.min(count, MAX_TURNS) }, (_, index) => index)
}

const MAX_TURNS = 4

/** Which files are read in place of the line; about its keyword as well as the path. */
function includeHover(readers: readonly NodeInCluster[], place: Place): WrittenHover | undefined {
  const first = readers.flatMap(({ node }) => node.reading.inclusions).find(({ at }) => holds(lineOf(at), place))
  if (first === undefined) return undefined
  const { at } = first
  const included = perNode(readers, ({ node }) =>
    node.reading.inclusions.filter((one) => holds(at, one.at)).map(({ file }) => quoted(file.path)),
  )
  const listed = included.slice(0, MAX_FILES)
  const more = included.length - listed.length
  const files = more > 0 ? [...listed, `and ${more} more`] : listed
  const [only, ...others] = files
  const blocks =
    others.length === 0 ? [prose(`Reads ${only}.`)] : [prose(`Reads ${included.length} files:`), ...list(files)]
  return { at: holds(at, place) ? at : keywordOf(at), blocks }
}

/** An include from its keyword to the end of its path. */
function lineOf({ file, start, end }: Place): Place {
  return { file, start: start - headLength(file, start), end }
}

function keywordOf(at: Place): Place {
  const { file, start } = lineOf(at)
  return { file, start, end: start + file.text.slice(start, at.start).trimEnd().length }
}

/** How long the keyword and the blanks before the path of an include are. */
function headLength({ text }: SourceFile, start: number): number {
  return /include[a-z]?[ \t]+$/.exec(text.slice(Math.max(0, start - LONGEST_HEAD), start))?.[0].length ?? 0
}

const LONGEST_HEAD = 80
const MAX_FILES = 12

/** The value of a definition and where it is made, on one line. */
function meaningText(snapshot: Snapshot, meaning: Meaning, from: Place): string {
  const { site, lines, turns } = meaning
  const where = placeName(snapshot, site.at, from)
  if (isSequenceHead(site.at)) {
    const many = turns === undefined ? 'the values' : `${turns} ${turns === 1 ? 'value' : 'values'}`
    return `${many} of ${quoted(lines[0] ?? '')} on ${where}`
  }
  return `${enumerated(lines.map(quoted), MAX_LINES)} (${where})`
}

const MAX_LINES = 6

function valueCode({ lines }: Meaning): TextBlock {
  return code(lines.join('\n'))
}

function names(nodes: readonly ClusterNode[]): string {
  return nodes.map((node) => quoted(node.name)).join(', ')
}
