/** Sends the findings to the client whenever they change, and answers where the client asks for them itself. */
import { type Diagnostic, DocumentDiagnosticReportKind, type WorkspaceDiagnosticReport } from 'vscode-languageserver'
import { remembered } from '../text/remembered.ts'
import { diagnosticsByPath, settingsDiagnostics } from './diagnostics.ts'
import { pathOf, uriOf } from './paths.ts'
import { guarded, logFailure, type Session } from './session.ts'
import type { WorkspaceSnapshot } from './workspace.ts'

/** Lets the client know of findings. */
export interface Publisher {
  /** Publishes once no further change is waiting. */
  soon(): void
}

/** Findings are `pushed`, or else `pulled`: then the client is told when to ask again. `published` is called after each time. */
export function publisher(session: Session, how: 'pushed' | 'pulled', published: () => void): Publisher {
  const { connection, workspace, positions } = session
  const sent = new Map<string, string>()
  /** A client that asks does so for one file after the other. */
  const diagnosticsOf = remembered((snapshot: WorkspaceSnapshot) => {
    const byPath = diagnosticsByPath(snapshot, positions)
    for (const [file, findings] of snapshot.settings)
      byPath.set(file.path, settingsDiagnostics(file, findings, positions))
    return byPath
  })
  let isScheduled = false
  let changes = 0

  const publish = (): void => {
    const snapshot = workspace.snapshot()
    if (snapshot === undefined) return
    const current = diagnosticsOf(snapshot)
    for (const path of sent.keys()) if (!current.has(path)) send(path, [])
    for (const [path, diagnostics] of current) if (!workspace.isView(path)) send(path, diagnostics)
  }
  const send = (path: string, diagnostics: Diagnostic[]): void => {
    const version = workspace.open.get(path)?.version
    const text = JSON.stringify([version ?? null, diagnostics])
    if (sent.get(path) === text || (diagnostics.length === 0 && version === undefined && !sent.has(path))) return
    if (diagnostics.length === 0 && version === undefined) sent.delete(path)
    else sent.set(path, text)
    const uri = uriOf(path)
    void connection.sendDiagnostics(version === undefined ? { uri, diagnostics } : { uri, version, diagnostics })
  }
  const schedule = (): void => {
    const seen = changes
    isScheduled = true
    // The next message that waits, if there is one, has its turn in between.
    nextTurn(() =>
      nextTurn(() => {
        isScheduled = false
        if (changes !== seen) schedule()
        else attempt()
      }),
    )
  }
  /** Clients that do not know the request answer it with an error. */
  const refresh = (): void => {
    Promise.resolve(connection.languages.diagnostics.refresh()).catch(() => {})
  }
  const attempt = (): void => {
    try {
      if (how === 'pulled') refresh()
      else publish()
      published()
    } catch (error) {
      logFailure(connection, 'publish', error)
    }
  }

  const reportOf = (path: string): Diagnostic[] => {
    const snapshot = workspace.isView(path) ? undefined : workspace.snapshot()
    return snapshot === undefined ? [] : (diagnosticsOf(snapshot).get(path) ?? [])
  }
  connection.languages.diagnostics.on(
    guarded(
      connection,
      'diagnostic',
      { kind: DocumentDiagnosticReportKind.Full, items: [] as Diagnostic[] },
      (params) => ({
        kind: DocumentDiagnosticReportKind.Full,
        items: reportOf(pathOf(params.textDocument.uri)),
      }),
    ),
  )
  connection.languages.diagnostics.onWorkspace(
    guarded(connection, 'workspace diagnostic', { items: [] }, (): WorkspaceDiagnosticReport => {
      const snapshot = workspace.snapshot()
      const all = snapshot === undefined ? [] : [...diagnosticsOf(snapshot)]
      return {
        items: all.map(([path, items]) => ({
          kind: DocumentDiagnosticReportKind.Full,
          uri: uriOf(path),
          version: workspace.open.get(path)?.version ?? null,
          items,
        })),
      }
    }),
  )

  return {
    soon: () => {
      changes++
      if (!isScheduled) schedule()
    },
  }
}

/** Does something once what waits already is done; a Web Worker has only a timer for that. */
function nextTurn(work: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(work)
  else setTimeout(work, 0)
}
