/** What both kinds of the extension have in common: nearly all of it. */
import { type ExtensionContext, type TextDocument, window, workspace } from 'vscode'
import { registerCommands } from './commands.ts'
import { failoverPanels } from './failover-panels.ts'
import { LANGUAGE_ID } from './names.ts'
import { type LoadRecogniser, recogniseByContent } from './recognise-by-content.ts'
import { registerReports } from './reports.ts'
import { type LoadClient, languageServer } from './server.ts'
import { showStatus } from './status.ts'

/** What differs between a desktop and a browser. */
export interface Platform {
  readonly loadRecogniser: LoadRecogniser
  readonly loadClient: LoadClient
}

/** Returns at once: the language server starts with the first keepalived configuration that is opened. */
export function startExtension(context: ExtensionContext, platform: Platform): void {
  const output = window.createOutputChannel('kalint', { log: true })
  const server = languageServer(context, platform.loadClient, output)
  const panels = failoverPanels(server)
  const startFor = ({ languageId }: TextDocument): void => {
    if (languageId === LANGUAGE_ID) void server.start()
  }
  context.subscriptions.push(
    output,
    server,
    workspace.onDidOpenTextDocument(startFor),
    workspace.onDidGrantWorkspaceTrust(() => server.restartIfRunning()),
    ...recogniseByContent(platform.loadRecogniser, output),
    ...registerReports(server),
    panels,
    ...registerCommands(server, panels, output),
    ...showStatus(server),
  )
  workspace.textDocuments.forEach(startFor)
}
