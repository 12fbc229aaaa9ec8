/** What the handlers of requests share: the connection, the files of the user, and how positions are counted. */
import type { Connection, TextDocumentPositionParams } from 'vscode-languageserver'
import type { Snapshot, Spot } from '../service/snapshot.ts'
import type { SourceFile } from '../text/source-file.ts'
import { pathOf } from './paths.ts'
import type { Positions } from './positions.ts'
import type { Settings } from './settings.ts'
import { isSettings, type SettingsParts } from './settings-files.ts'
import type { Workspace } from './workspace.ts'

/** One client, from its first message to its last. */
export interface Session {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly positions: Positions
  readonly settings: () => Settings
  /** What the client can do, as far as answers depend on it. */
  readonly client: Client
}

/** What a client says of itself. */
export interface Client {
  readonly snippets: boolean
  readonly markdown: boolean
  readonly hierarchicalSymbols: boolean
  readonly versionedEdits: boolean
  /** An edit may create a file. */
  readonly createsFiles: boolean
  readonly showDocument: boolean
  readonly linkSupport: boolean
  /** It has a command that shows the report on failover. */
  readonly failoverPage: boolean
}

/** What a request about a document starts from. */
export interface Request {
  readonly file: SourceFile
  readonly snapshot: Snapshot
}

/** The file of a request that its text alone answers. Settings are no text of keepalived. */
export function fileAt({ workspace }: Session, path: string): SourceFile | undefined {
  if (isSettings(path)) return undefined
  return workspace.open.get(path)?.file ?? workspace.snapshot()?.files.get(path)
}

/** The file of a request and all that is known now; `undefined` where the file is not known. */
export function requested(session: Session, path: string): Request | undefined {
  const snapshot = isSettings(path) ? undefined : session.workspace.snapshot()
  const file = session.workspace.open.get(path)?.file ?? snapshot?.files.get(path)
  return snapshot === undefined || file === undefined ? undefined : { file, snapshot }
}

/** The same of a request about a position; nothing in the tags of a template is of keepalived. */
export function requestedAt(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): (Request & { readonly spot: Spot }) | undefined {
  const request = requested(session, pathOf(textDocument.uri))
  if (request === undefined) return undefined
  const { file } = request
  const offset = session.positions.offset(file, position)
  return file.template?.isInTag(offset) === true ? undefined : { ...request, spot: { file, offset } }
}

/** A request about a position in a settings file that is open. */
export interface SettingsRequest {
  readonly file: SourceFile
  readonly offset: number
  readonly parts: SettingsParts
}

/** The settings file of a request about a position; `undefined` in any other file, and until what reads settings is loaded. */
export function settingsRequestedAt(
  { workspace, positions }: Session,
  { textDocument, position }: TextDocumentPositionParams,
): SettingsRequest | undefined {
  const path = pathOf(textDocument.uri)
  const file = isSettings(path) ? workspace.open.get(path)?.file : undefined
  const parts = file === undefined ? undefined : workspace.settings.parts()
  if (file === undefined || parts === undefined) return undefined
  return { file, offset: positions.offset(file, position), parts }
}

/**
 * Answers a request, or gives the empty answer where something goes wrong: one handler that fails never takes the server down.
 * Only the place of the failure is logged, because its message may hold what the user wrote.
 */
export function guarded<P, R>(
  connection: Connection,
  name: string,
  empty: R,
  answer: (params: P) => R,
): (params: P) => R {
  return (params) => {
    try {
      return answer(params)
    } catch (error) {
      logFailure(connection, name, error)
      return empty
    }
  }
}

/** Logs where an error was thrown. */
export function logFailure(connection: Connection, name: string, error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  const kind = error instanceof Error ? error.name : typeof error
  connection.console.error(`${name} failed: ${kind}\n${frames.slice(0, 12).join('\n')}`)
}
