/** What is the same on all nodes is said once, and what differs once for each of them. */
import { quoted } from '../rich-text.ts'
import type { NodeInCluster } from '../snapshot.ts'

/** What there is to say for each node: without names where it is the same for all of them. */
export function perNode<T extends NodeInCluster>(
  readers: readonly T[],
  notesFor: (reader: T) => readonly string[],
): string[] {
  const said = readers.map((reader) => ({ name: reader.node.name, notes: notesFor(reader) }))
  const every = [...new Set(said.flatMap(({ notes }) => notes))]
  return every.map((note) => {
    const names = said.filter(({ notes }) => notes.includes(note)).map(({ name }) => quoted(name))
    return names.length === said.length ? note : `${names.join(', ')}: ${note}`
  })
}
