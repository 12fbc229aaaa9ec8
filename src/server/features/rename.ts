/** Rename. What cannot be renamed is told why. */
import { LSPErrorCodes, type PrepareRenameResult, ResponseError, type WorkspaceEdit } from 'vscode-languageserver'
import { rename as editsOf, renameableAt } from '../../service/navigation/rename.ts'
import { workspaceEdit } from '../edits.ts'
import { pathOf, shownPaths } from '../paths.ts'
import { guarded, requested } from '../session.ts'
import type { Feature } from './index.ts'

type Answer<T> = T | null | ResponseError

export const rename: Feature = (session, { textDocument }) => {
  const { connection, positions } = session
  connection.onPrepareRename(
    guarded(connection, 'prepareRename', null, (params): Answer<PrepareRenameResult> => {
      const request = requested(session, { path: pathOf(params.textDocument.uri) })
      if (request === undefined) return null
      const { snapshot, file } = request
      const found = renameableAt(snapshot, { file, offset: positions.offset(file, params.position) })
      if ('refused' in found) return refusal(found.refused)
      return { range: positions.range(file, found.at), placeholder: found.name }
    }),
  )
  connection.onRenameRequest(
    guarded(connection, 'rename', null, (params): Answer<WorkspaceEdit> => {
      const request = requested(session, { path: pathOf(params.textDocument.uri) })
      if (request === undefined) return null
      const { snapshot, file } = request
      const spot = { file, offset: positions.offset(file, params.position) }
      const edits = editsOf(snapshot, spot, params.newName.trim())
      return 'refused' in edits ? refusal(edits.refused) : workspaceEdit(session, snapshot, edits)
    }),
  )
  return { renameProvider: textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true }
}

function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, shownPaths(reason))
}
