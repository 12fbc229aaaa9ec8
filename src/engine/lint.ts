/** The whole way from files to findings. */
import type { Release } from '../../grammar/releases.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { groupIntoClusters, withNeighbours } from '../cluster/group.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../text/files.ts'
import type { SourceFile } from '../text/source-file.ts'
import { diagnose } from './diagnose.ts'
import { nodesOf } from './nodes.ts'
import { noSecrets, type Secrets, secretsOf } from './secrets.ts'
import { asksAbout, type SiblingBatch, siblingsAmong, touches } from './siblings.ts'
import { certainInTemplates, withTemplatesApart } from './templates.ts'

/** Files that may hold the nodes of one cluster. */
export type Batch = WholeBatch | SiblingBatch

/** All of the files are linted. */
interface WholeBatch {
  readonly entries: readonly SourceFile[]
  /** `named`: the user gave them together. `found`: they lie in one directory, and only evidence joins them. */
  readonly how: 'named' | 'found'
}

export interface LintOptions {
  readonly files: Files
  readonly target: Release
  readonly configIds: readonly string[]
  /** The user says that all machines are on one LAN, so that clusters can get in each other's way. */
  readonly sharedLan: 'yes' | 'unknown'
  /** Whether messages may repeat words of lines that hold a password or key. */
  readonly secrets: 'masked' | 'shown'
}

export interface Report {
  readonly target: Release
  readonly clusters: readonly Cluster[]
  readonly diagnostics: readonly Diagnostic[]
  /** What a rendering must not show. */
  readonly secrets: Secrets
}

/** Lints batches of files. Never throws: what is wrong with a file is a finding. */
export function lint(batches: readonly Batch[], options: LintOptions): Report {
  const clusters = clustersOf(batches, options)
  const nodes = new Set([...clusters, ...clusters.flatMap(({ neighbours }) => neighbours)].flatMap(nodesIn))
  const secrets = options.secrets === 'shown' ? noSecrets : secretsOf([...nodes])
  const concernsUser = touches(clusters.flatMap(nodesIn).filter(isAskedAbout(batches, options)))
  const diagnostics = certainInTemplates(diagnose(clusters), nodes, options)
    .filter(concernsUser)
    .map((diagnostic) => concealed(diagnostic, secrets))
  return { target: options.target, clusters, diagnostics, secrets }
}

/** The clusters of the files, without looking for anything wrong. */
export function clustersOf(batches: readonly Batch[], options: LintOptions): Cluster[] {
  const clusters = batches.flatMap((batch) => {
    const how = batch.how === 'named' ? 'named' : 'found'
    const { configs, templates } = withTemplatesApart(nodesOf(entriesOf(batch, options), options))
    return [...groupIntoClusters(configs, how), ...templates]
  })
  const all = options.sharedLan === 'yes' ? withNeighbours(clusters) : clusters
  const isAsked = isAskedAbout(batches, options)
  return all.filter((cluster) => cluster.nodes.some(isAsked))
}

/** On a shared LAN any cluster may get in the way of those that the user asks about. */
function entriesOf(batch: Batch, options: LintOptions): readonly SourceFile[] {
  return batch.how === 'siblings' && options.sharedLan === 'unknown' ? siblingsAmong(batch, options) : batch.entries
}

/** The files that are read by the nodes that the user asks about, out of clusters made of these batches. */
export function filesAskedAbout(
  clusters: readonly Cluster[],
  batches: readonly Batch[],
  options: Pick<LintOptions, 'files'>,
): SourceFile[] {
  return clusters
    .flatMap(nodesIn)
    .filter(isAskedAbout(batches, options))
    .flatMap(({ reading }) => reading.files)
}

function isAskedAbout(batches: readonly Batch[], options: Pick<LintOptions, 'files'>): (node: ClusterNode) => boolean {
  const tests = batches.map((batch) => ({
    entries: new Set(batch.entries),
    test: batch.how === 'siblings' ? asksAbout(batch, options.files) : () => true,
  }))
  return (node) => tests.some(({ entries, test }) => entries.has(node.file) && test(node))
}

function nodesIn({ nodes }: Cluster): readonly ClusterNode[] {
  return nodes
}

/** A finding whose words hold nothing of a password or key. A fix that would write one is left out. */
function concealed(diagnostic: Diagnostic, secrets: Secrets): Diagnostic {
  const about = [diagnostic.at, ...diagnostic.related.map(({ at }) => at)]
  const conceal = (text: string): string => secrets.conceal(text, about)
  const isOpen = (text: string): boolean => conceal(`\`${text}\``) === `\`${text}\``
  return {
    ...diagnostic,
    message: conceal(diagnostic.message),
    related: diagnostic.related.map(({ message, at }) => ({ message: conceal(message), at })),
    fixes: diagnostic.fixes
      .filter(({ edits }) => edits.every((edit) => isOpen(edit.newText)))
      .map((fix) => ({ ...fix, title: conceal(fix.title) })),
  }
}
