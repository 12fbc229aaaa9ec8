/** Files as they lie on the disk. */
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statfsSync, statSync } from 'node:fs'
import type { FileContent, Files } from '../text/files.ts'
import { harmfulIn } from '../text/harmless.ts'
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

/**
 * The text of a plain file; `undefined` where it may not be read, is longer than anybody writes, or is made up by the kernel.
 * What a path leads to is looked at again once it is open, because another one may lie there by then.
 */
export function textOf(path: string): string | undefined {
  if (isOfKernel(path)) return undefined
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
    try {
      const stats = fstatSync(file)
      if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return undefined
      return decodedText(file, stats.size)
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}

/** No configuration is longer: one of 250,000 lines takes up some ten million bytes. */
export const MAX_FILE_BYTES = 20_000_000

/** What is read until the file ends; `undefined` where it does not, because it grows all the time. `size` is expected. */
function decodedText(file: number, size: number): string | undefined {
  let bytes = Buffer.allocUnsafe(size + 1)
  let length = 0
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null)
    if (read === 0) return decode(bytes.subarray(0, length))
    length += read
    if (length > MAX_FILE_BYTES) return undefined
    if (length === bytes.length) bytes = Buffer.concat([bytes], 2 * length)
  }
}

/** Whether a path lies where the kernel makes files up: reading them may wait, have no end, or do something. */
export function isOfKernel(path: string): boolean {
  try {
    return KERNEL_FILE_SYSTEMS.has(statfsSync(path).type)
  } catch {
    return false
  }
}

/** By the magic numbers of statfs(2): proc, sysfs, debugfs, tracefs, securityfs, configfs, cgroup, cgroup2, bpf, efivarfs, pstore. */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x9fa0, 0x62656572, 0x64626720, 0x74726163, 0x73636673, 0x62656570, 0x27e0eb, 0x63677270, 0xcafe4a11, 0xde5e81e4,
  0x6165676c,
])

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
  const globbed = new Map<string, readonly string[] | undefined>()
  const glob = (pattern: string): readonly string[] | undefined => {
    if (!globbed.has(pattern)) globbed.set(pattern, globPaths(pattern))
    return globbed.get(pattern)
  }
  return work({ read, glob, identity: identityOf })
}

/** What a path holds on the disk. */
export function contentOf(path: string): FileContent {
  const state = stateOf(path)
  if (state.kind !== 'file') return state
  if (harmfulIn(path) !== undefined) return { kind: 'unreadable' }
  if (state.executable) return { kind: 'executable' }
  const text = textOf(path)
  return text === undefined ? { kind: 'unreadable' } : { kind: 'text', file: sourceFile(path, text) }
}
