/** `textDocument/inlayHint`: what is in force where nothing, or something else, is written. */
import { type InlayHint, type InlayHintParams, MarkupKind } from 'vscode-languageserver'
import { inlayHints } from '../../service/hints/inlay-hints.ts'
import { pathOf } from '../paths.ts'
import { guarded, requested } from '../session.ts'
import type { Feature } from './index.ts'

export const inlayHint: Feature = (session) => {
  const { connection, positions } = session
  const answer = ({ textDocument, range }: InlayHintParams): InlayHint[] => {
    const request = session.settings().inlayHints ? requested(session, pathOf(textDocument.uri)) : undefined
    if (request === undefined) return []
    const { file, snapshot } = request
    const [start, end] = [positions.offset(file, range.start), positions.offset(file, range.end)]
    return inlayHints(snapshot, { file, start, end }).map(({ offset, label, tooltip }) => ({
      position: positions.span(file, { start: offset, end: offset }).start,
      label,
      tooltip: session.client.markdown ? { kind: MarkupKind.Markdown, value: tooltip } : tooltip,
      paddingLeft: true,
    }))
  }
  connection.languages.inlayHint.on(guarded(connection, 'inlay hints', [], answer))
  return { inlayHintProvider: true }
}
