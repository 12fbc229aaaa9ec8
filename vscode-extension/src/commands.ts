/** The commands of the palette. */
import {
  commands,
  type Disposable,
  type LogOutputChannel,
  ProgressLocation,
  type Range,
  Selection,
  Uri,
  window,
} from 'vscode'
import type { FailoverPanels } from './failover-panels.ts'
import { LANGUAGE_ID } from './names.ts'
import { type ReportKind, showReport } from './reports.ts'
import type { Server } from './server.ts'

/** Where the server says that the other node is, in the words of the protocol. */
interface OtherNode {
  readonly uri: string
  readonly range: { readonly start: ProtocolPosition; readonly end: ProtocolPosition }
}

interface ProtocolPosition {
  readonly line: number
  readonly character: number
}

export function registerCommands(server: Server, panels: FailoverPanels, output: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand('kalint.lintWorkspace', () => lintWorkspace(server)),
    commands.registerCommand('kalint.showCluster', () => report(server, 'cluster')),
    commands.registerCommand('kalint.showEffectiveConfig', () => report(server, 'effective')),
    commands.registerCommand('kalint.showFailover', (uri: unknown) => showFailover(server, panels, uri)),
    commands.registerCommand('kalint.openOtherNode', () => openOtherNode(server)),
    commands.registerCommand('kalint.restartServer', () => server.restart()),
    commands.registerCommand('kalint.showOutput', () => output.show()),
  ]
}

async function lintWorkspace(server: Server): Promise<void> {
  const progress = { location: ProgressLocation.Window, title: 'kalint: linting the workspace' }
  await window.withProgress(progress, () => server.ask('kalint.server.lintWorkspace'))
  if (server.state === 'running') await commands.executeCommand('workbench.actions.view.problems')
  else tellThatNothingRuns()
}

async function report(server: Server, kind: ReportKind): Promise<void> {
  const uri = activeConfig()
  if (uri === undefined) tell('Open a configuration of keepalived first.')
  else await showReport(server, kind, uri)
}

/** A code lens names its file; the menu of an editor gives a URI. */
async function showFailover(server: Server, panels: FailoverPanels, given: unknown): Promise<void> {
  const uri = typeof given === 'string' ? Uri.parse(given) : given instanceof Uri ? given : activeConfig()
  if (uri === undefined) return tell('Open a configuration of keepalived first.')
  const isShown = await panels.show(uri)
  if (server.state !== 'running') return tellThatNothingRuns()
  if (!isShown) tell('There is no vrrp_instance in the cluster of this file, so that nothing can fail over.')
}

async function openOtherNode(server: Server): Promise<void> {
  const uri = activeConfig()
  if (uri === undefined) return tell('Open a configuration of keepalived first.')
  const other = await server.ask<OtherNode>('kalint.server.otherNode', uri.toString())
  if (server.state !== 'running') return tellThatNothingRuns()
  if (other === undefined)
    return tell('kalint knows no other node of this cluster. The setting kalint.clusters can name it.')
  const { start, end } = other.range
  const selection = new Selection(start.line, start.character, end.line, end.character)
  await window.showTextDocument(Uri.parse(other.uri), { selection: selection satisfies Range })
}

function activeConfig(): Uri | undefined {
  const document = window.activeTextEditor?.document
  return document?.languageId === LANGUAGE_ID ? document.uri : undefined
}

function tell(sentence: string): void {
  void window.showInformationMessage(sentence)
}

function tellThatNothingRuns(): void {
  tell('The language server of kalint does not run. The command "kalint: Show Output" says why.')
}
