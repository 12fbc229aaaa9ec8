/** A few files among many: which of the others belong to their clusters, and which findings concern them. */
import type { ClusterNode } from '../cluster/cluster.ts'
import { groupIntoClusters } from '../cluster/group.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../text/files.ts'
import type { SourceFile } from '../text/source-file.ts'
import { type NodeOptions, nodesOf } from './nodes.ts'

/** Files of one place, of which the user asks about some; the others are there to be compared with. */
export interface SiblingBatch {
  readonly entries: readonly SourceFile[]
  readonly how: 'siblings'
  /** The paths that the user asks about; one may be a part that only another file includes. */
  readonly of: readonly string[]
}

/** Whether a node reads one of the files that the user asks about. A change of a part is a change of its node. */
export function asksAbout({ of }: Pick<SiblingBatch, 'of'>, files: Files): (node: ClusterNode) => boolean {
  const identity = (path: string): string => files.identity?.(path) ?? path
  const asked = new Set(of.map(identity))
  const answers = new Map<string, boolean>()
  return ({ reading }) =>
    reading.files.some(({ path }) => {
      const answer = answers.get(path) ?? asked.has(identity(path))
      answers.set(path, answer)
      return answer
    })
}

/** The entries of the clusters that the user asks about. */
export function siblingsAmong(batch: SiblingBatch, options: NodeOptions): SourceFile[] {
  const isAsked = asksAbout(batch, options.files)
  const clusters = groupIntoClusters(nodesOf(batch.entries, options), 'found')
  const kept = new Set(clusters.filter(({ nodes }) => nodes.some(isAsked)).flatMap(({ nodes }) => nodes.map(entryOf)))
  return batch.entries.filter((entry) => kept.has(entry))
}

/** Whether a finding touches a node that the user asks about; what merely stands in a sibling does not. */
export function touches(nodes: readonly ClusterNode[]): (diagnostic: Diagnostic) => boolean {
  const paths = new Set(nodes.flatMap(({ reading }) => reading.files.map(({ path }) => path)))
  return ({ at, related, explains }) =>
    [at, ...related.map((one) => one.at), ...explains].some(({ file }) => paths.has(file.path))
}

function entryOf(node: ClusterNode): SourceFile {
  return node.file
}
