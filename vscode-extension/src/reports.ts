/** Pages that show a cluster, or what a node reads, beside the file, and that follow it as it changes. */
import { type Disposable, EventEmitter, languages, Uri, ViewColumn, window, workspace } from 'vscode'
import { REPORT_LANGUAGE_ID } from './names.ts'
import type { Server } from './server.ts'

export type ReportKind = 'cluster' | 'effective'

const SCHEME = 'kalint'
const COMMANDS = { cluster: 'kalint.server.showCluster', effective: 'kalint.server.showEffective' } as const
const TITLES = { cluster: 'Cluster of', effective: 'What is read for' } as const

/** Findings are told again whenever a configuration changed; then the pages wait this long for more of them. */
const CALM_MS = 250

export function registerReports(server: Server): Disposable[] {
  const changed = new EventEmitter<Uri>()
  const texts = new Map<string, string>()
  const textOf = async (page: Uri): Promise<string> => {
    const { kind, config } = JSON.parse(page.query) as { readonly kind: ReportKind; readonly config: string }
    const text = await server.ask<string>(COMMANDS[kind], config)
    if (text !== undefined) texts.set(page.toString(), withShortPaths(text))
    return texts.get(page.toString()) ?? 'Nothing to show: the language server of kalint does not answer.\n'
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const refresh = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      for (const { uri } of openReports()) changed.fire(uri)
    }, CALM_MS)
  }
  return [
    changed,
    workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: textOf,
    }),
    languages.onDidChangeDiagnostics(({ uris }) => {
      if (openReports().length > 0 && uris.some(({ scheme }) => scheme !== SCHEME)) refresh()
    }),
    workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
    server.onDidChangeState(refresh),
  ]
}

/** Opens the page for a configuration beside it. */
export async function showReport(server: Server, kind: ReportKind, config: Uri): Promise<void> {
  await server.start()
  const name = config.path.split('/').slice(-2).join(' › ')
  const query = JSON.stringify({ kind, config: config.toString() })
  const page = await workspace.openTextDocument(Uri.from({ scheme: SCHEME, path: `/${TITLES[kind]} ${name}`, query }))
  await languages.setTextDocumentLanguage(page, REPORT_LANGUAGE_ID)
  await window.showTextDocument(page, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true })
}

/** As everything else in the editor, files are called by their paths in the workspace. */
function withShortPaths(text: string): string {
  return (workspace.workspaceFolders ?? []).reduce(
    (shortened, { uri }) => shortened.replaceAll(`${uri.fsPath.replaceAll('\\', '/')}/`, ''),
    text,
  )
}

function openReports(): { readonly uri: Uri }[] {
  return workspace.textDocuments.filter(({ uri }) => uri.scheme === SCHEME)
}
