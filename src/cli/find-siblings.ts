/** The files that the user names, and what else lies in their repository: `--with-siblings`. */
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { isConfigByContentOrName } from '../bind/recognise.ts'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import { identityOf, stateOf } from './disk-files.ts'
import {
  type FoundConfigs,
  isDirectory,
  isLeftOut,
  isNew,
  namedFile,
  requireHarmless,
  requirePaths,
  type Search,
  type SearchScope,
  STANDARD_INPUT,
  type StandardInput,
} from './find-configs.ts'
import { walk } from './walk.ts'

/**
 * One batch of the files that the user names and the configurations around them. A hook names every file whose name
 * looks right: those that are no configuration are skipped, and so are those that were deleted meanwhile.
 */
export async function findWithSiblings(
  paths: readonly string[],
  input: StandardInput,
  scope: SearchScope,
): Promise<FoundConfigs> {
  requirePaths(paths)
  requireHarmless(input.name, '--stdin-name')
  const search: Search = { seen: new Set(), notes: [], scope }
  const named: SourceFile[] = []
  const places: Place[] = []
  for (const path of paths) {
    if (isDirectory(path)) {
      requireHarmless(path, 'directory')
      if (isLeftOut(search, path)) continue
      named.push(...configsIn(search, { directory: path, extent: 'all' }, (found) => found))
      places.push(placeAround(join(path, 'any'), scope))
      continue
    }
    const file = path === STANDARD_INPUT ? await inputFile(search, input) : fileOrNote(search, path)
    if (file === undefined) continue
    named.push(file)
    places.push(placeAround(file.path, scope))
  }
  const around = new Map(places.map((place) => [place.directory, place]))
  const siblings = [...around.values()].flatMap((place) => configsIn(search, place, place.spell))
  const configs = named.filter(({ path, text }) => isConfigByContentOrName(path, text))
  return {
    batches: [{ entries: [...configs, ...siblings], how: 'siblings', of: named.map(({ path }) => path) }],
    asked: { files: named, directories: paths.filter(isDirectory) },
    notes: search.notes,
  }
}

/** A directory, and how far to look below it: `repository` stops where another one begins. */
interface Extent {
  readonly directory: string
  readonly extent: 'all' | 'repository' | 'directory'
}

interface Place extends Extent {
  /** The path to show for one that was found. */
  readonly spell: (path: string) => string
}

/** Where the siblings of a file lie. They are shown as the user writes paths: from where he stands, or from the root. */
function placeAround(path: string, { root }: SearchScope): Place {
  const spell = isAbsolute(path) ? (found: string) => found : (found: string) => relative('', found)
  return { ...(root === undefined ? surroundings(path) : { directory: root, extent: 'repository' }), spell }
}

/** The git repository that a file lies in, else its directory alone: what is below may be a whole disk. */
function surroundings(path: string): Extent {
  const own = dirname(resolve(path))
  for (let directory = own; ; directory = dirname(directory)) {
    const { kind } = stateOf(join(directory, '.git'))
    if (kind === 'directory' || kind === 'file') return { directory, extent: 'repository' }
    if (directory === dirname(directory)) return { directory: own, extent: 'directory' }
  }
}

function configsIn(search: Search, { directory, extent }: Extent, spell: (path: string) => string): SourceFile[] {
  const { scope } = search
  const found: SourceFile[] = []
  const enters = (path: string, names: readonly string[]): boolean => {
    if (scope.isIgnored(`${path}/`) || extent === 'directory') return false
    if (scope.onSettings !== undefined && names.includes(SETTINGS_NAME)) {
      if (extent === 'all') scope.onSettings(path)
      return false
    }
    return extent === 'all' || !names.includes('.git')
  }
  walk(directory, {
    isConfig: (path, text) => !scope.isIgnored(path) && isConfigByContentOrName(path, text),
    enters: (path, names) => path === directory || enters(path, names),
    onUnreadable: () => {},
    onConfig: (path, text) => {
      if (isNew(search, identityOf(path))) found.push(sourceFile(spell(path), text))
    },
  })
  return found
}

async function inputFile(search: Search, input: StandardInput): Promise<SourceFile | undefined> {
  if (isLeftOut(search, input.name)) return undefined
  return isNew(search, identityOf(input.name)) ? sourceFile(input.name, await input.read()) : undefined
}

function fileOrNote(search: Search, path: string): SourceFile | undefined {
  if (stateOf(path).kind === 'missing') {
    search.notes.push(`${path}: no such file, so that it was skipped.`)
    return undefined
  }
  const notes: string[] = []
  const file = namedFile({ ...search, notes }, path)
  const isOut = isLeftOut({ ...search, notes }, path)
  if (file !== undefined && isConfigByContentOrName(path, file.text)) search.notes.push(...notes)
  return isOut ? undefined : file
}
