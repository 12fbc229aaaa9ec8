/** Files in memory that are linted together, as an input describes them. */
import { newestRelease, RELEASES, type Release, release } from '../grammar/releases.ts'
import type { Batch } from '../src/engine/batches.ts'
import { type LintOptions, lint, type Report } from '../src/engine/lint.ts'
import type { Files } from '../src/text/files.ts'
import { type SourceFile, sourceFile } from '../src/text/source-file.ts'
import { filesInMemory } from '../test/files-in-memory.ts'

/** Texts by path; those of `.inc` files are read only where another one includes them. */
export type Texts = Readonly<Record<string, string>>

/** What of the options varies. */
export interface WorldOptions {
  readonly target: Release
  readonly configIds: readonly string[]
  readonly sharedLan: 'yes' | 'unknown'
}

/** Options that a number stands for: most of the time the usual ones. */
export function optionsOf(variant: number): WorldOptions {
  const version = RELEASES[(variant >> 2) % (RELEASES.length + 2)]
  return {
    target: release(version ?? '') ?? newestRelease(),
    configIds: variant % 4 === 3 ? ['a'] : [],
    sharedLan: (variant >> 1) % 4 === 3 ? 'yes' : 'unknown',
  }
}

export interface World {
  readonly texts: Texts
  readonly batches: readonly Batch[]
  readonly options: LintOptions
}

export function worldFrom(
  texts: Texts,
  options: WorldOptions,
  made: (path: string, text: string) => SourceFile = sourceFile,
): World {
  const known = new Map(Object.entries(texts).map(([path, text]) => [path, made(path, text)]))
  const entries = [...known.values()].filter(({ path }) => !path.endsWith('.inc'))
  return {
    texts,
    batches: [{ entries, how: 'named' }],
    options: { ...options, files: filesFrom(known), secrets: 'masked' },
  }
}

export function linted({ batches, options }: World): Report {
  return lint(batches, options)
}

function filesFrom(known: ReadonlyMap<string, SourceFile>): Files {
  return filesInMemory(new Map([...known].map(([path, file]) => [path, { kind: 'text', file }])))
}
