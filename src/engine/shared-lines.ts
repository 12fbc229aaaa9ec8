/** Fixes of lines that several nodes read: what changes nothing for one of them may change something for another. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts'

/** A fix is safe only if the finding is about every node that reads the file. */
export function safeForAll(found: readonly Diagnostic[], nodes: readonly ClusterNode[]): Diagnostic[] {
  const readers = new Map<string, Set<string>>()
  for (const node of nodes) {
    for (const { path } of node.reading.files) readers.set(path, (readers.get(path) ?? new Set()).add(node.name))
  }
  return found.map((one) => {
    const isShared = one.fixes.some((fix) => fix.safety === 'safe' && concernsOthers(fix, one, readers))
    return isShared ? { ...one, fixes: one.fixes.map((fix) => ({ ...fix, safety: 'unsafe' })) } : one
  })
}

function concernsOthers(fix: Fix, { nodes }: Diagnostic, readers: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return fix.edits.some(({ at }) => [...(readers.get(at.file.path) ?? [])].some((name) => !nodes.includes(name)))
}
