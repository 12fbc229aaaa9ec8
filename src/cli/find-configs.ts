/** From the paths that the user gives to the files that kalint looks at. */
import { readdirSync } from 'node:fs'
import { isKeepalivedConfig } from '../bind/recognise.ts'
import type { Batch } from '../engine/lint.ts'
import { compareTexts } from '../text/compare.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import { identityOf, stateOf, textOf } from './disk-files.ts'
import { failure } from './failure.ts'

/** The path that stands for standard input. */
const STANDARD_INPUT = '-'

/** Where standard input comes from. */
export interface StandardInput {
  /** The path that its text is shown under; includes are found from there. */
  readonly name: string
  read(): Promise<string>
}

export interface FoundConfigs {
  readonly batches: readonly Batch[]
  /** What the user should know though kalint can do its work. */
  readonly notes: readonly string[]
}

/** The files named are one batch, what lies in a directory is another. A file that is reached twice counts once. */
export async function findConfigs(paths: readonly string[], input: StandardInput): Promise<FoundConfigs> {
  if (paths.length === 0) {
    throw failure('no paths given. Name the configuration files of a cluster, or a directory that holds them.')
  }
  const search: Search = { seen: new Set(), notes: [] }
  const isDirectory = (path: string): boolean => path !== STANDARD_INPUT && stateOf(path).kind === 'directory'
  const entries: SourceFile[] = []
  for (const path of paths.filter((one) => !isDirectory(one))) {
    const entry = path === STANDARD_INPUT ? await standardInput(search, input) : namedFile(search, path)
    if (entry !== undefined) entries.push(entry)
  }
  const named: Batch = { entries, how: 'named' }
  const found = paths.filter(isDirectory).map((path): Batch => ({ entries: filesIn(search, path), how: 'found' }))
  return { batches: [named, ...found].filter((batch) => batch.entries.length > 0), notes: search.notes }
}

interface Search {
  /** The identities of the files that are known already. */
  readonly seen: Set<string>
  readonly notes: string[]
}

async function standardInput(search: Search, input: StandardInput): Promise<SourceFile | undefined> {
  return isNew(search, STANDARD_INPUT) ? sourceFile(input.name, await input.read()) : undefined
}

function namedFile(search: Search, path: string): SourceFile | undefined {
  const state = stateOf(path)
  if (state.kind === 'missing') throw failure(`${path}: no such file or directory. Check the path.`)
  if (state.kind === 'special') {
    throw failure(`${path}: not a plain file. To lint what a program prints, pipe it into \`kalint -\`.`)
  }
  const text = state.kind === 'file' ? textOf(path) : undefined
  if (state.kind !== 'file' || text === undefined) throw failure(`${path}: ${NOT_READABLE}. Check its permissions.`)
  if (!isNew(search, identityOf(path))) return undefined
  if (state.executable) {
    search.notes.push(`${path}: keepalived does not read executable files. Make it plain with chmod a-x.`)
  }
  return sourceFile(path, text)
}

const NOT_READABLE = 'cannot be read'

/** The keepalived configurations in a directory, in the order of their paths. */
function filesIn(search: Search, directory: string): SourceFile[] {
  const walk: Walk = { ...search, configs: 0, unreadable: [] }
  const entries = configsBelow(walk, directory)
  const [unread] = walk.unreadable
  if (unread !== undefined)
    throw failure(`${unread}: ${NOT_READABLE}. Check its permissions, or name the files to lint.`)
  if (walk.configs === 0) {
    throw failure(`${directory}: no keepalived configuration in this directory. Name the files themselves.`)
  }
  return entries
}

interface Walk extends Search {
  /** How many configurations were met, those included that are known already. */
  configs: number
  readonly unreadable: string[]
}

/** Longer files are no configurations that anybody keeps. */
const MAX_BYTES = 5_000_000
const SKIPPED_DIRECTORIES = new Set(['node_modules', '.git'])

function configsBelow(walk: Walk, directory: string): SourceFile[] {
  return namesIn(walk, directory).flatMap((name) => {
    const path = directory === '.' ? name.text : `${directory.replace(/\/+$/, '')}/${name.text}`
    if (name.isDirectory) return SKIPPED_DIRECTORIES.has(name.text) ? [] : configsBelow(walk, path)
    return configAt(walk, path) ?? []
  })
}

interface Name {
  readonly text: string
  /** A link to a directory is none: it may lead back to where it is. */
  readonly isDirectory: boolean
}

function namesIn(walk: Walk, directory: string): Name[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .map((entry) => ({ text: entry.name, isDirectory: entry.isDirectory() }))
      .sort((one, other) => compareTexts(one.text, other.text))
  } catch {
    walk.unreadable.push(directory)
    return []
  }
}

function configAt(walk: Walk, path: string): SourceFile | undefined {
  const state = stateOf(path)
  if (state.kind !== 'file' || state.size > MAX_BYTES) return undefined
  const text = textOf(path)
  if (text === undefined) walk.unreadable.push(path)
  if (text === undefined || !isKeepalivedConfig(text)) return undefined
  walk.configs++
  return isNew(walk, identityOf(path)) ? sourceFile(path, text) : undefined
}

function isNew(search: Search, identity: string): boolean {
  const before = search.seen.size
  return search.seen.add(identity).size > before
}
