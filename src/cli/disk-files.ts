/** Files as they lie on the disk. */
import { closeSync, constants, openSync, readFileSync, realpathSync, statSync } from 'node:fs'
import type { FileContent, Files } from '../text/files.ts'
import { decode, sourceFile } from '../text/source-file.ts'

/** What a path leads to, as far as can be told without opening it. */
export type PathState =
  | { readonly kind: 'file'; readonly size: number; readonly executable: boolean }
  | { readonly kind: 'missing' | 'directory' | 'special' | 'unreadable' }

/** Looks at a path, links followed. Opening a FIFO would wait for its writer, so nothing is opened. */
export function stateOf(path: string): PathState {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return { kind: 'missing' }
    if (stats.isDirectory()) return { kind: 'directory' }
    if (!stats.isFile()) return { kind: 'special' }
    return { kind: 'file', size: stats.size, executable: (stats.mode & ANYONE_MAY_EXECUTE) !== 0 }
  } catch {
    return { kind: 'unreadable' }
  }
}

const ANYONE_MAY_EXECUTE = 0o111

/** The text of a plain file; `undefined` where it may not be read, or where that would mean to wait, as in `/proc/kmsg`. */
export function textOf(path: string): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return decode(readFileSync(file))
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}

/** What is the same for two paths exactly if they lead to the same file. */
export function identityOf(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}

/** Does a piece of work on the files of the disk. What expands wildcards is loaded only if the work meets one. */
export async function withDiskFiles<T>(work: (files: Files) => T): Promise<T> {
  const contents = new Map<string, FileContent>()
  const read = (path: string): FileContent => {
    const content = contents.get(path) ?? contentOf(path)
    contents.set(path, content)
    return content
  }
  let metWildcard = false
  const noteWildcard = (): string[] => {
    metWildcard = true
    return []
  }
  const result = work({ read, glob: noteWildcard, identity: identityOf })
  if (!metWildcard) return result
  const { globPaths } = await import('./glob-paths.ts')
  return work({ read, glob: globPaths, identity: identityOf })
}

/** What a path holds on the disk. */
export function contentOf(path: string): FileContent {
  const state = stateOf(path)
  if (state.kind !== 'file') return state
  if (state.executable) return { kind: 'executable' }
  const text = textOf(path)
  return text === undefined ? { kind: 'unreadable' } : { kind: 'text', file: sourceFile(path, text) }
}
