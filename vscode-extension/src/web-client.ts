/** A client whose server is a worker of the browser. */
import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { LanguageClient, type ServerOptions } from 'vscode-languageclient/browser'
import { clientOptions, connect } from './client-options.ts'
import { SECTION } from './names.ts'
import type { ClientListener } from './server.ts'

/** What a browser has, and Node has not. */
declare const Worker: new (address: string) => Extract<ServerOptions, object>

export function createClient(
  context: ExtensionContext,
  output: LogOutputChannel,
  listener: ClientListener,
): BaseLanguageClient {
  const server = new Worker(Uri.joinPath(context.extensionUri, 'dist/server.js').toString(true))
  const client = new LanguageClient(SECTION, 'kalint', server, clientOptions(output, listener))
  connect(client, listener)
  return client
}
