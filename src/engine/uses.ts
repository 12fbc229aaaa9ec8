/** Lines of definitions: keepalived names the line that stands for them, and a finding is where they are written. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { lineKey } from '../text/places.ts'
import type { Place } from '../text/source-file.ts'

/** The findings about a node, each with the lines that the config test names for those of its lines that stand in a definition. */
export function withUses({ reading }: ClusterNode, found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (reading.definitionUses.length === 0 || found.length === 0) return found
  const uses = new Map<string, Set<Place>>()
  for (const { lines, at } of reading.definitionUses) {
    for (const line of lines) {
      const key = lineKey(line)
      uses.set(key, (uses.get(key) ?? new Set()).add(at))
    }
  }
  return found.map((diagnostic) => {
    if (!diagnostic.configTest) return diagnostic
    const places = new Set(
      [diagnostic.at, ...diagnostic.explains].flatMap((place) => [...(uses.get(lineKey(place)) ?? [])]),
    )
    return places.size === 0 ? diagnostic : { ...diagnostic, explains: [...diagnostic.explains, ...places] }
  })
}
