/** `textDocument/foldingRange`. */
import { FoldingRange, FoldingRangeKind } from 'vscode-languageserver'
import { folds } from '../../service/syntax/folding.ts'
import { pathOf } from '../paths.ts'
import { rawTreeOf } from '../raw-trees.ts'
import { fileAt, guarded } from '../session.ts'
import type { Feature } from './index.ts'

export const folding: Feature = (session, { textDocument }) => {
  const { connection, positions } = session
  const limit = textDocument?.foldingRange?.rangeLimit ?? Number.POSITIVE_INFINITY
  connection.onFoldingRanges(
    guarded(connection, 'folding', [] as FoldingRange[], ({ textDocument: { uri } }) => {
      const file = fileAt(session, pathOf(uri))
      if (file === undefined) return []
      return folds(rawTreeOf(file))
        .slice(0, limit)
        .map((fold) => {
          const { start, end } = positions.span(file, fold)
          const kind = fold.kind === 'comment' ? FoldingRangeKind.Comment : undefined
          return FoldingRange.create(start.line, end.line, undefined, undefined, kind)
        })
    }),
  )
  return { foldingRangeProvider: true }
}
