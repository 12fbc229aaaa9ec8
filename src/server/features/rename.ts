/** Rename. What cannot be renamed is told why. */
import { LSPErrorCodes, type PrepareRenameResult, ResponseError, type WorkspaceEdit } from 'vscode-languageserver'
import { rename as editsOf, renameableAt } from '../../service/navigation/rename.ts'
import { workspaceEdit } from '../edits.ts'
import { shownPaths } from '../paths.ts'
import { guarded, requestedAt } from '../session.ts'
import type { Feature } from './index.ts'

type Answer<T> = T | null | ResponseError

export const rename: Feature = (session, { textDocument }) => {
  const { connection, positions } = session
  connection.onPrepareRename(
    guarded(connection, 'prepareRename', null, (params): Answer<PrepareRenameResult> => {
      const request = requestedAt(session, params)
      if (request === undefined) return null
      const { snapshot, file, spot } = request
      const found = renameableAt(snapshot, spot)
      if ('refused' in found) return refusal(found.refused)
      return { range: positions.range(file, found.at), placeholder: found.name }
    }),
  )
  connection.onRenameRequest(
    guarded(connection, 'rename', null, (params): Answer<WorkspaceEdit> => {
      const request = requestedAt(session, params)
      if (request === undefined) return null
      const { snapshot, spot } = request
      const edits = editsOf(snapshot, spot, params.newName.trim())
      return 'refused' in edits ? refusal(edits.refused) : workspaceEdit(session, snapshot, edits)
    }),
  )
  return { renameProvider: textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true }
}

function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, shownPaths(reason))
}
