/** Go to definition and to declaration. */
import type { LocationLink, Definition as Locations, TextDocumentPositionParams } from 'vscode-languageserver'
import { type Definition, declarationAt, definitionAt } from '../../service/navigation/definition.ts'
import type { Snapshot, Spot } from '../../service/snapshot.ts'
import { guarded, requestedAt, type Session } from '../session.ts'
import type { Feature } from './index.ts'

type Find = (snapshot: Snapshot, spot: Spot) => Definition

export const definition: Feature = (session) => {
  const { connection } = session
  connection.onDefinition(guarded(connection, 'definition', [], (params) => answer(session, params, definitionAt)))
  connection.onDeclaration(guarded(connection, 'declaration', [], (params) => answer(session, params, declarationAt)))
  return { definitionProvider: true, declarationProvider: true }
}

function answer(session: Session, params: TextDocumentPositionParams, find: Find) {
  const request = requestedAt(session, params)
  if (request === undefined) return []
  const { snapshot, file, spot } = request
  const { positions, client } = session
  const { from, targets } = find(snapshot, spot)
  const locations = targets.map(({ at }) => positions.location(snapshot.files, at))
  if (!client.linkSupport) return locations as Locations & LocationLink[]
  return targets.map(({ at, around }): LocationLink => {
    const { uri, range } = positions.location(snapshot.files, around)
    const selection = positions.location(snapshot.files, at).range
    const links = { targetUri: uri, targetRange: range, targetSelectionRange: selection }
    return from === undefined ? links : { ...links, originSelectionRange: positions.range(file, from) }
  })
}
