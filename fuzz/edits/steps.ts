/** What a user does in an editor, one step after the other, and what must hold after each. */
import type { TextEdit } from 'vscode-languageserver'
import { decode } from '../../src/text/source-file.ts'
import { Violation } from '../failure.ts'
import { checkAnswer } from './answers.ts'
import { type Editor, positionAt } from './editor.ts'
import { type Introduction, type Server, uriOf } from './in-process.ts'
import { paramsOf } from './requests.ts'

/** A step. Places are fractions of the text that is there then, so that steps can be left out and still mean something. */
export type Step =
  | { readonly do: 'type'; readonly file: string; readonly at: number; readonly removed: number; readonly text: string }
  | { readonly do: 'replace' | 'disk'; readonly file: string; readonly text: string }
  | { readonly do: 'open' | 'close' | 'save' | 'undo' | 'delete'; readonly file: string }
  | { readonly do: 'move'; readonly file: string; readonly to: string }
  | { readonly do: 'settings'; readonly value: unknown }
  | { readonly do: 'ask'; readonly file: string; readonly method: string; readonly at: number }
  /** Asks for edits, and applies them. */
  | { readonly do: 'apply'; readonly file: string; readonly method: string; readonly at: number }

/** Where steps are done. */
export interface Desk {
  readonly server: Server
  readonly editor: Editor
  /** Files by path; bytes as Latin-1. */
  readonly disk: Map<string, string>
  readonly introduction: Introduction
}

/** What a language server may answer instead: that something cannot be renamed. */
const REFUSED = -32803

export async function perform(step: Step, desk: Desk): Promise<void> {
  const { server, editor, disk } = desk
  const { connection } = server
  switch (step.do) {
    case 'type': {
      const text = editor.open.get(step.file)?.text ?? ''
      const start = whole(text, Math.floor(step.at * (text.length + 1)))
      const end = whole(text, Math.min(text.length, start + step.removed))
      return editor.changes(step.file, [{ start, end, newText: step.text }])
    }
    case 'replace':
      return editor.replaces(step.file, step.text)
    case 'open':
      return editor.opens(step.file, decode(Buffer.from(disk.get(step.file) ?? '', 'latin1')))
    case 'close':
      return editor.closes(step.file)
    case 'undo':
      return editor.undoes(step.file)
    case 'save': {
      const text = editor.open.get(step.file)?.text
      if (text === undefined) return
      disk.set(step.file, Buffer.from(text).toString('latin1'))
      return touched(desk, [step.file])
    }
    case 'disk':
      disk.set(step.file, step.text)
      return touched(desk, [step.file])
    case 'delete':
      disk.delete(step.file)
      return touched(desk, [step.file])
    case 'move': {
      const text = editor.open.get(step.file)?.text
      const written = disk.get(step.file)
      if (step.to === step.file || written === undefined || disk.has(step.to)) return
      await editor.closes(step.file)
      disk.delete(step.file)
      disk.set(step.to, written)
      await connection.sendNotification('workspace/didRenameFiles', {
        files: [{ oldUri: uriOf(step.file), newUri: uriOf(step.to) }],
      })
      await touched(desk, [step.file, step.to])
      return text === undefined ? undefined : editor.opens(step.to, text)
    }
    case 'settings':
      server.settings = step.value
      return connection.sendNotification('workspace/didChangeConfiguration', { settings: { kalint: step.value } })
    case 'ask':
      await answered(step.method, step.file, step.at, desk)
      return
    case 'apply':
      return apply(await answered(step.method, step.file, step.at, desk), step.file, editor)
  }
}

async function touched({ server, disk }: Desk, paths: readonly string[]): Promise<void> {
  await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: paths.map((path) => ({ uri: uriOf(path), type: disk.has(path) ? 2 : 3 })),
  })
}

/** The texts as the user sees them: of open documents, else of the disk. */
export function textsOf({ disk, editor }: Pick<Desk, 'disk' | 'editor'>): Map<string, string> {
  const written = [...disk].map(([path, text]) => [path, decode(Buffer.from(text, 'latin1'))] as const)
  return new Map([...written, ...[...editor.open].map(([path, { text }]) => [path, text] as const)])
}

async function answered(method: string, path: string, at: number, desk: Desk): Promise<unknown> {
  const texts = textsOf(desk)
  const text = texts.get(path)
  if (text === undefined) return null
  const { encoding } = desk.introduction
  const position = positionAt(text, whole(text, Math.floor(at * (text.length + 1))), encoding)
  const end = positionAt(text, text.length, encoding)
  try {
    const answer = await desk.server.connection.sendRequest(
      method,
      paramsOf(method, { uri: uriOf(path), position, end }),
    )
    checkAnswer(method, path, answer, { texts, encoding })
    return answer
  } catch (error) {
    if (error instanceof Violation) throw error
    const { code, message } = error as { readonly code?: number; readonly message?: string }
    if (code === REFUSED && /rename/i.test(method)) return null
    throw new Violation(`${method} is answered without an error`, `${code} ${message}`)
  }
}

/** Applies the edits of an answer to the documents that are open: of several actions the first one. */
async function apply(answer: unknown, path: string, editor: Editor): Promise<void> {
  const [first] = Array.isArray(answer) ? answer : [answer]
  if (isEdit(first)) return editor.edits(path, answer as TextEdit[])
  const edit = (first as { readonly edit?: unknown } | null)?.edit ?? first
  const changes = (edit as { readonly changes?: Readonly<Record<string, readonly TextEdit[]>> } | null)?.changes ?? {}
  for (const other of editor.open.keys()) {
    const own = changes[uriOf(other)]
    if (own !== undefined) await editor.edits(other, own)
  }
}

function isEdit(value: unknown): value is TextEdit {
  return typeof value === 'object' && value !== null && 'newText' in value && 'range' in value
}

/** The next offset that is between two characters: no editor puts a cursor into one, or into a line end. */
function whole(text: string, offset: number): number {
  const isInside = /[\uD800-\uDBFF]/.test(text[offset - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[offset] ?? '')
  const isInLineEnd = text[offset - 1] === '\r' && text[offset] === '\n'
  return isInside || isInLineEnd ? offset + 1 : offset
}
