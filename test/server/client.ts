/** A client of the built server over standard input and output, for tests that speak the protocol. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  Position,
  PublishDiagnosticsParams,
} from 'vscode-languageserver'

const server = join(import.meta.dirname, '../../dist/server.cjs')

/** How a client starts. */
export interface ClientOptions {
  readonly folders?: readonly string[]
  readonly capabilities?: ClientCapabilities
  readonly settings?: unknown
  readonly args?: readonly string[]
}

export interface TestClient {
  readonly connection: MessageConnection
  readonly process: ChildProcess
  readonly initialized: InitializeResult
  /** What the server logged. */
  readonly log: string[]
  open(path: string, text: string, languageId?: string): Promise<void>
  /** Replaces a text at a position of an open document. */
  change(path: string, start: Position, end: Position, text: string): Promise<void>
  close(path: string): Promise<void>
  /** Tells that files changed behind the back of the editor. */
  touched(...paths: string[]): Promise<void>
  request<R>(method: string, params: unknown): Promise<R>
  /** The diagnostics of a file, once they are what `until` wants; fails after some seconds. */
  diagnostics(path: string, until?: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]>
  /** Ends the server as an editor does; the result is its exit code. */
  stop(): Promise<number | null>
}

/** For a busy machine, in milliseconds. */
const PATIENCE = 20_000

export function uri(path: string): string {
  return pathToFileURL(path).href
}

export async function startClient(options: ClientOptions = {}): Promise<TestClient> {
  const { folders = [], capabilities = {}, settings = {}, args = ['--stdio'] } = options
  const child = spawn(process.execPath, [server, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const published = new Map<string, PublishDiagnosticsParams>()
  const waiting = new Set<() => void>()
  const versions = new Map<string, number>()
  const log: string[] = []
  child.stderr.on('data', (part) => log.push(String(part)))
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params)
    for (const look of waiting) look()
  })
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message)
  })
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings))
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('window/workDoneProgress/create', () => null)
  connection.listen()
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions: settings,
    workspaceFolders: folders.map((path) => ({ uri: uri(path), name: path })),
  })
  await connection.sendNotification('initialized', {})

  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    connection,
    process: child,
    initialized,
    log,
    open: (path, text, languageId = 'keepalived') => {
      versions.set(path, 1)
      const textDocument = { uri: uri(path), languageId, version: 1, text }
      return connection.sendNotification('textDocument/didOpen', { textDocument })
    },
    change: (path, start, end, text) => {
      const version = (versions.get(path) ?? 0) + 1
      versions.set(path, version)
      return connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ range: { start, end }, text }],
      })
    },
    close: (path) => connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } }),
    touched: (...paths) =>
      connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: paths.map((path) => ({ uri: uri(path), type: 2 })),
      }),
    request: (method, params) => connection.sendRequest(method, params),
    diagnostics: (path, until = () => true) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const last = published.get(uri(path))
          const isCurrent = last !== undefined && (last.version === undefined || last.version === versions.get(path))
          if (last === undefined || !isCurrent || !until(last.diagnostics)) return
          waiting.delete(look)
          clearTimeout(timer)
          resolve(last.diagnostics)
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no such diagnostics: ${JSON.stringify(published.get(uri(path)))}`))
        }, PATIENCE)
        waiting.add(look)
        look()
      }),
    stop: async () => {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      return exit
    },
  }
}
