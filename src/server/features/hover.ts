/** `textDocument/hover`: what there is to know about a word. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver'
import { hoverAt } from '../../service/hover/hover.ts'
import { asMarkdown, asPlainText } from '../../service/rich-text.ts'
import { guarded, requestedAt } from '../session.ts'
import type { Feature } from './index.ts'

export const hover: Feature = (session) => {
  const answer = (params: HoverParams): Hover | null => {
    const request = requestedAt(session, params)
    if (request === undefined) return null
    const { file, snapshot, spot } = request
    const found = hoverAt(snapshot, spot)
    if (found === undefined) return null
    const contents = session.client.markdown
      ? { kind: MarkupKind.Markdown, value: asMarkdown(found.blocks) }
      : { kind: MarkupKind.PlainText, value: asPlainText(found.blocks) }
    return { contents, range: session.positions.span(file, found) }
  }
  session.connection.onHover(guarded(session.connection, 'hover', null, answer))
  return { hoverProvider: true }
}
