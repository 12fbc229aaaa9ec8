/** Files of a test: what is known of each path stands in a map. */
import type { FileContent, Files } from '../src/text/files.ts'

/** The files of a map. What a known path leads through is a directory, and nothing else is there. */
export function filesInMemory(contents: ReadonlyMap<string, FileContent>): Files {
  const paths = [...contents.keys()]
  return {
    read: (path) => {
      const isAbove = (other: string): boolean => other.startsWith(`${path}/`)
      return contents.get(path) ?? { kind: paths.some(isAbove) ? 'directory' : 'missing' }
    },
    glob: (pattern) => {
      const expression = expressionOf(pattern)
      return paths.filter((path) => expression.test(path)).sort()
    },
  }
}

/** What a pattern with `*` and `?` matches. */
function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]')
  return new RegExp(`^${source}$`)
}
