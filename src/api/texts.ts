/** Files that are texts in memory, for the includes among them. */
import type { Files } from '../text/files.ts'
import { normalPath } from '../text/files.ts'
import type { SourceFile } from '../text/source-file.ts'
import { matchesPath } from '../text/wildcards.ts'

/** The files, and the directories that their paths lead through. Nothing else is there. */
export function filesOfTexts(texts: readonly SourceFile[]): Files {
  const byPath = new Map(texts.map((file) => [normalPath(file.path), file]))
  const paths = [...byPath.keys()].sort()
  return {
    read: (path) => {
      const file = byPath.get(normalPath(path))
      if (file !== undefined) return { kind: 'text', file }
      return { kind: paths.some((other) => other.startsWith(`${normalPath(path)}/`)) ? 'directory' : 'missing' }
    },
    glob: (pattern) => paths.filter((path) => matchesPath(normalPath(pattern), path)),
    identity: normalPath,
  }
}
