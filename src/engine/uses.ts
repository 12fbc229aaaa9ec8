/** Which lines keepalived names for the lines of a definition: those on which it is used. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { DefinitionUse } from '../expand/reading.ts'
import type { Place } from '../text/source-file.ts'

/** The findings about a node; one about a line of a definition explains what keepalived says of the lines that use it. */
export function withUses({ reading: { uses } }: ClusterNode, found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (uses.length === 0) return found
  return found.map((one) => {
    if (!one.configTest || one.completion !== undefined) return one
    const places = [one.at, ...one.explains]
    const named = uses.filter((use) => places.some((place) => isIn(use, place))).map(({ at }) => at)
    return named.length === 0 ? one : { ...one, explains: [...one.explains, ...named] }
  })
}

function isIn({ lines }: DefinitionUse, { file, start }: Place): boolean {
  return lines.some((line) => line.file === file && line.start <= start && start < line.end)
}
