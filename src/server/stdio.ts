/** The server over the transport that its arguments name: `--stdio`, `--node-ipc` or `--socket=PORT`. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import type { Host } from './host.ts'
import { connectionOptions, type ServerInfo, serve } from './serve.ts'
import { logFailure } from './session.ts'

/** Serves until the client goes away, over standard input and output where no transport is named; the process ends when its parent does. */
export function serveProcess(host: Host, info: ServerInfo): void {
  if (!process.argv.some((word) => TRANSPORT.test(word))) process.argv.push('--stdio')
  const connection = createConnection(ProposedFeatures.all, connectionOptions)
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => logFailure(connection, event, error))
  }
  serve(connection, host, info)
}

const TRANSPORT = /^--(stdio|node-ipc|socket|pipe)\b/
