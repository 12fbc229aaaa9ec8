/** Which settings file holds for a path: the nearest one above it, as far as its repository goes. */
import { dirname, join, relative, resolve } from 'node:path'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { stateOf } from './disk-files.ts'
import { STANDARD_INPUT } from './find-configs.ts'

/** What the user says about settings: the path of a file, or that there are to be none. */
export type SettingsChoice = string | false

/** Where a search for settings ended. */
export interface SettingsSearch {
  /** The path of the settings file; absent where there is none. */
  readonly path?: string
  /** The last directory in which was looked. */
  readonly top: string
  /** A file that was probably meant to be found, but has another name. */
  readonly lookalike?: string
}

/** Looks in a directory and above it, up to the root of a git repository or of the file system. */
export function searchSettings(directory: string): SettingsSearch {
  let lookalike: string | undefined
  for (let top = resolve(directory); ; top = dirname(top)) {
    const path = join(top, SETTINGS_NAME)
    const { kind } = stateOf(path)
    if (kind !== 'missing' && kind !== 'directory') return { path, top }
    lookalike ??= LOOKALIKES.map((name) => join(top, name)).find((one) => stateOf(one).kind === 'file')
    if (top === dirname(top) || stateOf(join(top, '.git')).kind !== 'missing') {
      return { top, ...(lookalike === undefined ? {} : { lookalike }) }
    }
  }
}

const LOOKALIKES = ['kalint.yml', '.kalint.yaml', '.kalint.yml', 'kalint.json']

/** The paths that one settings file holds for. */
export interface PathGroup {
  readonly settings?: string
  readonly paths: readonly string[]
}

/** The paths by the settings that hold for them, in the order in which they were given, and what is to be noted. */
export function groupBySettings(
  paths: readonly string[],
  stdinName: string,
): { readonly groups: readonly PathGroup[]; readonly notes: readonly string[] } {
  const groups = new Map<string | undefined, string[]>()
  const lookalikes = new Set<string>()
  const known = new Map<string, SettingsSearch>()
  for (const path of paths) {
    const directory = startOf(path === STANDARD_INPUT ? stdinName : path)
    const search = known.get(directory) ?? searchSettings(directory)
    known.set(directory, search)
    if (search.lookalike !== undefined) lookalikes.add(search.lookalike)
    const group = groups.get(search.path) ?? []
    group.push(path)
    groups.set(search.path, group)
  }
  return {
    groups: [...groups].map(([settings, own]) => ({ ...(settings === undefined ? {} : { settings }), paths: own })),
    notes: [...lookalikes].map(
      (path) => `${relative('', path)}: not read, because settings are in ${SETTINGS_NAME}. Rename it.`,
    ),
  }
}

/** Standard input without a name belongs where the user stands. */
function startOf(path: string): string {
  if (path === STANDARD_INPUT) return '.'
  return stateOf(path).kind === 'directory' ? path : dirname(path)
}
