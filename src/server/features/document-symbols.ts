/** `textDocument/documentSymbol`: the outline. */
import { type DocumentSymbol, type Range, type SymbolInformation, SymbolKind } from 'vscode-languageserver'
import { documentSymbols, type DocumentSymbol as Outlined } from '../../service/syntax/document-symbols.ts'
import { pathOf } from '../paths.ts'
import { rawTreeOf } from '../raw-trees.ts'
import { fileAt, guarded } from '../session.ts'
import type { Feature } from './index.ts'

export const documentSymbol: Feature = (session) => {
  const { connection, positions, client } = session
  type Answer = DocumentSymbol[] | SymbolInformation[]
  connection.onDocumentSymbol(
    guarded(connection, 'document symbols', [] as Answer, ({ textDocument: { uri } }): Answer => {
      const file = fileAt(session, pathOf(uri))
      if (file === undefined) return []
      const symbols = documentSymbols(rawTreeOf(file))
      const rangeOf = (span: Outlined['span']): Range => positions.span(file, span)
      return client.hierarchicalSymbols
        ? symbols.map((one) => nested(one, rangeOf))
        : symbols.flatMap(flat(uri, rangeOf))
    }),
  )
  return { documentSymbolProvider: { label: 'keepalived' } }
}

type RangeOf = (span: Outlined['span']) => Range

function nested(symbol: Outlined, rangeOf: RangeOf): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: KINDS[symbol.kind],
    range: rangeOf(symbol.span),
    selectionRange: rangeOf(symbol.selection),
    children: symbol.children.map((one) => nested(one, rangeOf)),
  }
}

function flat(uri: string, rangeOf: RangeOf): (symbol: Outlined) => SymbolInformation[] {
  const listed = (symbol: Outlined, container?: string): SymbolInformation[] => [
    {
      name: symbol.name,
      kind: KINDS[symbol.kind],
      location: { uri, range: rangeOf(symbol.span) },
      ...(container === undefined ? {} : { containerName: container }),
    },
    ...symbol.children.flatMap((one) => listed(one, symbol.name)),
  ]
  return (symbol) => listed(symbol)
}

/** The kinds that editors know, by what comes near. */
export const KINDS: Readonly<Record<Outlined['kind'], SymbolKind>> = {
  vrrp_instance: SymbolKind.Class,
  vrrp_sync_group: SymbolKind.Package,
  vrrp_script: SymbolKind.Function,
  track_file: SymbolKind.File,
  vrrp_track_process: SymbolKind.Event,
  bfd_instance: SymbolKind.Interface,
  virtual_server_group: SymbolKind.Package,
  track_group: SymbolKind.Package,
  definition: SymbolKind.Constant,
  block: SymbolKind.Object,
}
