/** Wildcards in paths, as glob(3) expands them, on the files of the disk. */
import { lstatSync, opendirSync } from 'node:fs'
import { compareTexts } from '../text/compare.ts'
import { hasWildcard, matchesVisibleName } from '../text/wildcards.ts'
import { isOfKernel } from './disk-files.ts'

/**
 * The paths that a pattern matches, sorted. They start as the pattern does. `undefined` where more directory entries would
 * have to be looked at than any configuration needs.
 */
export function globPaths(
  pattern: string,
  mayEnter: (directory: string) => boolean = () => true,
): readonly string[] | undefined {
  const search: Search = { seen: 0, mayEnter }
  const names = pattern.split('/').filter((name, index) => name !== '' || index === 0)
  const isAbsolute = names[0] === ''
  let found: readonly string[] = [isAbsolute ? '/' : '']
  for (const [index, name] of (isAbsolute ? names.slice(1) : names).entries()) {
    const isLast = index === names.length - (isAbsolute ? 2 : 1)
    found = found.flatMap((parent) => stepsInto(parent, name, search)).filter((path) => !isLast || exists(path))
    if (search.seen > MAX_ENTRIES) return undefined
  }
  return [...found].sort(compareTexts)
}

/** Entries of directories that are looked at for one pattern. `conf.d` of the largest known site holds some hundreds. */
export const MAX_ENTRIES = 10_000

interface Search {
  /** How many entries were looked at. */
  seen: number
  /** Whether a directory may be listed. */
  readonly mayEnter: (directory: string) => boolean
}

/** What a name or pattern leads to from a directory. A name without wildcards is not looked up yet. */
function stepsInto(parent: string, name: string, search: Search): readonly string[] {
  const start = parent === '' || parent.endsWith('/') ? parent : `${parent}/`
  if (!hasWildcard(name)) return [`${start}${name}`]
  if (search.seen > MAX_ENTRIES) return []
  const directory = parent === '' ? '.' : parent
  try {
    // What the kernel makes up has no end, and may act when it is looked at.
    if (isOfKernel(directory) || !search.mayEnter(directory)) return []
    const entries = entriesOf(directory, MAX_ENTRIES - search.seen)
    search.seen += entries.length
    return entries.filter((entry) => matchesVisibleName(name, entry)).map((entry) => `${start}${entry}`)
  } catch {
    return []
  }
}

/** The names in a directory; where there are more than a number of them, one more than that. */
function entriesOf(path: string, most: number): readonly string[] {
  const directory = opendirSync(path)
  try {
    const names: string[] = []
    for (let entry = directory.readSync(); entry !== null && names.length <= most; entry = directory.readSync())
      names.push(entry.name)
    return names
  } finally {
    directory.closeSync()
  }
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}
