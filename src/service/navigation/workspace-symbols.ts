/** The names that all files declare, for a search across the workspace. */
import type { Place } from '../../text/source-file.ts'
import { blockNamesOf, definitionNamesOf, keyOf, type Name } from '../names.ts'
import type { Snapshot } from '../snapshot.ts'

/** A declared name that was looked for. */
export interface FoundSymbol extends Name {
  readonly at: Place
  readonly around: Place
  /** The nodes that read it. */
  readonly nodes: readonly string[]
}

/** The declarations whose names hold the letters of a query in their order, whatever the case. */
export function workspaceSymbols({ report }: Snapshot, query: string): FoundSymbol[] {
  const found = new Map<string, FoundSymbol>()
  const wanted = query.toLowerCase()
  for (const node of report.clusters.flatMap((cluster) => cluster.nodes)) {
    for (const use of [...blockNamesOf(node), ...definitionNamesOf(node)]) {
      if (use.role !== 'declaration' || !holdsInOrder(shownName(use).toLowerCase(), wanted)) continue
      const key = keyOf(use)
      const { kind, text, at, around } = use
      found.set(key, { kind, text, at, around, nodes: [...(found.get(key)?.nodes ?? []), node.name] })
    }
  }
  return [...found.values()]
}

/** A name as it is looked for and shown. */
export function shownName({ kind, text }: Name): string {
  return kind === 'definition' ? `$${text}` : text
}

function holdsInOrder(text: string, letters: string): boolean {
  let from = 0
  for (const letter of letters) {
    const at = text.indexOf(letter, from)
    if (at === -1) return false
    from = at + letter.length
  }
  return true
}
