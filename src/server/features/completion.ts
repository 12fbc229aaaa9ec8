/** `textDocument/completion`. */
import {
  type ClientCapabilities,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver'
import { entriesOf } from '../../engine/batches.ts'
import { completionsAt } from '../../service/completion/completion.ts'
import type { CompletionKind, Completions, CompletionItem as Offer } from '../../service/completion/completion-item.ts'
import { directoryOf } from '../../text/files.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { asMarkup } from '../markup.ts'
import { guarded, requestedAt, type Session, settingsRequestedAt } from '../session.ts'
import type { Feature } from './index.ts'

const NOTHING: CompletionList = { isIncomplete: false, items: [] }

/** Beside letters: what begins the next word, a reference, a condition, and a quoted command. */
const TRIGGERS = [' ', '$', '@', '"']

export const completion: Feature = (session, client) => {
  const style = styleFor(client)
  session.connection.onCompletion(
    guarded(session.connection, 'completion', NOTHING, (params) => {
      const found = inSettings(session, params) ?? inConfig(session, params)
      if (found === undefined) return NOTHING
      const { file, items, replaced } = found
      const range = session.positions.span(file, replaced)
      const digits = `${items.length}`.length
      return {
        isIncomplete: false,
        items: items.map((item, index) => ({
          ...itemFor(item, style),
          sortText: `${index}`.padStart(digits, '0'),
          textEdit: { range, newText: item.insert.text },
        })),
      }
    }),
  )
  return { completionProvider: { triggerCharacters: TRIGGERS, completionItem: { labelDetailsSupport: false } } }
}

interface Found extends Completions {
  readonly file: SourceFile
}

function inConfig(session: Session, params: CompletionParams): Found | undefined {
  const request = requestedAt(session, params)
  if (request === undefined) return undefined
  const trigger = params.context?.triggerCharacter
  const options = { snippets: session.client.snippets, ...(trigger === undefined ? {} : { trigger }) }
  return { file: request.file, ...completionsAt(request.snapshot, request.spot, options) }
}

function inSettings(session: Session, params: CompletionParams): Found | undefined {
  const request = settingsRequestedAt(session, params)
  if (request === undefined) return undefined
  const { file, offset, parts } = request
  const folder = directoryOf(file.path)
  const entries = session.workspace.snapshot()?.batches.flatMap(entriesOf) ?? []
  const below = entries.flatMap(({ path }) => (path.startsWith(folder) ? [path.slice(folder.length)] : []))
  return { file, ...parts.settingsCompletions(file.text, offset, [...new Set(below)].sort()) }
}

/** What the client can show of an item. */
interface Style {
  readonly markup: MarkupKind
  readonly tags: boolean
  readonly deprecated: boolean
  readonly adjusts: boolean
}

function styleFor({ textDocument }: ClientCapabilities): Style {
  const item = textDocument?.completion?.completionItem
  return {
    markup:
      item?.documentationFormat?.includes(MarkupKind.Markdown) === true ? MarkupKind.Markdown : MarkupKind.PlainText,
    tags: item?.tagSupport?.valueSet.includes(CompletionItemTag.Deprecated) === true,
    deprecated: item?.deprecatedSupport === true,
    adjusts: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.adjustIndentation) === true,
  }
}

function itemFor(offer: Offer, style: Style): CompletionItem {
  const { label, kind, detail, documentation, insert, deprecated } = offer
  return {
    label,
    kind: KINDS[kind],
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: asMarkup(documentation, style.markup) }),
    ...(insert.kind === 'snippet' ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(style.adjusts && insert.text.includes('\n') ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    ...(deprecated && style.tags ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(deprecated && !style.tags && style.deprecated ? { deprecated } : {}),
  }
}

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Property,
  block: CompletionItemKind.Class,
  option: CompletionItemKind.Keyword,
  choice: CompletionItemKind.EnumMember,
  number: CompletionItemKind.Value,
  name: CompletionItemKind.Reference,
  text: CompletionItemKind.Text,
  address: CompletionItemKind.Value,
  interface: CompletionItemKind.Interface,
  definition: CompletionItemKind.Constant,
  condition: CompletionItemKind.Constant,
  path: CompletionItemKind.File,
  command: CompletionItemKind.Function,
}
