/** The language server: what happens from the first message to the last, whatever the transport. */
import {
  type Connection,
  type ConnectionOptions,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileOperationRegistrationOptions,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  Message,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { counted } from '../output/summary.ts'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { editedFile, withChange } from '../text/sections.ts'
import { confinedTo } from './confined.ts'
import { features } from './features/index.ts'
import type { Host } from './host.ts'
import { pathOf } from './paths.ts'
import { type Encoding, positionsIn } from './positions.ts'
import { publisher } from './publisher.ts'
import { refresher } from './refresh.ts'
import { type Client, guarded, logFailure, type Session } from './session.ts'
import { isRecord, settingsFrom } from './settings.ts'
import { createWorkspace, editedOpenFile, openFile } from './workspace.ts'

/** What the server says of itself. */
export interface ServerInfo {
  readonly name: string
  readonly version: string
}

/** A request that is cancelled before its turn is answered as such, and costs nothing. */
export const connectionOptions: ConnectionOptions = {
  connectionStrategy: {
    cancelUndispatched: (message) =>
      Message.isRequest(message)
        ? {
            jsonrpc: message.jsonrpc,
            id: message.id,
            error: { code: LSPErrorCodes.RequestCancelled, message: 'cancelled' },
          }
        : undefined,
  },
}

/** Serves a client until it goes away. Nothing is read before the client says which folders are open. */
export function serve(connection: Connection, host: Host, info: ServerInfo): void {
  connection.onInitialize((params) => {
    const session = startSession(connection, host, params)
    return {
      serverInfo: info,
      capabilities: { ...session.capabilities, positionEncoding: session.encoding },
    } satisfies InitializeResult
  })
  connection.listen()
}

/** The names of files whose changes matter though nobody opens them. */
const WATCHED = ['**/*.{conf,cfg,inc}', '**/*keepalived*', '**/*keepalived*/**', `**/${SETTINGS_NAME}`]

function startSession(connection: Connection, host: Host, params: InitializeParams) {
  const { capabilities } = params
  const encoding: Encoding = capabilities.general?.positionEncodings?.includes('utf-8') ? 'utf-8' : 'utf-16'
  const positions = positionsIn(encoding)
  let settings = settingsFrom(params.initializationOptions)
  let folders = foldersOf(params)
  const allowed = isUntrusted(params) ? confinedTo(host, () => folders) : host
  const workspace = createWorkspace(allowed, { settings, folders }, () => publish.soon())
  const session: Session = {
    connection,
    workspace,
    positions,
    settings: () => settings,
    client: clientOf(params),
  }
  const publish = publisher(session, pullsOnly(params) ? 'pulled' : 'pushed', refresher(session, capabilities))

  const search = async (): Promise<void> => {
    const progress = await connection.window.createWorkDoneProgress()
    progress.begin('kalint: looking for keepalived configurations')
    try {
      const found = await workspace.search(folders, (looked) => progress.report(`${looked} files`))
      connection.console.info(`${counted(found, 'keepalived configuration')} found`)
      tellMissing()
    } catch (error) {
      logFailure(connection, 'search', error)
    } finally {
      progress.done()
    }
    publish.soon()
  }
  const tellMissing = (): void => {
    for (const name of workspace.missing())
      connection.console.warn(`kalint.clusters names ${name}, which does not exist`)
  }
  const configure = (section: unknown): void => {
    settings = settingsFrom(params.initializationOptions, section)
    workspace.configure(settings)
    publish.soon()
  }
  const fetchSettings = async (): Promise<void> => {
    if (capabilities.workspace?.configuration !== true) return
    configure(await connection.workspace.getConfiguration('kalint'))
  }

  // Only now: subscribing sends a request, and a client that is not initialized yet refuses it.
  const followFolders = (): void => {
    if (capabilities.workspace?.workspaceFolders !== true) return
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => pathOf(uri)))
      folders = [...folders.filter((path) => !gone.has(path)), ...added.map(({ uri }) => pathOf(uri))]
      void search()
    })
  }

  connection.onInitialized(async () => {
    try {
      followFolders()
      await register(connection, params)
      await fetchSettings()
      await search()
    } catch (error) {
      logFailure(connection, 'start', error)
    }
  })
  connection.onDidChangeConfiguration(async ({ settings: changed }) => {
    if (capabilities.workspace?.configuration === true) await fetchSettings()
    else if (isRecord(changed)) configure(changed.kalint ?? changed)
    tellMissing()
  })
  connection.onDidOpenTextDocument(({ textDocument: { uri, text, version, languageId } }) => {
    workspace.opened(pathOf(uri), openFile(pathOf(uri), text, version, languageId))
    publish.soon()
  })
  connection.onDidChangeTextDocument(
    guarded(connection, 'change', undefined, ({ textDocument: { uri, version }, contentChanges }) => {
      const path = pathOf(uri)
      const opened = workspace.open.get(path)
      if (opened === undefined) return
      let { file } = opened
      for (const change of contentChanges) {
        if ('range' in change) {
          const start = positions.offset(file, change.range.start)
          const end = positions.offset(file, change.range.end)
          file = withChange(file, { start, end, newText: change.text })
        } else {
          file = editedFile(path, change.text)
        }
      }
      workspace.opened(path, editedOpenFile(opened, file, version))
      publish.soon()
    }),
  )
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    workspace.closed(pathOf(uri))
    publish.soon()
  })
  // Of a folder that moves, the watchers of files tell nothing about the files in it.
  const searchAgain = (gone: readonly string[]): void => {
    for (const uri of gone) workspace.touched(pathOf(uri))
    void search()
  }
  connection.workspace.onDidRenameFiles(({ files }) => searchAgain(files.map(({ oldUri }) => oldUri)))
  connection.workspace.onDidDeleteFiles(({ files }) => searchAgain(files.map(({ uri }) => uri)))
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) workspace.touched(pathOf(uri))
    publish.soon()
  })

  const provided = features.map((feature) => feature(session, params.capabilities))
  return { encoding, capabilities: Object.assign(baseCapabilities(params), ...provided) as ServerCapabilities }
}

const FOLDERS: FileOperationRegistrationOptions = { filters: [{ pattern: { glob: '**', matches: 'folder' } }] }

function baseCapabilities(params: InitializeParams): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { didRename: FOLDERS, didDelete: FOLDERS },
    },
    ...(pullsOnly(params)
      ? { diagnosticProvider: { identifier: 'kalint', interFileDependencies: true, workspaceDiagnostics: true } }
      : {}),
  }
}

/** Diagnostics are pushed, because they concern files that are not open; some clients only ask for them. */
function pullsOnly({ capabilities }: InitializeParams): boolean {
  return (
    capabilities.textDocument?.diagnostic !== undefined && capabilities.textDocument.publishDiagnostics === undefined
  )
}

/** An editor that distinguishes workspaces says so at the start, and starts the server anew when the user decides otherwise. */
function isUntrusted({ initializationOptions }: InitializeParams): boolean {
  return isRecord(initializationOptions) && initializationOptions.isTrusted === false
}

function foldersOf(params: InitializeParams): string[] {
  const uris = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri == null ? [] : [params.rootUri])
  return uris.map(pathOf).map((path) => path.replace(/(?<=.)\/$/, ''))
}

function clientOf({ capabilities, initializationOptions }: InitializeParams): Client {
  const { textDocument, workspace, window } = capabilities
  return {
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    markdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    showDocument: window?.showDocument?.support === true,
    linkSupport: textDocument?.definition?.linkSupport === true,
    failoverPage: isRecord(initializationOptions) && initializationOptions.failoverPage === true,
  }
}

/** Asks for what a client tells only on request. */
async function register(connection: Connection, { capabilities: { workspace } }: InitializeParams): Promise<void> {
  if (workspace?.didChangeConfiguration?.dynamicRegistration === true) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'kalint' })
  }
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }))
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers })
  }
}
