/** How the engine reaches files: the command line gives the disk, an editor its open documents, a test a map. */

/** What a path holds. keepalived skips all but plain files that nobody may execute (lib/parser.c:1838). */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' | 'directory' | 'executable' | 'special' | 'unreadable' }

/** Paths are written with `/`, relative ones from the place where the user stands. */
export interface Files {
  read(path: string): FileContent
  /** The files that a glob(3) pattern with braces matches, sorted. */
  glob(pattern: string): readonly string[]
}

/** The path of a file that `from` names: relative to its directory (lib/parser.c:2451). */
export function pathFrom(from: string, name: string): string {
  if (name.startsWith('/')) return name
  const directory = directoryOf(from)
  return directory === '' ? name : `${directory}${name}`
}

/** The directory part of a path with its `/`; empty where there is none. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
