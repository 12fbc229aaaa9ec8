/** What an editor shows between the words of a file: what is in force where nothing, or something else, is written. */
import { nodesReading, type Snapshot, spanIn } from '../snapshot.ts'
import { conditionHints } from './condition-hints.ts'
import type { FileRange, Hint, NodeHint } from './hint.ts'
import { instanceHints } from './instance-hints.ts'
import { referenceHints } from './reference-hints.ts'

/** The hints in a range, from top to bottom. */
export function inlayHints(snapshot: Snapshot, range: FileRange): Hint[] {
  const readers = nodesReading(snapshot, range.file.path)
  const found = [
    ...readers.flatMap(({ node, cluster }) =>
      node.config.instances.flatMap((instance) => instanceHints({ node, instance }, cluster)),
    ),
    ...conditionHints(readers.map(({ node }) => node)),
    ...referenceHints(snapshot, readers, range),
  ]
  const byOffset = new Map<number, NodeHint[]>()
  for (const hint of found) {
    if (hint.at.file.path !== range.file.path) continue
    const { end } = spanIn(snapshot, hint.at)
    if (end >= range.start && end <= range.end) byOffset.set(end, [...(byOffset.get(end) ?? []), hint])
  }
  return [...byOffset]
    .sort(([one], [other]) => one - other)
    .map(([offset, hints]) => ({ offset, ...united(hints, readers.length) }))
}

/** The hints at one place; with the names of the nodes where not all of them have the same. */
function united(hints: readonly NodeHint[], readers: number): Pick<Hint, 'label' | 'tooltip'> {
  const labels = [...new Set(hints.map(({ label }) => label))]
  const parts = labels.map((label) => {
    const names = [...new Set(hints.filter((hint) => hint.label === label).map(({ node }) => node.name))]
    const separator = label.startsWith('=') ? ' ' : ': '
    return names.length === readers ? label : `${names.join(', ')}${separator}${label}`
  })
  const tooltips = [...new Set(hints.map(({ tooltip }) => tooltip))]
  return { label: parts.join(' · '), tooltip: tooltips.join('\n\n') }
}
