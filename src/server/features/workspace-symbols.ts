/** The search for names across all files. */
import type { WorkspaceSymbol } from 'vscode-languageserver'
import { shownName, workspaceSymbols as symbolsFor } from '../../service/navigation/workspace-symbols.ts'
import { guarded } from '../session.ts'
import { KINDS } from './document-symbols.ts'
import type { Feature } from './index.ts'

export const workspaceSymbols: Feature = ({ connection, workspace, positions }) => {
  connection.onWorkspaceSymbol(
    guarded(connection, 'workspaceSymbol', [], ({ query }): WorkspaceSymbol[] => {
      const snapshot = workspace.snapshot()
      if (snapshot === undefined) return []
      return symbolsFor(snapshot, query).map((symbol) => ({
        name: shownName(symbol),
        kind: KINDS[symbol.kind],
        containerName: symbol.nodes.join(', '),
        location: positions.location(snapshot.files, symbol.around),
      }))
    }),
  )
  return { workspaceSymbolProvider: true }
}
