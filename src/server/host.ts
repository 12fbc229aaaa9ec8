/** What the server needs from the machine it runs on: the disk, or a client that has one. */
import type { FileContent } from '../text/files.ts'

/** Reaches files. */
export interface Host {
  /** What a path holds at this moment. */
  read(path: string): FileContent | Promise<FileContent>
  /** The files that a glob(3) pattern without braces matches, sorted; `undefined` where it takes too long to find them. */
  glob(pattern: string, mayEnter?: (directory: string) => boolean): readonly string[] | undefined
  /** What tells one file from another, however its path is written. */
  identity?(path: string): string
  /** Whether a plain file is at a path; absent where there is no disk to ask. */
  exists?(path: string): boolean
  /** The files below folders that may be configurations, by their names. */
  find(folders: readonly string[]): AsyncIterable<string>
}
