/** Every use of a name. */
import type { Location } from 'vscode-languageserver'
import { referencesAt } from '../../service/navigation/references.ts'
import { pathOf } from '../paths.ts'
import { guarded, requested } from '../session.ts'
import type { Feature } from './index.ts'

export const references: Feature = (session) => {
  const { connection, positions } = session
  connection.onReferences(
    guarded(connection, 'references', [], ({ textDocument, position, context }): Location[] => {
      const request = requested(session, { path: pathOf(textDocument.uri) })
      if (request === undefined) return []
      const { snapshot, file } = request
      const spot = { file, offset: positions.offset(file, position) }
      const places = referencesAt(snapshot, spot, context.includeDeclaration ? 'included' : 'left-out')
      return places.map((place) => positions.location(snapshot.files, place))
    }),
  )
  return { referencesProvider: true }
}
