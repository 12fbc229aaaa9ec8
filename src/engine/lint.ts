/** The whole way from files to findings. */
import type { Release } from '../../grammar/releases.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { declaredCluster, groupIntoClusters, withNeighbours } from '../cluster/group.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { HostFacts } from '../facts/host.ts'
import type { Severities } from '../settings/settings.ts'
import type { Files } from '../text/files.ts'
import type { SourceFile } from '../text/source-file.ts'
import { type Batch, byScope, type DeclaredBatch, entriesOf, withSeverities } from './batches.ts'
import { diagnose } from './diagnose.ts'
import { declaredNodesOf, type NodeOptions, nodesOf } from './nodes.ts'
import { noSecrets, type Secrets, secretsOf } from './secrets.ts'
import { asksAbout, siblingsAmong, touches } from './siblings.ts'
import { certainInTemplates, withTemplatesApart } from './templates.ts'

export interface LintOptions {
  readonly files: Files
  readonly target: Release
  readonly configIds: readonly string[]
  /** What is known of the machines, by the name or the path of their node. */
  readonly facts?: ReadonlyMap<string, HostFacts>
  /** The user says that all machines are on one LAN, so that clusters can get in each other's way. */
  readonly sharedLan: 'yes' | 'unknown'
  /** Whether messages may repeat words of lines that hold a password or key. */
  readonly secrets: 'masked' | 'shown'
  /** Told how far the work has come; what is found does not depend on it. */
  readonly onProgress?: (progress: LintProgress) => void
}

/** First all files are read, then the nodes and clusters in them are checked. */
export interface LintProgress {
  readonly step: 'reading' | 'checking'
  readonly done: number
  readonly total: number
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
  const parts = partsOf(batches, { ...options, onRead: readCounter(batches, options) })
  const clusters = parts.flatMap((part) => part.clusters)
  const onChecked = counter('checking', clusters.length + clusters.flatMap(nodesIn).length, options)
  const nodes = new Set([...clusters, ...clusters.flatMap(({ neighbours }) => neighbours)].flatMap(nodesIn))
  const secrets = options.secrets === 'shown' ? noSecrets : secretsOf([...nodes])
  const diagnostics = parts.flatMap((part) => {
    const concernsUser = touches(part.clusters.flatMap(nodesIn).filter(part.isAsked))
    const found = certainInTemplates(diagnose(part.clusters, onChecked), nodes, { ...options, target: part.target })
    return withSeverities(found.filter(concernsUser), part.severities)
  })
  return {
    target: parts[0]?.target ?? options.target,
    clusters,
    diagnostics: diagnostics.map((diagnostic) => concealed(diagnostic, secrets)),
    secrets,
  }
}

/** An entry may be read twice: to find what belongs to it, and again with that. */
function readCounter(batches: readonly Batch[], options: LintOptions): (entry: SourceFile) => void {
  const entries = new Set(batches.flatMap(entriesOf))
  const onRead = counter('reading', entries.size, options)
  return (entry) => {
    if (entries.delete(entry)) onRead()
  }
}

function counter(step: LintProgress['step'], total: number, { onProgress }: LintOptions): () => void {
  let done = 0
  return () => onProgress?.({ step, done: ++done, total })
}

/** The clusters of the files, without looking for anything wrong. */
export function clustersOf(batches: readonly Batch[], options: LintOptions): Cluster[] {
  return partsOf(batches, options).flatMap(({ clusters }) => clusters)
}

/** What one scope holds for: the clusters with a node that the user asks about. */
interface Part {
  readonly target: Release
  readonly severities: Severities | undefined
  readonly clusters: readonly Cluster[]
  readonly isAsked: (node: ClusterNode) => boolean
}

function partsOf(batches: readonly Batch[], options: LintOptions & NodeOptions): Part[] {
  return byScope(batches).map(({ scope, batches: own }) => partOf(own, { ...options, ...scope }, scope.severities))
}

function partOf(
  batches: readonly Batch[],
  options: LintOptions & NodeOptions,
  severities: Severities | undefined,
): Part {
  const declared = batches.flatMap((batch) => (batch.how === 'declared' ? declaredIn(batch, options) : []))
  const isElsewhere = readBy(declared, options.files)
  const others = batches.flatMap((batch) => {
    if (batch.how === 'declared') return []
    return foundIn({ ...batch, entries: batch.entries.filter((entry) => !isElsewhere(entry)) }, options)
  })
  const asked = new Set([...declared, ...others].flatMap((one) => one.asked))
  const isAsked = (node: ClusterNode): boolean => asked.has(node)
  const clusters = [...declared, ...others].flatMap((one) => one.clusters)
  const all = options.sharedLan === 'yes' ? withNeighbours(clusters) : clusters
  return { target: options.target, severities, clusters: all.filter(({ nodes }) => nodes.some(isAsked)), isAsked }
}

/** The clusters of a batch, and the nodes of them that the user asks about. */
interface BatchClusters {
  readonly clusters: readonly Cluster[]
  readonly asked: readonly ClusterNode[]
}

function declaredIn(batch: DeclaredBatch, options: LintOptions & NodeOptions): BatchClusters[] {
  const nodes = declaredNodesOf(batch.nodes, options)
  const asked = batch.of === undefined ? nodes : nodes.filter(asksAbout({ of: batch.of }, options.files))
  return nodes.length === 0 ? [] : [{ clusters: [declaredCluster(batch.name, nodes)], asked }]
}

/** On a shared LAN any cluster may get in the way of those that the user asks about. */
function foundIn(batch: Exclude<Batch, DeclaredBatch>, options: LintOptions & NodeOptions): BatchClusters {
  if (batch.how !== 'siblings') {
    const nodes = nodesOf(batch.entries, options)
    return { clusters: groupedIn(nodes, batch.how), asked: nodes }
  }
  const entries = options.sharedLan === 'unknown' ? siblingsAmong(batch, options) : batch.entries
  const nodes = nodesOf(entries, options)
  return { clusters: groupedIn(nodes, 'found'), asked: nodes.filter(asksAbout(batch, options.files)) }
}

function groupedIn(nodes: readonly ClusterNode[], how: 'named' | 'found'): Cluster[] {
  const { configs, templates } = withTemplatesApart(nodes)
  return [...groupIntoClusters(configs, how), ...templates]
}

/** The files that are read by the nodes that the user asks about. */
export function filesAskedAbout(batches: readonly Batch[], options: LintOptions): SourceFile[] {
  return partsOf(batches, options).flatMap(({ clusters, isAsked }) =>
    clusters
      .flatMap(nodesIn)
      .filter(isAsked)
      .flatMap(({ reading }) => reading.files),
  )
}

/** Whether a file is read by a node of a declared cluster, as an entry or as a part. */
function readBy(
  declared: readonly BatchClusters[],
  { identity = (path) => path }: Files,
): (file: SourceFile) => boolean {
  const nodes = declared.flatMap(({ clusters }) => clusters.flatMap(nodesIn))
  const read = new Set(nodes.flatMap(({ reading }) => reading.files.map(({ path }) => identity(path))))
  return read.size === 0 ? () => false : ({ path }) => read.has(identity(path))
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
