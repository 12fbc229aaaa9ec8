/** What is linted together: files of one place, or the nodes of a cluster that the user describes. */
import type { Release } from '../../grammar/releases.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { HostFacts } from '../facts/host.ts'
import type { Severities } from '../settings/settings.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { DeclaredNode } from './nodes.ts'
import type { SiblingBatch } from './siblings.ts'

/** Files that may hold the nodes of one cluster. Those that a declared cluster reads are in no other batch. */
export type Batch = (WholeBatch | SiblingBatch | DeclaredBatch) & {
  /** What holds for these files; batches with the same object belong together. */
  readonly scope?: Scope
}

/** All of the files are linted. */
interface WholeBatch {
  readonly entries: readonly SourceFile[]
  /** `named`: the user gave them together. `found`: they lie in one directory, and only evidence joins them. */
  readonly how: 'named' | 'found'
}

/** One cluster, because the user says so. */
export interface DeclaredBatch {
  readonly how: 'declared'
  readonly name: string
  readonly nodes: readonly DeclaredNode[]
  /** The paths that the user asks about; one may be a part that only another file includes. Without it all are meant. */
  readonly of?: readonly string[]
}

/** What may be otherwise for the files of another settings file; what is absent is as the options say. */
export interface Scope {
  readonly target?: Release
  readonly configIds?: readonly string[]
  readonly sharedLan?: 'yes' | 'unknown'
  readonly severities?: Severities
  /** What is known of the machines, by the name or the path of their node. */
  readonly facts?: ReadonlyMap<string, HostFacts>
}

/** The files that a batch begins with. */
export function entriesOf(batch: Batch): readonly SourceFile[] {
  return batch.how === 'declared' ? batch.nodes.map(({ file }) => file) : batch.entries
}

/** The same batch of other files. */
export function withFiles(batch: Batch, other: (file: SourceFile) => SourceFile): Batch {
  if (batch.how !== 'declared') return { ...batch, entries: batch.entries.map(other) }
  return { ...batch, nodes: batch.nodes.map((node) => ({ ...node, file: other(node.file) })) }
}

/** The batches of each scope, in the order in which the scopes come. */
export function byScope(batches: readonly Batch[]): { readonly scope: Scope; readonly batches: readonly Batch[] }[] {
  const groups = new Map<Scope, Batch[]>()
  for (const batch of batches) {
    const scope = batch.scope ?? NO_SCOPE
    const group = groups.get(scope) ?? []
    group.push(batch)
    groups.set(scope, group)
  }
  return [...groups].map(([scope, own]) => ({ scope, batches: own }))
}

const NO_SCOPE: Scope = {}

/** The findings with the severities that the user gives their rules, without those of rules that are off. */
export function withSeverities(
  found: readonly Diagnostic[],
  severities: Severities | undefined,
): readonly Diagnostic[] {
  if (severities === undefined || severities.size === 0) return found
  return found.flatMap((diagnostic) => {
    const severity = severities.get(diagnostic.rule) ?? diagnostic.severity
    return severity === 'off' ? [] : [severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity }]
  })
}
