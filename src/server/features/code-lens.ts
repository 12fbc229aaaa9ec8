/** `textDocument/codeLens`: over each instance its virtual router, and the ways to the other nodes. */
import type { CodeLens, CodeLensParams } from 'vscode-languageserver'
import { instanceLenses } from '../../service/hints/code-lenses.ts'
import { pathOf } from '../paths.ts'
import { guarded, requested } from '../session.ts'
import { OPEN_COMMAND } from './commands.ts'
import type { Feature } from './index.ts'

export const codeLens: Feature = (session) => {
  const { connection, positions } = session
  const answer = ({ textDocument }: CodeLensParams): CodeLens[] => {
    const path = pathOf(textDocument.uri)
    const request = session.settings().codeLens ? requested(session, path) : undefined
    if (request === undefined) return []
    const { file, snapshot } = request
    return instanceLenses(snapshot, path)
      .filter(({ leads }) => leads === 'here' || session.client.showDocument)
      .map(({ start, end, title, target }) => {
        const { uri, range } = positions.location(snapshot.files, target)
        return {
          range: positions.span(file, { start, end }),
          command: { title, command: OPEN_COMMAND, arguments: [uri, range] },
        }
      })
  }
  connection.onCodeLens(guarded(connection, 'code lenses', [], answer))
  return { codeLensProvider: { resolveProvider: false } }
}
