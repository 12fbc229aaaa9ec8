/** How the engine reaches files: the command line gives the disk, an editor its open documents, a test a map. */
import type { SourceFile } from './source-file.ts'

/** What a path holds. keepalived skips all but plain files that nobody may execute (lib/parser.c:1838). */
export type FileContent =
  | { readonly kind: 'text'; readonly file: SourceFile }
  | { readonly kind: 'missing' | 'directory' | 'executable' | 'special' | 'unreadable' }
  /** It is no part of a configuration: kalint does not read it, although keepalived does. */
  | { readonly kind: 'foreign' }

/** Paths are written with `/`, relative ones from the place where the user stands. */
export interface Files {
  read(path: string): FileContent
  /** The files that a glob(3) pattern without braces matches, sorted; `undefined` where it takes too long to find them. */
  glob(pattern: string): readonly string[] | undefined
  /** What tells one file from another, however its path is written; where it is absent, the path itself does. */
  identity?(path: string): string
}

/** The path of a file that `from` names: relative to its directory (lib/parser.c:2451). */
export function pathFrom(from: string, name: string): string {
  return normalPath(name.startsWith('/') ? name : `${directoryOf(from)}${name}`)
}

/** One spelling of a path: without `.`, without doubled `/`, and without `..` where that leads out of a plain name. */
export function normalPath(path: string): string {
  if (!/(^|\/)(\.{0,2})(\/|$)/.test(path)) return path
  const parts: string[] = []
  for (const part of path.split('/')) {
    const last = parts.at(-1)
    if (part === '' || part === '.') continue
    if (part === '..' && last !== undefined && !/^\.\.$|[*?[{]/.test(last)) parts.pop()
    else if (part !== '..' || last !== undefined || !path.startsWith('/')) parts.push(part)
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`
}

/** The directory part of a path with its `/`; empty where there is none. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The names of directories in which nobody keeps configurations of their own. */
export const SKIPPED_DIRECTORIES: ReadonlySet<string> = new Set(['node_modules', '.git'])
