/** The nodes and files that a report is about. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import type { SourceFile } from '../text/source-file.ts'

/** All nodes that were looked at, those of neighbouring clusters included. */
export function nodesIn({ clusters }: Report): readonly ClusterNode[] {
  const all = [...clusters, ...clusters.flatMap(({ neighbours }) => neighbours)].flatMap(({ nodes }) => nodes)
  return [...new Set(all)]
}

/** A file and what was found in it. */
export interface FileFindings {
  readonly path: string
  readonly diagnostics: readonly Diagnostic[]
}

/** Every file that a node of the clusters reads, each once, in order; and what is found in other files behind them. */
export function findingsByFile({ clusters, diagnostics }: Report): readonly FileFindings[] {
  const found = new Map<string, Diagnostic[]>()
  for (const { nodes } of clusters) {
    for (const { path } of nodes.flatMap(({ reading }) => reading.files)) found.set(path, found.get(path) ?? [])
  }
  for (const diagnostic of diagnostics) {
    const { path } = diagnostic.at.file
    found.set(path, [...(found.get(path) ?? []), diagnostic])
  }
  return [...found].map(([path, ofFile]) => ({ path, diagnostics: ofFile }))
}

/** The files of all nodes. */
export function filesIn(report: Report): readonly SourceFile[] {
  return nodesIn(report).flatMap(({ reading }) => reading.files)
}
