/** Where passwords and keys stand in a text, broken lines and comments included, so that no output shows them. */
import { positionAt, type SourceFile } from './source-file.ts'

/** What is shown in place of a secret, whatever its length. */
export const MASK = '********'

/** A stretch of text that is a secret. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
}

/** The secrets of a text: what follows a keyword for a password or key, misspelt or not, to the end of its line. */
export function secretSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = []
  for (const match of text.matchAll(SECRET_LINE)) {
    const [whole, keyword = ''] = match
    const end = match.index + whole.trimEnd().length
    const start = match.index + keyword.length
    if (end > start) spans.push({ start, end })
  }
  return spans
}

/** A text with its secrets masked, and where each column of it went. */
export interface MaskedText {
  readonly text: string
  /** The column, counted from 0, at which a column of the original is shown. */
  column(original: number): number
}

/** Masks the secrets of a line. */
export function maskSecrets(line: string): MaskedText {
  const spans = secretSpans(line)
  let text = ''
  let at = 0
  for (const span of spans) {
    text += line.slice(at, span.start) + MASK
    at = span.end
  }
  return { text: text + line.slice(at), column: (original) => maskedColumn(spans, original) }
}

/** A message without the words that stand as secrets on the line it is about. Words of the user stand in backticks. */
export function withoutSecretsOf(message: string, file: SourceFile, offset: number): string {
  const { column } = positionAt(file, offset)
  const start = offset - column + 1
  const end = file.text.indexOf('\n', offset)
  const line = file.text.slice(start, end === -1 ? file.text.length : end)
  const secrets = secretSpans(line).map((span) => line.slice(span.start, span.end))
  if (secrets.length === 0) return message
  return message.replace(/`([^`]+)`/g, (quoted, word: string) =>
    secrets.some((secret) => secret.includes(word)) ? MASK : quoted,
  )
}

const SECRET_LINE =
  /((?<![\w-])(?:auth?_?\w*p\w*s\w*|\w*passw(?:or)?d|key[ \t]+\d+)(?![\w-])[ \t]*=?[ \t]*)(?:"[^"\n]*"?|[^\n{}"])+/gi

function maskedColumn(spans: readonly SecretSpan[], original: number): number {
  let shift = 0
  for (const span of spans) {
    if (original <= span.start) break
    if (original < span.end) return span.start + shift
    shift += MASK.length - (span.end - span.start)
  }
  return original + shift
}
