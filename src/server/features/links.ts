/** Links from a file to those that it includes and to the scripts and files that it names. */
import type { DocumentLink } from 'vscode-languageserver'
import { type FileLink, linksIn } from '../../service/navigation/links.ts'
import { baseName } from '../../text/files.ts'
import { isOnDisk, pathOf, shownPaths, uriOf } from '../paths.ts'
import { guarded, requested } from '../session.ts'
import type { Feature } from './index.ts'

export const links: Feature = (session) => {
  const { connection, positions, workspace } = session
  const exists = (path: string): boolean => workspace.exists(path)
  connection.onDocumentLinks(
    guarded(connection, 'documentLink', [], ({ textDocument }): DocumentLink[] => {
      const path = pathOf(textDocument.uri)
      const request = requested(session, path)
      if (request === undefined) return []
      const { snapshot, file } = request
      const found = linksIn(snapshot, path).filter(
        ({ kind, paths }) => kind === 'include' || (isOnDisk(path) && paths.every(exists)),
      )
      return found.flatMap((link) => {
        const [target] = link.paths
        if (target === undefined) return []
        return [{ range: positions.range(file, link.at), target: uriOf(target), tooltip: tooltipOf(link) }]
      })
    }),
  )
  return { documentLinkProvider: { resolveProvider: false } }
}

/** A link leads to one file only: where there are more, it says which ones. */
function tooltipOf({ paths }: FileLink): string {
  const [first = '', ...more] = paths
  if (more.length === 0) return shownPaths(first)
  return `${shownPaths(first)}, the first of ${paths.length} files: ${paths.map(baseName).join(', ')}`
}
