/** From the paths that the user gives to the files that kalint looks at. */
import { nearest } from '../bind/nearest.ts'
import { isKeepalivedConfig } from '../bind/recognise.ts'
import type { Batch, DeclaredBatch } from '../engine/batches.ts'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { withoutEnd } from '../text/ends.ts'
import { harmfulIn, printable } from '../text/harmless.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import { identityOf, MAX_FILE_BYTES, stateOf, textOf } from './disk-files.ts'
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
  readonly batches: readonly Exclude<Batch, DeclaredBatch>[]
  readonly asked: Asked
  /** What the user should know though kalint can do its work. */
  readonly notes: readonly string[]
}

/** What the user asks about. */
export interface Asked {
  /** The files that he names or that were found for him. */
  readonly files: readonly SourceFile[]
  /** The directories that he names. */
  readonly directories: readonly string[]
}

/** What settings say about a search for configurations. */
export interface SearchScope {
  /** The directory that the settings hold for; absent where there are none. */
  readonly root?: string
  /** The settings file as messages name it. */
  readonly shown?: string
  /** Whether the settings leave a path out; one of a directory ends with `/`. */
  readonly isIgnored: (path: string) => boolean
  /** Whether the settings say that a file is a node. */
  readonly isNode: (path: string) => boolean
  /** Whether it is all right that a directory holds nothing. */
  readonly mayBeEmpty?: boolean
  /** Told of a directory below that has settings of its own, which is not looked into then. */
  readonly onSettings?: (directory: string) => void
}

export const NO_SCOPE: SearchScope = { isIgnored: () => false, isNode: () => false }

/** The files named are one batch, what lies in a directory is another. A file that is reached twice counts once. */
export async function findConfigs(
  paths: readonly string[],
  input: StandardInput,
  scope: SearchScope,
): Promise<FoundConfigs> {
  requirePaths(paths)
  requireHarmless(input.name, '--stdin-name')
  const search: Search = { seen: new Set(), notes: [], scope }
  const left = paths.filter((path) => !isLeftOut(search, path === STANDARD_INPUT ? input.name : path))
  const entries: SourceFile[] = []
  const directories = left.filter(isDirectory)
  for (const path of directories) {
    const harm = harmfulName(path)
    if (harm !== undefined) throw failure(`${path}: not searched: ${harm}.`)
  }
  for (const path of left.filter((one) => !isDirectory(one))) {
    const entry = path === STANDARD_INPUT ? await standardInput(search, input) : namedFile(search, path)
    if (entry !== undefined) entries.push(entry)
  }
  const named = { entries, how: 'named' } as const
  const found = directories.map((path) => ({ entries: filesIn(search, path), how: 'found' }) as const)
  const batches = [named, ...found].filter((batch) => batch.entries.length > 0)
  const files = batches.flatMap((batch) => batch.entries)
  return { batches, asked: { files, directories }, notes: search.notes }
}

/** Notes a path that the user names although his settings leave it out. */
export function isLeftOut({ notes, scope }: Search, path: string): boolean {
  const isOut = scope.isIgnored(isDirectory(path) ? `${withoutEnd(path, '/')}/` : path)
  if (isOut) notes.push(`${path}: skipped, because \`ignore\` in ${scope.shown} leaves it out.`)
  return isOut
}

export function requirePaths(paths: readonly string[]): void {
  if (paths.length > 0) return
  throw failure('no paths given. Name the configuration files of a cluster, or a directory that holds them.')
}

/** What the user gives things as names. */
export function requireHarmless(name: string, option: string): void {
  const found = harmfulIn(name)
  if (found !== undefined) throw failure(`${option}: the name holds the control character ${found}. Take it away.`)
}

export function isDirectory(path: string): boolean {
  return path !== STANDARD_INPUT && stateOf(path).kind === 'directory'
}

/** What was found so far. */
export interface Search {
  /** The identities of the files that are known already. */
  readonly seen: Set<string>
  readonly notes: string[]
  readonly scope: SearchScope
}

async function standardInput(search: Search, input: StandardInput): Promise<SourceFile | undefined> {
  return isNew(search, STANDARD_INPUT) ? sourceFile(input.name, await input.read()) : undefined
}

/** A file that the user names; `undefined` if it is known already. */
export function namedFile(search: Search, path: string): SourceFile | undefined {
  const state = stateOf(path)
  const harm = harmfulName(path)
  if (harm !== undefined && state.kind !== 'missing') throw failure(`${path}: not read: ${harm}.`)
  if (state.kind === 'missing') {
    const command = /^[a-z]+$/.test(path) ? nearest(path, COMMANDS) : undefined
    const cure = command === undefined ? 'Check the path.' : `Did you mean the command \`${command}\`?`
    throw failure(`${path}: no such file or directory. ${cure}`)
  }
  if (state.kind === 'special') {
    throw failure(`${path}: not a plain file. To lint what a program prints, pipe it into \`kalint -\`.`)
  }
  const text = state.kind === 'file' ? textOf(path) : undefined
  if (state.kind !== 'file' || text === undefined)
    throw failure(`${path}: ${NOT_READABLE}. Check its permissions, and that it is no longer than ${LONGEST}.`)
  if (!isNew(search, identityOf(path))) return undefined
  if (state.executable) {
    search.notes.push(`${path}: keepalived does not read executable files. Make it plain with chmod a-x.`)
  }
  return sourceFile(path, text)
}

const COMMANDS = ['check', 'failover', 'show', 'fmt', 'explain', 'init', 'completions', 'facts', 'lsp']

const NOT_READABLE = 'cannot be read'
const LONGEST = `${MAX_FILE_BYTES / 1_000_000} MB`

/** The keepalived configurations in a directory, in the order of their paths. */
function filesIn(search: Search, directory: string): SourceFile[] {
  const entries: SourceFile[] = []
  const unreadable: string[] = []
  const { scope } = search
  let configs = 0
  walk(directory, {
    isConfig: (path, text) => !scope.isIgnored(path) && (isKeepalivedConfig(text, path) || scope.isNode(path)),
    enters: (path, names) => {
      if (path === directory) return true
      if (scope.isIgnored(`${path}/`)) return false
      if (scope.onSettings === undefined || !names.includes(SETTINGS_NAME)) return true
      scope.onSettings(path)
      configs++
      return false
    },
    onUnreadable: (path) => unreadable.push(path),
    onHarmful: (parent, name) => search.notes.push(`${parent}: ${printable(name)} was skipped: ${harmfulName(name)}.`),
    onConfig: (path, text) => {
      configs++
      if (isNew(search, identityOf(path))) entries.push(sourceFile(path, text))
    },
  })
  const [unread] = unreadable
  if (unread !== undefined)
    throw failure(
      `${unread}: ${NOT_READABLE}. Check its permissions and its length, ${LONGEST} at most, or name the files to lint.`,
    )
  if (configs === 0 && scope.mayBeEmpty !== true) {
    throw failure(`${directory}: no keepalived configuration in this directory. Name the files themselves.`)
  }
  return entries
}

/** Why a name is not used, as the end of a sentence: whoever reads it would be shown something else, or his terminal obey it. */
function harmfulName(name: string): string | undefined {
  const found = harmfulIn(name)
  return found === undefined ? undefined : `its name holds the control character ${found}. Rename it`
}

/** Notes a file, and says whether it is the first time. */
export function isNew(search: Search, identity: string): boolean {
  const before = search.seen.size
  return search.seen.add(identity).size > before
}
