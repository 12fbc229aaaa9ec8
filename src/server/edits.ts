/** Edits of the engine as the protocol wants them. */
import {
  CreateFile,
  type Range as ProtocolRange,
  type TextDocumentEdit,
  TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import type { Snapshot } from '../service/snapshot.ts'
import type { Edit } from '../text/edits.ts'
import { uriOf } from './paths.ts'
import type { Session } from './session.ts'

/** Edits of any files, for the versions that the editor has open where it can tell them apart. */
export function workspaceEdit(session: Session, snapshot: Snapshot, edits: readonly Edit[]): WorkspaceEdit {
  const { positions, workspace, client } = session
  const byPath = new Map<string, TextEdit[]>()
  for (const { at, newText } of edits) {
    const { path } = at.file
    const range = positions.range(snapshot.files.get(path) ?? at.file, at)
    byPath.set(path, [...(byPath.get(path) ?? []), TextEdit.replace(range, newText)])
  }
  if (!client.versionedEdits) {
    return { changes: Object.fromEntries([...byPath].map(([path, changes]) => [uriOf(path), changes])) }
  }
  const documentChanges = [...byPath].map(
    ([path, changes]): TextDocumentEdit => ({
      textDocument: { uri: uriOf(path), version: workspace.open.get(path)?.version ?? null },
      edits: changes,
    }),
  )
  return { documentChanges }
}

/** A new file with a text. */
export function newFile(path: string, text: string): WorkspaceEdit {
  const uri = uriOf(path)
  const start: ProtocolRange['start'] = { line: 0, character: 0 }
  return {
    documentChanges: [
      CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }),
      { textDocument: { uri, version: null }, edits: [TextEdit.insert(start, text)] },
    ],
  }
}
