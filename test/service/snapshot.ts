/** What a language service starts from, made of texts; a bar in one of them is the cursor. */
import { newestRelease, release } from '../../grammar/releases.ts'
import { lint } from '../../src/engine/lint.ts'
import type { Snapshot, Spot } from '../../src/service/snapshot.ts'
import { applyEdits, type Edit } from '../../src/text/edits.ts'
import { editedFile, rangeInFile, spanInFile } from '../../src/text/sections.ts'
import { type Place, sourceFile } from '../../src/text/source-file.ts'
import { filesInMemory } from '../files-in-memory.ts'

/** Texts by path; those of `.inc` files are only read where another one includes them. */
export type Texts = Readonly<Record<string, string>>

/** How the files are held: as an editor does that has them open, or as they come from the disk. */
export type Held = 'open' | 'closed'

export interface SnapshotOptions {
  readonly held?: Held
  readonly configIds?: readonly string[]
  /** A release; without it the newest. */
  readonly target?: string
}

export function snapshotOf(
  texts: Texts,
  { held = 'closed', configIds = [], target = '' }: SnapshotOptions = {},
): Snapshot {
  const known = new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      held === 'open' ? editedFile(path, text) : sourceFile(path, text),
    ]),
  )
  const entries = [...known.values()].filter(({ path }) => !path.endsWith('.inc'))
  const report = lint([{ entries, how: 'named' }], {
    files: filesInMemory(new Map([...known].map(([path, file]) => [path, { kind: 'text', file }]))),
    target: release(target) ?? newestRelease(),
    configIds,
    sharedLan: 'unknown',
    secrets: 'masked',
  })
  const nodes = report.clusters.flatMap((cluster) => cluster.nodes)
  return { report, files: new Map(nodes.flatMap(({ reading }) => reading.files.map((file) => [file.path, file]))) }
}

export interface Marked {
  readonly texts: Texts
  readonly snapshot: Snapshot
  readonly spot: Spot
}

/** The texts without the bar in one of them, and where it was. */
export function marked(withBar: Texts, options: SnapshotOptions = {}): Marked {
  const [path, text] = Object.entries(withBar).find(([, one]) => one.includes('|')) ?? []
  if (path === undefined || text === undefined) throw new Error('one text has a bar')
  const texts = { ...withBar, [path]: text.replace('|', '') }
  const snapshot = snapshotOf(texts, options)
  const file = snapshot.files.get(path)
  if (file === undefined) throw new Error(`nobody reads ${path}`)
  return { texts, snapshot, spot: { file, offset: text.indexOf('|') } }
}

/** A place as a reader finds it: file, line and column, and the text there. */
export function shown({ files }: Snapshot, place: Place): string {
  const file = files.get(place.file.path) ?? place.file
  const { start } = rangeInFile(file, place)
  const text = place.file.text.slice(place.start, place.end)
  return `${file.path}:${start.line}:${start.column} ${text.split('\n')[0]}`
}

/** The texts after edits. */
export function edited(texts: Texts, { files }: Snapshot, edits: readonly Edit[]): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => {
      const file = files.get(path)
      if (file === undefined) return [path, text]
      const own = edits
        .filter(({ at }) => at.file.path === path)
        .map(({ at, newText }) => ({ at: { file, ...spanInFile(file, at) }, newText }))
      return [path, applyEdits(text, own)]
    }),
  )
}
