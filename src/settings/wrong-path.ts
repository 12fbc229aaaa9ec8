/** What is said of a path in the settings at which no configuration can be read. */
import type { FileContent } from '../text/files.ts'

/** A path that leads to nothing, or to no plain file; `undefined` for all that may be read by someone else. */
export function wrongPath(kind: FileContent['kind'], path: string): string | undefined {
  switch (kind) {
    case 'missing':
      return `no such file; expected the path of a configuration, relative to the settings.${wildcard(path)}`
    case 'directory':
      return 'this is a directory; expected the path of a configuration in it.'
    case 'special':
      return 'not a plain file.'
    default:
      return undefined
  }
}

function wildcard(path: string): string {
  return /[*?[{]/.test(path) ? ' Wildcards are not expanded here: list each file.' : ''
}

/** What is said of a cluster in which nothing can be compared. */
export function loneNode(cluster: string, node: string): string {
  return `\`${cluster}\` has one node only, ${node}, so that nothing can be compared. Add its other nodes.`
}
