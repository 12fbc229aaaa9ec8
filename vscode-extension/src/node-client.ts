/** A client whose server is a process of its own. */
import type { ExtensionContext, LogOutputChannel } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { clientOptions, connect } from './client-options.ts'
import { SECTION } from './names.ts'
import type { ClientListener } from './server.ts'

export function createClient(
  context: ExtensionContext,
  output: LogOutputChannel,
  listener: ClientListener,
): BaseLanguageClient {
  const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc }
  const client = new LanguageClient(SECTION, 'kalint', server, clientOptions(output, listener))
  connect(client, listener)
  return client
}
