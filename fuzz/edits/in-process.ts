/** The real server and a client of it in one process, over the protocol; its disk is a map. */
import { PassThrough } from 'node:stream'
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver'
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import type { Host } from '../../src/server/host.ts'
import { connectionOptions, serve } from '../../src/server/serve.ts'
import { decode, sourceFile } from '../../src/text/source-file.ts'
import { filesInMemory } from '../../test/files-in-memory.ts'

/** The folder that is open. */
export const FOLDER = '/w'

/** How the client introduces itself. */
export interface Introduction {
  readonly encoding: 'utf-8' | 'utf-16'
  readonly isTrusted: boolean
}

/** A server that runs, seen from its client. */
export interface Server {
  readonly connection: MessageConnection
  /** What was published last, by URI. */
  readonly published: ReadonlyMap<string, readonly Diagnostic[]>
  /** What the server logged as errors. */
  readonly errors: readonly string[]
  /** The section `kalint`, which the server asks for. */
  settings: unknown
  /** Waits until all that was sent has been done. */
  settle(): Promise<void>
  stop(): Promise<void>
}

export function uriOf(path: string): string {
  return `file://${FOLDER}/${encodeURI(path)}`
}

/** Starts a server on a disk, which may change while it runs. Bytes on the disk are written as Latin-1. */
export async function startServer(
  disk: ReadonlyMap<string, string>,
  { encoding, isTrusted }: Introduction,
): Promise<Server> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()]
  const serving = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
    connectionOptions,
  )
  serve(serving, hostOn(disk), { name: 'kalint', version: 'fuzzed' })
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer))
  const published = new Map<string, readonly Diagnostic[]>()
  const errors: string[] = []
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    published.set(uri, diagnostics)
  })
  connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type === 1) errors.push(message)
  })
  for (const request of ['client/registerCapability', 'window/workDoneProgress/create', 'workspace/applyEdit'])
    connection.onRequest(request, () => null)
  const server: Server = {
    connection,
    published,
    errors,
    settings: {},
    settle: async () => {
      for (let turns = 0; turns < TURNS; turns++) {
        await connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri: uriOf('nothing') } })
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    stop: async () => {
      await connection.sendRequest('shutdown')
      connection.dispose()
      serving.dispose()
    },
  }
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => server.settings))
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { ...CAPABILITIES, general: { positionEncodings: [encoding] } },
    initializationOptions: { isTrusted },
    workspaceFolders: [{ uri: `file://${FOLDER}`, name: 'w' }],
  })
  await connection.sendNotification('initialized', {})
  await server.settle()
  return server
}

/** So many rounds of messages and turns of the event loop, until nothing that one change leads to is left. */
const TURNS = 6

const CAPABILITIES = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    completion: { completionItem: { snippetSupport: true } },
    hover: { contentFormat: ['markdown'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
    rename: { prepareSupport: true },
    definition: { linkSupport: true },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: false },
  },
}

function hostOn(disk: ReadonlyMap<string, string>): Host {
  const files = () =>
    filesInMemory(
      new Map(
        [...disk].map(([path, text]) => {
          const whole = `${FOLDER}/${path}`
          return [whole, { kind: 'text', file: sourceFile(whole, decode(Buffer.from(text, 'latin1'))) }]
        }),
      ),
    )
  return {
    read: (path) => files().read(path),
    glob: (pattern) => files().glob(pattern),
    exists: (path) => files().read(path).kind === 'text',
    async *find() {
      for (const path of [...disk.keys()].sort()) yield `${FOLDER}/${path}`
    },
  }
}
