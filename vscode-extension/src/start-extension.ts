/** What both kinds of the extension have in common: nearly all of it. */
import { type ExtensionContext, languages, type TextDocument, window, workspace } from 'vscode'
import { registerCommands } from './commands.ts'
import { failoverPanels } from './failover-panels.ts'
import { LANGUAGE_ID, SETTINGS_FILES } from './names.ts'
import { type LoadRecogniser, recogniseByContent } from './recognise-by-content.ts'
import { registerReports } from './reports.ts'
import { type LoadClient, languageServer } from './server.ts'
import { showStatus } from './status.ts'

/** What differs between a desktop and a browser. */
export interface Platform {
  readonly loadRecogniser: LoadRecogniser
  readonly loadClient: LoadClient
}

/** Returns at once: the language server starts with the first configuration or settings file that is opened. */
export function startExtension(context: ExtensionContext, platform: Platform): void {
  const output = window.createOutputChannel('kalint', { log: true })
  const server = languageServer(context, platform.loadClient, output)
  const panels = failoverPanels(server)
  const startFor = (document: TextDocument): void => {
    if (languages.match([LANGUAGE_ID, { pattern: SETTINGS_FILES }], document) > 0) void server.start()
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
