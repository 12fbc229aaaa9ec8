/** `textDocument/selectionRange`: what a growing selection takes in. */
import type { SelectionRange } from 'vscode-languageserver'
import { selectionRanges as spansAround } from '../../service/syntax/selection-ranges.ts'
import { pathOf } from '../paths.ts'
import { rawTreeOf } from '../raw-trees.ts'
import { fileAt, guarded } from '../session.ts'
import type { Feature } from './index.ts'

export const selectionRanges: Feature = (session) => {
  const { connection, positions } = session
  connection.onSelectionRanges(
    guarded(connection, 'selection', [] as SelectionRange[], (params) => {
      const file = fileAt(session, pathOf(params.textDocument.uri))
      if (file === undefined) return []
      return params.positions.map((position) => {
        const spans = spansAround(rawTreeOf(file), positions.offset(file, position))
        const around = spans.toReversed().reduce<SelectionRange | undefined>((parent, span) => {
          const range = positions.span(file, span)
          return parent === undefined ? { range } : { range, parent }
        }, undefined)
        return around ?? { range: { start: position, end: position } }
      })
    }),
  )
  return { selectionRangeProvider: true }
}
