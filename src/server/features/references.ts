/** Every use of a name. */
import type { Location } from 'vscode-languageserver'
import { referencesAt } from '../../service/navigation/references.ts'
import { guarded, requestedAt } from '../session.ts'
import type { Feature } from './index.ts'

export const references: Feature = (session) => {
  const { connection, positions } = session
  connection.onReferences(
    guarded(connection, 'references', [], (params): Location[] => {
      const request = requestedAt(session, params)
      if (request === undefined) return []
      const { snapshot, spot } = request
      const places = referencesAt(snapshot, spot, params.context.includeDeclaration ? 'included' : 'left-out')
      return places.map((place) => positions.location(snapshot.files, place))
    }),
  )
  return { referencesProvider: true }
}
