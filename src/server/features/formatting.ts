/** `textDocument/formatting`, `rangeFormatting` and `onTypeFormatting`. */
import type { FormattingOptions, TextEdit } from 'vscode-languageserver'
import { format, formatOnType, type TextChange } from '../../service/formatting/format.ts'
import type { FormatOptions } from '../../service/formatting/line-layout.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { pathOf } from '../paths.ts'
import { fileAt, guarded } from '../session.ts'
import type { Feature } from './index.ts'

export const formatting: Feature = (session) => {
  const { connection, positions } = session
  const none: TextEdit[] = []
  const edits = (file: SourceFile, changes: readonly TextChange[]): TextEdit[] =>
    changes.map((change) => ({ range: positions.span(file, change), newText: change.newText }))
  /** The lines of a template are for its engine to lay out. */
  const plainFile = (uri: string): SourceFile | undefined => {
    const file = fileAt(session, pathOf(uri))
    return file?.template === undefined ? file : undefined
  }

  connection.onDocumentFormatting(
    guarded(connection, 'formatting', none, ({ textDocument: { uri }, options }) => {
      const file = plainFile(uri)
      return file === undefined ? [] : edits(file, format(file.text, formatOptions(options)))
    }),
  )
  connection.onDocumentRangeFormatting(
    guarded(connection, 'range formatting', none, ({ textDocument: { uri }, range, options }) => {
      const file = plainFile(uri)
      if (file === undefined) return []
      const span = { start: positions.offset(file, range.start), end: positions.offset(file, range.end) }
      return edits(file, format(file.text, formatOptions(options), span))
    }),
  )
  connection.onDocumentOnTypeFormatting(
    guarded(connection, 'formatting while typing', none, ({ textDocument: { uri }, position, ch, options }) => {
      const file = plainFile(uri)
      if (file === undefined || (ch !== '}' && ch !== '\n')) return []
      return edits(file, formatOnType(file.text, positions.offset(file, position), ch, formatOptions(options)))
    }),
  )
  return {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
  }
}

function formatOptions({ tabSize, insertSpaces }: FormattingOptions): FormatOptions {
  return { indent: insertSpaces ? ' '.repeat(tabSize) : '\t', tabSize }
}
