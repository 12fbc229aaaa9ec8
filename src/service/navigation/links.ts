/** The words of a file that name other files: what it includes, and paths and commands on the same machine. */
import type { BoundStatement } from '../../bind/bind.ts'
import type { Slot } from '../../bind/match.ts'
import { originOfWord, writtenPlace } from '../../model/sited.ts'
import { barePlace, placeKey } from '../../text/places.ts'
import type { Place } from '../../text/source-file.ts'
import { nodesReading, type Snapshot } from '../snapshot.ts'

/** A place of a file and the files that it names. */
export interface FileLink {
  readonly at: Place
  readonly paths: readonly string[]
  /** An include was read; whether anything is at the path of another word, the disk must say. */
  readonly kind: 'include' | 'path'
}

/** The links of a file, each once. */
export function linksIn(snapshot: Snapshot, path: string): FileLink[] {
  const links = new Map<string, FileLink>()
  const add = (at: Place, target: string, kind: FileLink['kind']): void => {
    if (at.file.path !== path) return
    const key = placeKey(at)
    const known = links.get(key)?.paths ?? []
    links.set(key, { at: barePlace(at), paths: [...new Set([...known, target])], kind })
  }
  for (const { node } of nodesReading(snapshot, path)) {
    for (const { at, file } of node.reading.inclusions) add(at, file.path, 'include')
    for (const { at, target } of pathsNamed(node.bound.statements)) add(at, target, 'path')
  }
  return [...links.values()]
}

interface NamedPath {
  readonly at: Place
  readonly target: string
}

function pathsNamed(lines: readonly BoundStatement[]): NamedPath[] {
  return lines.flatMap((line) => [...line.match.slots.flatMap(pathIn), ...pathsNamed(line.block)])
}

/** The absolute path that a word is or, as a command, begins with. */
function pathIn({ word, value, faulty }: Slot): NamedPath[] {
  if (faulty || (value.kind !== 'path' && value.kind !== 'command')) return []
  const target = (value.kind === 'path' ? /^\/.+$/s : /^\/[^\s"'\\|]+/).exec(word.text)?.[0]
  if (target === undefined) return []
  const written = writtenPlace(word)
  const at: Place = written === undefined ? originOfWord(word) : { ...written, end: written.start + target.length }
  return [{ at, target }]
}
