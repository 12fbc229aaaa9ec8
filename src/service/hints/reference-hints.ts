/** Hints behind `$NAME`: its value, where that is short and no secret. */
import type { ClusterNode } from '../../cluster/cluster.ts'
import { lineKey } from '../../text/places.ts'
import { spanInFile } from '../../text/sections.ts'
import { type Place, sectionsOf } from '../../text/source-file.ts'
import { meaningsAt } from '../definitions.ts'
import { placeName } from '../place-name.ts'
import { quoted } from '../rich-text.ts'
import type { NodeInCluster, Snapshot } from '../snapshot.ts'
import { linesWithReferences, type WrittenReference, writtenLine, writtenReferences } from '../written-line.ts'
import type { FileRange, NodeHint } from './hint.ts'

/** Longer values are left to the hover. */
const MAX_LENGTH = 24

/** The values of the references in a range, for each node that reads their line. */
export function referenceHints(snapshot: Snapshot, readers: readonly NodeInCluster[], range: FileRange): NodeHint[] {
  const [first] = readers
  if (first === undefined) return []
  const lines = linesIn(range)
  if (lines.length === 0) return []
  const skipped = new Map(readers.map(({ node }) => [node, skippedLines(node)]))
  return lines.flatMap(({ file, start }) => {
    const references = writtenReferences(writtenLine(file, start, first.node.target))
    return readers
      .filter(({ node }) => skipped.get(node)?.has(lineKey({ file, start, end: start })) !== true)
      .flatMap(({ node }) => references.flatMap((reference) => hintFor(snapshot, node, reference)))
  })
}

function hintFor(snapshot: Snapshot, node: ClusterNode, { name, at }: WrittenReference): NodeHint[] {
  const [meaning, ...others] = meaningsAt(snapshot, node, name, at)
  if (meaning === undefined || others.length > 0 || meaning.masked || meaning.turns !== undefined) return []
  const [value, ...more] = meaning.lines
  if (value === undefined || value === '' || more.length > 0 || value.length > MAX_LENGTH) return []
  if (snapshot.report.secrets.within(at).length > 0) return []
  const tooltip = `${quoted(`$${name}`)} is defined on ${placeName(snapshot, meaning.site.at, at)}.`
  return [{ node, at, label: `= ${value}`, tooltip }]
}

function linesIn({ file, start, end }: FileRange): Place[] {
  return sectionsOf(file).flatMap((section) => {
    const span = spanInFile(file, { file: section, start: 0, end: section.text.length })
    return span.end < start || span.start > end ? [] : linesWithReferences(section)
  })
}

/** The lines whose condition a node does not meet. */
function skippedLines({ reading }: ClusterNode): ReadonlySet<string> {
  return new Set(reading.conditions.filter(({ met }) => !met).map(({ at }) => lineKey(at)))
}
