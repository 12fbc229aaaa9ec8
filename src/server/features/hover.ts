/** `textDocument/hover`: what there is to know about a word. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver'
import { ruleUrl } from '../../output/summary.ts'
import { type Hover as Found, hoverAt } from '../../service/hover/hover.ts'
import { asMarkdown, asPlainText, prose } from '../../service/rich-text.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { guarded, requestedAt, type Session, type SettingsRequest, settingsRequestedAt } from '../session.ts'
import type { Feature } from './index.ts'

export const hover: Feature = (session) => {
  const answer = (params: HoverParams): Hover | null => {
    const settings = settingsRequestedAt(session, params)
    if (settings !== undefined) return inSettings(session, settings)
    const request = requestedAt(session, params)
    return request === undefined ? null : shown(session, request.file, hoverAt(request.snapshot, request.spot))
  }
  session.connection.onHover(guarded(session.connection, 'hover', null, answer))
  return { hoverProvider: true }
}

function inSettings(session: Session, { file, offset, parts }: SettingsRequest): Hover | null {
  const found = parts.settingsHover(file.text, offset)
  if (found?.rule === undefined) return shown(session, file, found)
  const url = ruleUrl(found.rule)
  const link = prose(session.client.markdown ? `[More about this rule](${url})` : `More about this rule: ${url}`)
  return shown(session, file, { ...found, blocks: [...found.blocks, link] })
}

function shown(session: Session, file: SourceFile, found: Found | undefined): Hover | null {
  if (found === undefined) return null
  const contents = session.client.markdown
    ? { kind: MarkupKind.Markdown, value: asMarkdown(found.blocks) }
    : { kind: MarkupKind.PlainText, value: asPlainText(found.blocks) }
  return { contents, range: session.positions.span(file, found) }
}
