/** The keepalived configurations that lie below a directory. */
import { readdirSync } from 'node:fs'
import { compareTexts } from '../text/compare.ts'
import { withoutEnd } from '../text/ends.ts'
import { SKIPPED_DIRECTORIES } from '../text/files.ts'
import { harmfulIn } from '../text/harmless.ts'
import { isOfKernel, stateOf, textOf } from './disk-files.ts'

/** What a walk meets. */
export interface Walk {
  readonly isConfig: (path: string, text: string) => boolean
  /** Called for each configuration, in the order of their paths. */
  readonly onConfig: (path: string, text: string) => void
  /** Called for a file or directory that may not be read. */
  readonly onUnreadable: (path: string) => void
  /** Called for what has a name that a terminal would obey; nobody looks at it. */
  readonly onHarmful?: (parent: string, name: string) => void
  /** Whether to look into a directory; the names of what it holds are given. */
  readonly enters: (path: string, names: readonly string[]) => boolean
}

/** Looks at everything in a directory and below it. A link to a directory is not followed: it may lead back. */
export function walk(directory: string, { isConfig, onConfig, onUnreadable, onHarmful, enters }: Walk): void {
  const visit = (parent: string): void => {
    const entries = entriesOf(parent)
    if (entries === undefined) {
      onUnreadable(parent)
      return
    }
    const names = entries.map(({ name }) => name)
    if (!enters(parent, names)) return
    for (const { name, isDirectory } of entries) {
      if (harmfulIn(name) !== undefined) {
        onHarmful?.(parent, name)
        continue
      }
      const path = parent === '.' ? name : `${withoutEnd(parent, '/')}/${name}`
      if (!isDirectory) look(path)
      else if (!SKIPPED_DIRECTORIES.has(name)) visit(path)
    }
  }
  const look = (path: string): void => {
    const state = stateOf(path)
    if (state.kind !== 'file' || state.size > MAX_BYTES) return
    const text = textOf(path)
    if (text === undefined && isOfKernel(path)) return
    if (text === undefined) onUnreadable(path)
    else if (isConfig(path, text)) onConfig(path, text)
  }
  visit(directory)
}

/** Longer files are no configurations that anybody keeps. */
const MAX_BYTES = 5_000_000

function entriesOf(directory: string): { name: string; isDirectory: boolean }[] | undefined {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }))
      .sort((one, other) => compareTexts(one.name, other.name))
  } catch {
    return undefined
  }
}
