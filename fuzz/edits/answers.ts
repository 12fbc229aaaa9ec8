/** What an answer of the server must be: no error, ranges that exist, no secret. */
import type { Range } from 'vscode-languageserver'
import { checkSecrets, passwordsIn } from '../checks/secrets.ts'
import { holds } from '../failure.ts'
import { spanOf } from './editor.ts'
import { FOLDER, type Introduction } from './in-process.ts'

/** What is known when the answer comes. */
export interface Known extends Pick<Introduction, 'encoding'> {
  /** Texts by path from the folder. */
  readonly texts: ReadonlyMap<string, string>
}

/** Answers that may hold what the user wrote as it is: edits. */
const WRITES = /formatting|rename|codeAction/i

export function checkAnswer(method: string, path: string, answer: unknown, known: Known): void {
  checkRanges(method, path, answer, known)
  if (!WRITES.test(method)) checkSecrets(passwordsIn([...known.texts.values()]), JSON.stringify(answer ?? null), method)
}

/** Every range is in the document that it is about: the one that was asked about, unless a URI stands beside it. */
function checkRanges(method: string, path: string, value: unknown, known: Known): void {
  if (Array.isArray(value)) {
    for (const one of value) checkRanges(method, path, one, known)
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (isRange(value)) {
    checkRange(method, path, value, known)
    return
  }
  const record = value as Readonly<Record<string, unknown>>
  const { uri, targetUri } = record
  const here = pathOf(uri) ?? path
  for (const [key, one] of Object.entries(record)) {
    if (key === 'changes' && typeof one === 'object' && one !== null) {
      for (const [changed, edits] of Object.entries(one)) checkRanges(method, pathOf(changed) ?? path, edits, known)
    } else if (key !== 'data' && key !== 'arguments') {
      const isTarget = key.startsWith('target') && typeof targetUri === 'string'
      checkRanges(method, isTarget ? (pathOf(targetUri) ?? path) : here, one, known)
    }
  }
}

function checkRange(method: string, path: string, range: Range, { texts, encoding }: Known): void {
  const text = texts.get(path)
  if (text === undefined) return
  const isThere = (): boolean => {
    try {
      const { start, end } = spanOf(text, range, encoding)
      return start <= end
    } catch {
      return false
    }
  }
  holds(`ranges of ${method} are in their documents`, isThere(), () => `${JSON.stringify(range)} in ${path}`)
}

function isRange(value: object): value is Range {
  return 'start' in value && 'end' in value && isPosition(value.start) && isPosition(value.end)
}

function isPosition(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'line' in value && 'character' in value
}

function pathOf(uri: unknown): string | undefined {
  const start = `file://${FOLDER}/`
  return typeof uri === 'string' && uri.startsWith(start) ? decodeURI(uri.slice(start.length)) : undefined
}
