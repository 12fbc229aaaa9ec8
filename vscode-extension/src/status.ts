/** What the status bar tells while a configuration is in front: its cluster, and how many findings there are. */
import {
  type Disposable,
  LanguageStatusSeverity,
  languages,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
} from 'vscode'
import { LANGUAGE_ID } from './names.ts'
import type { Server, ServerState } from './server.ts'

/** The findings of a key press come in several events. */
const CALM_MS = 200

const STATES: Readonly<Record<ServerState, string>> = {
  stopped: 'kalint is stopped',
  starting: 'kalint starts',
  running: 'kalint runs',
  failed: 'kalint does not run',
}

export function showStatus(server: Server): Disposable[] {
  const item = window.createStatusBarItem('kalint.cluster', StatusBarAlignment.Right, 101)
  item.name = 'keepalived cluster'
  item.command = 'kalint.showCluster'
  const state = languages.createLanguageStatusItem('kalint.server', { language: LANGUAGE_ID })
  state.name = 'kalint'

  const showState = (): void => {
    const hasFailed = server.state === 'failed'
    state.text = STATES[server.state]
    state.busy = server.state === 'starting'
    state.severity = hasFailed ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information
    state.command = hasFailed
      ? { command: 'kalint.restartServer', title: 'Restart' }
      : { command: 'kalint.showOutput', title: 'Show Output' }
  }
  /** Only the answer to the last question is shown. */
  let question = 0
  const showCluster = async (): Promise<void> => {
    question += 1
    const own = question
    const document = window.activeTextEditor?.document
    if (document?.languageId !== LANGUAGE_ID) return item.hide()
    const text = await server.ask<string>('kalint.server.showCluster', document.uri.toString())
    const counts = await server.ask<Counts>('kalint.server.lintWorkspace')
    if (own !== question) return
    const { errors, warnings } = counts ?? { errors: 0, warnings: 0 }
    item.text = `$(${errors > 0 ? 'error' : 'pass'}) kalint: ${[...clusterParts(text), ...countParts(errors, warnings)].join(', ')}`
    item.backgroundColor = server.state === 'failed' ? new ThemeColor('statusBarItem.errorBackground') : undefined
    item.tooltip = tooltip(server.state, text)
    item.show()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const showSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void showCluster(), CALM_MS)
  }

  showState()
  showSoon()
  return [
    item,
    state,
    window.onDidChangeActiveTextEditor(showSoon),
    languages.onDidChangeDiagnostics(showSoon),
    server.onDidChangeState(() => {
      showState()
      showSoon()
    }),
    { dispose: () => clearTimeout(timer) },
  ]
}

/** The first line of what the server shows of a cluster: `cluster nodeA + nodeB (2 nodes, 2 virtual routers)`. */
function clusterParts(text: string | undefined): string[] {
  const [, name, nodes] = /^cluster (.+) \((\d+ nodes?)/m.exec(text ?? '') ?? []
  return name === undefined || nodes === undefined ? [] : [name, nodes]
}

/** What the server counts in all files of the workspace. A finding between two of them stands in both and counts once. */
interface Counts {
  readonly errors: number
  readonly warnings: number
}

function countParts(errors: number, warnings: number): string[] {
  const parts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== undefined)
  return parts.length === 0 ? ['no findings'] : parts
}

function counted(count: number, noun: string): string | undefined {
  if (count === 0) return undefined
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function tooltip(state: ServerState, text: string | undefined): MarkdownString {
  const settings = `command:workbench.action.openSettings?${encodeURIComponent(JSON.stringify('@ext:kalint.kalint'))}`
  const links = [
    '[Open other node](command:kalint.openOtherNode)',
    '[Show effective config](command:kalint.showEffectiveConfig)',
    `[Settings](${settings})`,
  ]
  const content = new MarkdownString()
  content.isTrusted = {
    enabledCommands: ['kalint.openOtherNode', 'kalint.showEffectiveConfig', 'workbench.action.openSettings'],
  }
  content.appendMarkdown(`**${STATES[state]}**\n\n`)
  if (text !== undefined) content.appendCodeblock(text.trimEnd(), 'plaintext')
  content.appendMarkdown(`\n\n${links.join(' · ')}`)
  return content
}
