/** `textDocument/documentHighlight`: the words of a file that belong together. */
import { type DocumentHighlight, DocumentHighlightKind, type DocumentHighlightParams } from 'vscode-languageserver'
import { type Highlight, highlightsAt } from '../../service/navigation/highlight.ts'
import { guarded, requestedAt } from '../session.ts'
import type { Feature } from './index.ts'

export const documentHighlight: Feature = (session) => {
  const answer = (params: DocumentHighlightParams): DocumentHighlight[] => {
    const request = requestedAt(session, params)
    if (request === undefined) return []
    const { file, snapshot, spot } = request
    const found = highlightsAt(snapshot, spot)
    return found.map((one) => ({ range: session.positions.span(file, one), kind: KINDS[one.kind] }))
  }
  session.connection.onDocumentHighlight(guarded(session.connection, 'highlight', [], answer))
  return { documentHighlightProvider: true }
}

const KINDS: Readonly<Record<Highlight['kind'], DocumentHighlightKind>> = {
  declared: DocumentHighlightKind.Write,
  used: DocumentHighlightKind.Read,
  equal: DocumentHighlightKind.Text,
}
