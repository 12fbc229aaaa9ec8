/** A client of the built server over standard input and output, for tests that speak the protocol. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  CancellationTokenSource,
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
  /** The section `kalint`, or what gives it whenever the server asks. */
  readonly settings?: unknown | (() => unknown)
  /** What is sent at the start, if it is not the same. */
  readonly initializationOptions?: unknown
  readonly args?: readonly string[]
  /** Options of Node. */
  readonly node?: readonly string[]
  readonly trace?: 'off' | 'verbose'
  /** The process whose end ends the server; else this one. */
  readonly parent?: number | undefined
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
  /** What was published last for a file, after all that was asked before. */
  published(path: string): Promise<PublishDiagnosticsParams | undefined>
  /** Waits for a line of the log. */
  logged(text: string): Promise<void>
  /** What the server told of its progress. */
  readonly progress: { readonly kind: string }[]
  cancellable(method: string, params: unknown): { readonly result: Promise<unknown>; cancel(): void }
  /** Ends the server as an editor does; the result is its exit code. */
  stop(): Promise<number | null>
}

/** For a busy machine, in milliseconds. */
const PATIENCE = 20_000

export function uri(path: string): string {
  return pathToFileURL(path).href
}

export async function startClient(options: ClientOptions = {}): Promise<TestClient> {
  const {
    folders = [],
    capabilities = {},
    settings = {},
    initializationOptions,
    args = ['--stdio'],
    node = [],
    trace = 'off',
    parent = process.pid,
  } = options
  const section = (): unknown => (typeof settings === 'function' ? settings() : settings)
  const child = spawn(process.execPath, [...node, server, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
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
    for (const look of waiting) look()
  })
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(section))
  const progress: { kind: string }[] = []
  connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
    progress.push(value)
  })
  connection.onNotification('$/logTrace', ({ message }: { message: string }) => {
    log.push(message)
  })
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('window/workDoneProgress/create', () => null)
  connection.listen()
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: parent,
    trace,
    rootUri: null,
    capabilities,
    initializationOptions: initializationOptions ?? section(),
    workspaceFolders: folders.map((path) => ({ uri: uri(path), name: path })),
  })
  await connection.sendNotification('initialized', {})

  const eventually = (isSo: () => boolean, complaint: () => string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!isSo()) return
        waiting.delete(look)
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.delete(look)
        reject(new Error(complaint()))
      }, PATIENCE)
      waiting.add(look)
      look()
    })
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
    diagnostics: async (path, until = () => true) => {
      const current = (): Diagnostic[] | undefined => {
        const last = published.get(uri(path))
        const isCurrent = last !== undefined && (last.version === undefined || last.version === versions.get(path))
        return last !== undefined && isCurrent && until(last.diagnostics) ? last.diagnostics : undefined
      }
      await eventually(
        () => current() !== undefined,
        () => `no such diagnostics: ${JSON.stringify(published.get(uri(path)))}`,
      )
      return current() ?? []
    },
    published: async (path) => {
      await connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri: uri(path) } })
      return published.get(uri(path))
    },
    logged: (text) =>
      eventually(
        () => log.some((line) => line.includes(text)),
        () => `not logged: ${text}`,
      ),
    progress,
    cancellable: (method, params) => {
      const source = new CancellationTokenSource()
      return { result: connection.sendRequest(method, params, source.token), cancel: () => source.cancel() }
    },
    stop: async () => {
      await connection.sendRequest('shutdown')
      await connection.sendNotification('exit')
      return exit
    },
  }
}
