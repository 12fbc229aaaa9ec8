/** Panels with the report on failover of a cluster, which follow its files as they change. */
import {
  CancellationTokenSource,
  type Disposable,
  languages,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode'
import { panelPage } from './failover-page.ts'
import { LANGUAGE_ID, SECTION } from './names.ts'
import type { Server } from './server.ts'

export interface FailoverPanels extends Disposable {
  /** Opens the panel of the cluster of a file beside it; `false` where there is nothing to show. */
  show(config: Uri): Promise<boolean>
}

/** The answer to `kalint/failover`. */
interface FailoverPage {
  readonly id: string
  readonly title: string
  readonly html: string
  readonly places: readonly { readonly uri: string; readonly range: { readonly start: Spot; readonly end: Spot } }[]
}

/** In the words of the protocol. */
interface Spot {
  readonly line: number
  readonly character: number
}

interface Shown {
  readonly panel: WebviewPanel
  readonly config: Uri
  page: FailoverPage
}

const VIEW_TYPE = 'kalint.failover'

/** A panel asks again when nothing has changed for so long, or for a few times as long as the last answer took. */
const CALM_MS = 300
const CALM_FACTOR = 5

export function failoverPanels(server: Server): FailoverPanels {
  const panels = new Set<Shown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let question: CancellationTokenSource | undefined
  let calm = CALM_MS

  const ask = async (config: Uri, source = new CancellationTokenSource()): Promise<FailoverPage | undefined> => {
    const started = Date.now()
    const page = await server.request<FailoverPage>('kalint/failover', { uri: config.toString() }, source.token)
    calm = Math.max(CALM_MS, CALM_FACTOR * (Date.now() - started))
    return page
  }
  /** While there is nothing to show, the last page stays. */
  const update = async (): Promise<void> => {
    question?.cancel()
    const own = new CancellationTokenSource()
    question = own
    for (const shown of panels) {
      const page = await ask(shown.config, own)
      if (own.token.isCancellationRequested) return
      if (page !== undefined && panels.has(shown)) put(shown, page)
    }
  }
  const soon = (): void => {
    if (panels.size === 0) return
    question?.cancel()
    clearTimeout(timer)
    timer = setTimeout(() => void update(), calm)
  }
  const put = (shown: Shown, page: FailoverPage): void => {
    const isSame = page.html === shown.page.html
    shown.page = page
    shown.panel.title = page.title
    if (!isSame) shown.panel.webview.html = panelPage(page.html)
  }
  const open = (config: Uri, page: FailoverPage): void => {
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true }
    const panel = window.createWebviewPanel(VIEW_TYPE, page.title, column, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    })
    const shown: Shown = { panel, config, page }
    panels.add(shown)
    panel.onDidDispose(() => panels.delete(shown))
    panel.webview.onDidReceiveMessage((message: unknown) => void goTo(shown.page, message))
    panel.webview.html = panelPage(page.html)
  }

  const listeners = [
    languages.onDidChangeDiagnostics(soon),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === LANGUAGE_ID) soon()
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) soon()
    }),
    server.onDidChangeState(soon),
  ]
  return {
    show: async (config) => {
      const page = await ask(config)
      if (page === undefined) return false
      const known = [...panels].find((shown) => shown.page.id === page.id)
      if (known === undefined) open(config, page)
      else {
        put(known, page)
        known.panel.reveal(undefined, true)
      }
      return true
    },
    dispose: () => {
      clearTimeout(timer)
      question?.cancel()
      for (const listener of listeners) listener.dispose()
      for (const { panel } of panels) panel.dispose()
    },
  }
}

/** Opens the file of a finding that was chosen in the page, by its number there. */
async function goTo({ places }: FailoverPage, message: unknown): Promise<void> {
  const index = typeof message === 'object' && message !== null && 'place' in message ? message.place : undefined
  const place = typeof index === 'number' ? places[index] : undefined
  if (place === undefined) return
  const { start, end } = place.range
  const selection = new Range(start.line, start.character, end.line, end.character)
  await window.showTextDocument(Uri.parse(place.uri), { selection, viewColumn: ViewColumn.One })
}
