/** Tells the client to ask anew for lenses and hints where a change in one file changes those of another. */
import { type ClientCapabilities, CodeLensRefreshRequest, InlayHintRefreshRequest } from 'vscode-languageserver'
import { fateAt, instanceLenses } from '../service/hints/code-lenses.ts'
import { inlayHints } from '../service/hints/inlay-hints.ts'
import type { Snapshot } from '../service/snapshot.ts'
import { logFailure, type Session } from './session.ts'

/** Milliseconds without a change after which it is looked at what else changed. */
const IDLE = 200

/** To be called after every change. Editors ask by themselves for the file in which one types. */
export function refresher(session: Session, { workspace }: ClientCapabilities): () => void {
  const { connection } = session
  const requests = [
    ...(workspace?.codeLens?.refreshSupport === true ? [CodeLensRefreshRequest.type] : []),
    ...(workspace?.inlayHint?.refreshSupport === true ? [InlayHintRefreshRequest.type] : []),
  ]
  let shown: string | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined

  const look = (): void => {
    try {
      const snapshot = session.workspace.snapshot()
      const now = snapshot === undefined ? shown : shownNow(session, snapshot)
      if (now === shown) return
      shown = now
      for (const request of requests) Promise.resolve(connection.sendRequest(request)).catch(() => {})
    } catch (error) {
      logFailure(connection, 'refresh', error)
    }
  }
  return () => {
    if (requests.length === 0) return
    clearTimeout(waiting)
    waiting = setTimeout(look, IDLE)
  }
}

/** All that lenses and hints of the open files say; where they stand, editors know. */
function shownNow({ workspace, settings }: Session, snapshot: Snapshot): string {
  const { codeLens, inlayHints: hasHints } = settings()
  const texts = [...workspace.open.values()].flatMap(({ file }) => [
    file.path,
    ...(codeLens ? lensTexts(snapshot, file.path) : []),
    ...(hasHints ? inlayHints(snapshot, { file, start: 0, end: file.text.length }).map(({ label }) => label) : []),
  ])
  return texts.join('\n')
}

function lensTexts(snapshot: Snapshot, path: string): string[] {
  return instanceLenses(snapshot, path).map(({ title, leads, start }) =>
    leads === 'failover' ? (fateAt(snapshot, path, start) ?? '') : title,
  )
}
