/** What an editor holds: the texts of its open documents, what was done to them, and what the server must hold as well. */
import type { Position, Range, TextEdit } from 'vscode-languageserver'
import { positionsIn } from '../../src/server/positions.ts'
import { editedFile, withChange } from '../../src/text/sections.ts'
import { type SourceFile, writtenText } from '../../src/text/source-file.ts'
import { same } from '../failure.ts'
import { FOLDER, type Introduction, type Server, uriOf } from './in-process.ts'

/** A stretch of a text, and what takes its place. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly newText: string
}

/** An open document. */
interface Document {
  text: string
  version: number
  /** What takes back the changes, the last one last. */
  readonly undo: (readonly Change[])[]
  /** The text as the server holds it: changed by the same functions. */
  held: SourceFile
}

export interface Editor {
  readonly open: ReadonlyMap<string, Readonly<Pick<Document, 'text' | 'undo'>>>
  opens(path: string, text: string): Promise<void>
  closes(path: string): Promise<void>
  /** Changes that come one after the other, each in offsets of the text before it. */
  changes(path: string, changes: readonly Change[]): Promise<void>
  /** Edits of the protocol, all in positions of the text as it is. */
  edits(path: string, edits: readonly TextEdit[]): Promise<void>
  replaces(path: string, text: string): Promise<void>
  undoes(path: string): Promise<void>
}

export function editorOf({ connection }: Server, { encoding }: Introduction): Editor {
  const open = new Map<string, Document>()
  const positions = positionsIn(encoding)
  const send = (path: string, document: Document, contentChanges: readonly unknown[]): Promise<void> => {
    same('the text of the server is that of the editor', writtenText(document.held), document.text)
    document.version++
    const textDocument = { uri: uriOf(path), version: document.version }
    return connection.sendNotification('textDocument/didChange', { textDocument, contentChanges })
  }
  const perform = (path: string, changes: readonly Change[], isUndo: 'undo' | 'new'): Promise<void> => {
    const document = open.get(path)
    if (document === undefined) return Promise.resolve()
    const back: Change[] = []
    const contentChanges = changes.map(({ start, end, newText }) => {
      const { text } = document
      const range = { start: positionAt(text, start, encoding), end: positionAt(text, end, encoding) }
      back.unshift({ start, end: start + newText.length, newText: text.slice(start, end) })
      document.text = text.slice(0, start) + newText + text.slice(end)
      const [from, to] = [positions.offset(document.held, range.start), positions.offset(document.held, range.end)]
      document.held = withChange(document.held, { start: from, end: to, newText })
      return { range, text: newText }
    })
    if (isUndo === 'new') document.undo.push(back)
    return send(path, document, contentChanges)
  }
  return {
    open,
    opens: (path, text) => {
      if (open.has(path)) return Promise.resolve()
      open.set(path, { text, version: 1, undo: [], held: editedFile(`${FOLDER}/${path}`, text) })
      const languageId = path.endsWith('.yaml') ? 'yaml' : 'keepalived'
      return connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(path), languageId, version: 1, text },
      })
    },
    closes: (path) => {
      if (!open.delete(path)) return Promise.resolve()
      return connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } })
    },
    changes: (path, changes) => perform(path, changes, 'new'),
    edits: (path, edits) => {
      const text = open.get(path)?.text
      if (text === undefined) return Promise.resolve()
      const spans = edits.map(({ range, newText }) => ({ ...spanOf(text, range, encoding), newText }))
      // From the last to the first, so that none moves another.
      return perform(
        path,
        spans.sort((one, other) => other.start - one.start || other.end - one.end),
        'new',
      )
    },
    replaces: (path, text) => {
      const document = open.get(path)
      if (document === undefined) return Promise.resolve()
      document.undo.push([{ start: 0, end: text.length, newText: document.text }])
      document.text = text
      document.held = editedFile(`${FOLDER}/${path}`, text)
      return send(path, document, [{ text }])
    },
    undoes: (path) => {
      const last = open.get(path)?.undo.pop()
      return last === undefined ? Promise.resolve() : perform(path, last, 'undo')
    },
  }
}

/** The position of an offset, which is not between the halves of a character. */
export function positionAt(text: string, offset: number, encoding: Introduction['encoding']): Position {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(lineStart, offset)
  const line = text.slice(0, lineStart).split('\n').length - 1
  return { line, character: encoding === 'utf-16' ? before.length : Buffer.byteLength(before) }
}

/** The offsets of a range; throws where there is no such line or column. */
export function spanOf(
  text: string,
  { start, end }: Range,
  encoding: Introduction['encoding'],
): { start: number; end: number } {
  return { start: offsetAt(text, start, encoding), end: offsetAt(text, end, encoding) }
}

function offsetAt(text: string, { line, character }: Position, encoding: Introduction['encoding']): number {
  let start = 0
  for (let at = 0; at < line; at++) {
    start = text.indexOf('\n', start) + 1
    if (start === 0) throw new RangeError(`there is no line ${line}`)
  }
  const lineEnd = text.indexOf('\n', start)
  const whole = text.slice(start, lineEnd === -1 ? text.length : lineEnd)
  if (encoding === 'utf-16') {
    if (character > whole.length) throw new RangeError(`line ${line} has no column ${character}`)
    return start + character
  }
  const bytes = Buffer.from(whole)
  if (character > bytes.length) throw new RangeError(`line ${line} has no column ${character}`)
  return start + bytes.subarray(0, character).toString().length
}
