/** Lints the files of a fixture folder as a user would who names them together. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { newestRelease, release } from '../grammar/releases.ts'
import type { Batch } from '../src/engine/batches.ts'
import { type LintOptions, lint, type Report } from '../src/engine/lint.ts'
import type { HostFacts } from '../src/facts/host.ts'
import { readFacts } from '../src/facts/read.ts'
import type { FileContent, Files } from '../src/text/files.ts'
import { decode, sourceFile } from '../src/text/source-file.ts'
import { filesInMemory } from './files-in-memory.ts'

/** What a fixture's `options.json` may say. */
interface CaseOptions {
  readonly target?: string
  readonly configIds?: readonly string[]
  readonly sharedLan?: 'yes'
  /** Files with facts in the folder, by the names of nodes. */
  readonly facts?: Readonly<Record<string, string>>
}

/** The report on a folder; paths in it are relative to the folder. `changed` holds texts that are not as on the disk. */
export function lintFolder(folder: string, changed: ReadonlyMap<string, string> = new Map()): Report {
  const { batches, options } = folderRun(folder, changed)
  return lint(batches, options)
}

/** What such a run is made of. */
export function folderRun(
  folder: string,
  changed: ReadonlyMap<string, string> = new Map(),
): { readonly batches: readonly Batch[]; readonly options: LintOptions } {
  const options = caseOptions(folder)
  const entries = filesIn(folder).map((path) => sourceFile(path, changed.get(path) ?? textOf(folder, path)))
  return {
    batches: [{ entries, how: 'named' }],
    options: {
      files: folderFiles(folder, changed),
      target: release(options.target ?? '') ?? newestRelease(),
      configIds: options.configIds ?? [],
      sharedLan: options.sharedLan ?? 'unknown',
      secrets: 'masked',
      facts: factsIn(folder, options),
    },
  }
}

/** Files below a folder. Names ending in `.inc` are only read where another file includes them. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile() && !/(\.inc|expected\.txt|\.json)$/.test(path))
    .sort()
}

function folderFiles(folder: string, changed: ReadonlyMap<string, string>): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return filesInMemory(new Map(paths.map((path) => [path, contentOf(folder, path, changed)])))
}

function contentOf(folder: string, path: string, changed: ReadonlyMap<string, string>): FileContent {
  const status = statSync(join(folder, path))
  if (status.isDirectory()) return { kind: 'directory' }
  if ((status.mode & 0o111) !== 0) return { kind: 'executable' }
  return { kind: 'text', file: sourceFile(path, changed.get(path) ?? textOf(folder, path)) }
}

function textOf(folder: string, path: string): string {
  return decode(readFileSync(join(folder, path)))
}

function factsIn(folder: string, { facts = {} }: CaseOptions): ReadonlyMap<string, HostFacts> {
  return new Map(
    Object.entries(facts).map(([node, path]) => {
      const { facts: read, problem } = readFacts(textOf(folder, path))
      if (read === undefined) throw new Error(`${folder}/${path}: ${problem.message}`)
      return [node, read]
    }),
  )
}

/** What stands beside the files of a fixture. */
export function caseOptions(folder: string): CaseOptions {
  const path = join(folder, 'options.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as CaseOptions) : {}
}
