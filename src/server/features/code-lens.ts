/** `textDocument/codeLens`: over each instance its virtual router, the ways to the other nodes, and what becomes of it. */
import type { CodeLens, CodeLensParams } from 'vscode-languageserver'
import { fateAt, instanceLenses } from '../../service/hints/code-lenses.ts'
import { pathOf } from '../paths.ts'
import { guarded, requested } from '../session.ts'
import { OPEN_COMMAND } from './commands.ts'
import type { Feature } from './index.ts'

/** A command of the extension for VS Code, which has a page for the report. */
const FAILOVER_COMMAND = 'kalint.showFailover'

/** What a lens says where nothing is known any more: the editor asks for new ones after each change. */
const OUTDATED = '\u2026'

export const codeLens: Feature = (session) => {
  const { connection, positions } = session
  const answer = ({ textDocument: { uri: document } }: CodeLensParams): CodeLens[] => {
    const path = pathOf(document)
    const request = session.settings().codeLens ? requested(session, path) : undefined
    if (request === undefined) return []
    const { file, snapshot } = request
    return instanceLenses(snapshot, path)
      .filter(({ leads }) => leads !== 'elsewhere' || session.client.showDocument)
      .map(({ start, end, title, target, leads }) => {
        const range = positions.span(file, { start, end })
        if (leads === 'failover') return { range, data: document }
        const place = positions.location(snapshot.files, target)
        return { range, command: { title, command: OPEN_COMMAND, arguments: [place.uri, place.range] } }
      })
  }
  /** Only a lens that is in sight is asked for, and only then something is simulated. */
  const fate = ({ data, range }: CodeLens): string | undefined => {
    const path = pathOf(String(data))
    const request = requested(session, path)
    return request && fateAt(request.snapshot, path, positions.offset(request.file, range.start))
  }
  const guardedFate = guarded(connection, 'code lens', undefined, fate)
  connection.onCodeLens(guarded(connection, 'code lenses', [], answer))
  connection.onCodeLensResolve((lens) => {
    const title = guardedFate(lens) ?? OUTDATED
    const command = session.client.failoverPage
      ? { title, command: FAILOVER_COMMAND, arguments: [lens.data] }
      : { title, command: OPEN_COMMAND, arguments: [lens.data, lens.range] }
    return { ...lens, command }
  })
  return { codeLensProvider: { resolveProvider: true } }
}
