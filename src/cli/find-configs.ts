/** From the paths that the user gives to the files that kalint looks at. */
import { isKeepalivedConfig } from '../bind/recognise.ts'
import type { Batch } from '../engine/lint.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import { identityOf, stateOf, textOf } from './disk-files.ts'
import { failure } from './failure.ts'
import { walk } from './walk.ts'

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-'

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
  requirePaths(paths)
  const search: Search = { seen: new Set(), notes: [] }
  const entries: SourceFile[] = []
  for (const path of paths.filter((one) => !isDirectory(one))) {
    const entry = path === STANDARD_INPUT ? await standardInput(search, input) : namedFile(search, path)
    if (entry !== undefined) entries.push(entry)
  }
  const named: Batch = { entries, how: 'named' }
  const found = paths.filter(isDirectory).map((path): Batch => ({ entries: filesIn(search, path), how: 'found' }))
  return { batches: [named, ...found].filter((batch) => batch.entries.length > 0), notes: search.notes }
}

export function requirePaths(paths: readonly string[]): void {
  if (paths.length > 0) return
  throw failure('no paths given. Name the configuration files of a cluster, or a directory that holds them.')
}

export function isDirectory(path: string): boolean {
  return path !== STANDARD_INPUT && stateOf(path).kind === 'directory'
}

/** What was found so far. */
export interface Search {
  /** The identities of the files that are known already. */
  readonly seen: Set<string>
  readonly notes: string[]
}

async function standardInput(search: Search, input: StandardInput): Promise<SourceFile | undefined> {
  return isNew(search, STANDARD_INPUT) ? sourceFile(input.name, await input.read()) : undefined
}

/** A file that the user names; `undefined` if it is known already. */
export function namedFile(search: Search, path: string): SourceFile | undefined {
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
  const entries: SourceFile[] = []
  const unreadable: string[] = []
  let configs = 0
  walk(directory, {
    isConfig: (_, text) => isKeepalivedConfig(text),
    enters: () => true,
    onUnreadable: (path) => unreadable.push(path),
    onConfig: (path, text) => {
      configs++
      if (isNew(search, identityOf(path))) entries.push(sourceFile(path, text))
    },
  })
  const [unread] = unreadable
  if (unread !== undefined)
    throw failure(`${unread}: ${NOT_READABLE}. Check its permissions, or name the files to lint.`)
  if (configs === 0) {
    throw failure(`${directory}: no keepalived configuration in this directory. Name the files themselves.`)
  }
  return entries
}

/** Notes a file, and says whether it is the first time. */
export function isNew(search: Search, identity: string): boolean {
  const before = search.seen.size
  return search.seen.add(identity).size > before
}
