/** The whole way from files to findings. */
import type { Release } from '../../grammar/releases.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { groupIntoClusters, withNeighbours } from '../cluster/group.ts'
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts'
import { rules } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'
import { compareTexts } from '../text/compare.ts'
import type { Files } from '../text/files.ts'
import { fileKey, type SourceFile } from '../text/source-file.ts'
import { nodesOf } from './nodes.ts'
import { noSecrets, type Secrets, secretsOf } from './secrets.ts'
import { suppress } from './suppress.ts'

/** Files that may hold the nodes of one cluster. */
export interface Batch {
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
  const secrets = options.secrets === 'shown' ? noSecrets : secretsOf(clusters.flatMap((cluster) => cluster.nodes))
  const diagnostics = diagnose(clusters).map((diagnostic) => concealed(diagnostic, secrets))
  return { target: options.target, clusters, diagnostics, secrets }
}

/** The clusters of the files, without looking for anything wrong. */
export function clustersOf(batches: readonly Batch[], options: LintOptions): Cluster[] {
  const clusters = batches.flatMap(({ entries, how }) => groupIntoClusters(nodesOf(entries, options), how))
  return options.sharedLan === 'yes' ? withNeighbours(clusters) : clusters
}

function diagnose(clusters: readonly Cluster[]): Diagnostic[] {
  const run = (chosen: readonly Rule[], nothingOn: ReadonlySet<string>): Diagnostic[] =>
    clusters.flatMap((cluster) => chosen.flatMap((rule) => check(rule, cluster, nothingOn)))
  const obvious = run(
    rules.filter((rule) => rule.only === true),
    new Set(),
  )
  const done = new Set(obvious.map(({ at }) => at.file.path))
  const found = run(
    rules.filter((rule) => rule.only !== true),
    done,
  )
  const others = found.filter(({ at }) => !done.has(at.file.path))
  return sorted(merged(suppress([...obvious, ...others], clusters, complete)), clusters)
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

/** `nothingOn`: files of which everything is told already. */
function check(rule: Rule, cluster: Cluster, nothingOn: ReadonlySet<string>): Diagnostic[] {
  if (rule.kind === 'comment') return []
  const nodes = cluster.nodes.filter((node) => !nothingOn.has(node.file.path))
  const findings = rule.kind === 'cluster' ? rule.check(cluster) : nodes.flatMap((node) => rule.check(node))
  return findings.map((finding) => complete(rule, finding))
}

function complete(rule: Rule, finding: Finding): Diagnostic {
  const definition = finding.at.definition
  const origin = definition === undefined ? [] : [{ message: 'the value comes from this definition', at: definition }]
  return {
    rule: rule.name,
    message: finding.message,
    at: finding.at,
    nodes: finding.nodes,
    severity: finding.severity ?? rule.severity,
    related: [...(finding.related ?? []), ...origin],
    explains: finding.explains ?? [],
    fixes: finding.fixes ?? [],
    configTest: finding.configTest ?? false,
  }
}

/** One cause, one finding: the same rule at the same place is told once, for all nodes that it concerns. */
function merged(found: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>()
  for (const one of found) {
    const key = `${one.rule} ${one.at.start} ${one.at.end} ${fileKey(one.at.file)}`
    const known = byPlace.get(key)
    byPlace.set(key, known === undefined ? one : { ...known, nodes: [...new Set([...known.nodes, ...one.nodes])] })
  }
  return [...byPlace.values()]
}

/** In the order of the files as they were given, and from top to bottom. */
function sorted(diagnostics: readonly Diagnostic[], clusters: readonly Cluster[]): Diagnostic[] {
  const files = [...new Set(clusters.flatMap((cluster) => cluster.nodes.flatMap(filesOf)))]
  const inOrder = files.flatMap((file) => [file, ...(file.sections ?? [])])
  const order = new Map(inOrder.map((file, index) => [fileKey(file), index]))
  const fileOrder = ({ at }: Diagnostic): number => order.get(fileKey(at.file)) ?? inOrder.length
  return [...diagnostics].sort(
    (one, other) =>
      fileOrder(one) - fileOrder(other) || one.at.start - other.at.start || compareTexts(one.rule, other.rule),
  )
}

function filesOf(node: ClusterNode): readonly SourceFile[] {
  return node.reading.files
}
