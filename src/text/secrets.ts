/** Where passwords and keys stand in a text, broken lines and comments included, so that no output shows them. */
import { countWhile } from './count-while.ts'

/** What is shown in place of a secret, whatever its length. */
export const MASK = '********'

/** A stretch of a text that is a secret. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
}

/**
 * The secrets of a text: what follows a keyword for a password or key, misspelt or not, to the end of its line; every word
 * of an authentication block that is none of its own; and what follows a `$NAME` that begins a line and defines nothing.
 */
export function secretSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = []
  for (const pattern of [SECRET_LINE, SECRET_OPTION, SECRET_OF_USER, BROKEN_DEFINITION]) {
    for (const match of text.matchAll(pattern)) {
      const [whole, keyword = ''] = match
      const end = match.index + whole.trimEnd().length
      const start = match.index + keyword.length
      if (end > start) spans.push({ start, end })
    }
  }
  for (const match of text.matchAll(FIRST_WORD)) {
    const [whole, condition = '', word = ''] = match
    const isInCondition = LIKELY_SECRET.test(condition)
    if (!isInCondition && !LIKELY_SECRET.test(word)) continue
    const start = match.index + (isInCondition ? whole.indexOf(condition) + condition.length : whole.length)
    REST.lastIndex = start
    const end = start + (REST.exec(text)?.[0].trimEnd().length ?? 0)
    if (end > start) spans.push({ start, end })
  }
  for (const block of text.matchAll(AUTHENTICATION_BLOCK)) {
    const [whole, head = ''] = block
    for (const word of whole.slice(head.length).matchAll(/[^\s{}]+/g)) {
      const keyword = /^auth_?[a-z]{0,12}[=:;]+/i.exec(word[0])?.[0] ?? ''
      const start = block.index + head.length + word.index
      const end = start + word[0].length
      const isType = OPEN_TYPES.test(word[0]) && /auth_?type[ \t]+"?$/i.test(text.slice(Math.max(0, start - 20), start))
      if (isType || OPEN_WORDS.test(word[0])) continue
      if (start + keyword.length < end) spans.push({ start: start + keyword.length, end })
    }
  }
  return united(spans)
}

/** The values of definitions (`$NAME=value`) and lists (`~LST(NAME, value, ...)`) with these names. */
export function definitionSpans(text: string, names: ReadonlySet<string>): readonly SecretSpan[] {
  const spans: SecretSpan[] = []
  for (const match of text.matchAll(DEFINITION)) {
    const [whole, head = '', name = ''] = match
    if (names.has(name)) spans.push({ start: match.index + head.length, end: match.index + whole.trimEnd().length })
  }
  for (const match of text.matchAll(LIST)) {
    const [whole, head = '', variables = ''] = match
    const isSecret = variables.split(/[{}\s,]+/).some((name) => names.has(name))
    if (isSecret) spans.push({ start: match.index + head.length, end: match.index + whole.length })
  }
  return spans.filter((span) => span.end > span.start)
}

/** Spans in order, those that touch as one. */
export function united(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const result: SecretSpan[] = []
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = result.at(-1)
    if (last === undefined || span.start > last.end) result.push(span)
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
  }
  return result
}

/** Those of the spans that a stretch of text touches. The spans are in order and apart from each other. */
export function overlapping(spans: readonly SecretSpan[], { start, end }: SecretSpan): readonly SecretSpan[] {
  const found: SecretSpan[] = []
  for (let at = countWhile(spans, (span) => span.end <= start); at < spans.length; at++) {
    const span = spans[at]
    if (span === undefined || span.start >= end) break
    found.push(span)
  }
  return found
}

/** A text with its secrets masked, and where each column of it went. */
export interface MaskedText {
  readonly text: string
  /** The column, counted from 0, at which a column of the original is shown. */
  column(original: number): number
}

/** Masks stretches of a line. */
export function maskSpans(line: string, spans: readonly SecretSpan[]): MaskedText {
  let text = ''
  let at = 0
  for (const span of spans) {
    text += line.slice(at, span.start) + MASK
    at = span.end
  }
  return { text: text + line.slice(at), column: (original) => maskedColumn(spans, original) }
}

/** A message without the secrets among the words that stand in backticks, as all words of the user do. */
export function concealWords(message: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return message
  const parts = new Set(secrets.flatMap(wordsOf))
  return message.replace(/`([^`]+)`/g, (quoted, words: string) => {
    const isPart = /\w/.test(words) && secrets.some((secret) => secret.includes(words))
    return isPart || wordsOf(words).some((word) => parts.has(word)) ? MASK : quoted
  })
}

function wordsOf(text: string): string[] {
  return text.split(/[\s"]+/).filter((word) => word !== '')
}

/** A backslash at its end takes the next line with it. */
const REST_OF_LINE = String.raw`(?:"[^"\n]*"?|\$\{[^{}\n]*\}|\\\r?\n|[^\n{}"])+`

/** What ends a keyword: a quote begins the next word. */
const SEPARATOR = String.raw`(?:[ \t]*=[ \t]*|[ \t\0]+|(?="))`

/** A keyword that means a password or key, wherever it stands; a command may have it as an option. */
const SECRET_LINE = new RegExp(
  String.raw`((?:(?<![\w/.-])|(?<=[\s"'=]--?))(?:auth?_?\w{0,20}p\w{0,20}s\w{0,20}|\w{0,40}passw(?:or)?d|key[ \t]+\d+)${SEPARATOR})${REST_OF_LINE}`,
  'gi',
)

/** The value of an option of a command that sounds secret. */
const SECRET_OPTION = /((?<=[\s"'])--?(?:token|secret|pass|api-?key)[ \t=]{1,3})[^\s"]+/gi

/** The password in an address, and that behind the name of a user. */
const SECRET_OF_USER = /(:\/\/\w[^\s/:@"]{0,30}:(?=[^\s/@"]{1,40}@)|(?<=[\s"'])-u[ \t]{0,3}\w[^\s:"]{0,30}:)[^\s"@]+/g

/** What a line, a comment or a block may start with when a keyword follows. */
const LINE_START = String.raw`(?:^|[{};])[ \t#!]*(?:@([^\s{};]+)[ \t]+)?(?:~(?:SEQx?|LST)[ \t]*\([^()\n]*\)[ \t]*)?`

/** A first word, or the name of a definition, with what separates it from its value. */
const FIRST_WORD = new RegExp(String.raw`${LINE_START}([^\s{}"=;#!][^\s{}"=;]*);*${SEPARATOR}`, 'gim')

/** What sounds like a password. */
const LIKELY_SECRET = /^(?!\$?passive\b).*(?:pass|pwd|secret|auth_?hmac)/i

const REST = new RegExp(REST_OF_LINE, 'y')

/** Blanks around its `=` keep a line from defining anything, so that its value stands there as it is. */
const BROKEN_DEFINITION = new RegExp(
  String.raw`(^[ \t]*(?:@\S+[ \t]+)?\$(?:[A-Za-z_]\w*[ \t]+=|\w{0,30}(?:pw|pass|secret)\w{0,30}[ \t])[ \t]*)${REST_OF_LINE}`,
  'gim',
)

/** An authentication block up to its first `}`; an open one up to a line that belongs to its instance. */
const AUTHENTICATION_BLOCK =
  /(\bauthentication[ \t]*\r?\n?[ \t]*\{)(?:(?!\n[ \t]*(?:virtual_|track_|unicast_|vrrp_|notify|interface|state|priority|advert))[^}]){0,400}/g

/** What is no secret in an authentication block: keywords, types, conditions, includes, comment signs, references. */
const OPEN_WORDS = /^"?(?:(?:auth_?\w{0,12}|PASS|AH|NONE|include[rmwba]?|\$\w*)"?[;,]*|[#!\\=;]+(?:[",][;,]*)?|@\S+)$/i

/** What is taken for a type of authentication, and is no password where that stands. */
const OPEN_TYPES = /^"?(?:passw(?:or)?d|plain|text|simple|md5|hmac\w*|sha\d*)"?$/i

/** A definition with all its lines. */
const DEFINITION = /^([ \t]*(?:@\S+[ \t]+)*\$([A-Za-z_]\w*)=[ \t]*)(?:.*\\\r?\n)*.*$/gm

/** A `~LST` up to the `)` that ends its values. */
const LIST = /(~LST[ \t]*\([ \t]*(\{[^}~\n]*\}|[^\s,)(~]+)[ \t]*,[ \t]*)[^)\n]*/g

function maskedColumn(spans: readonly SecretSpan[], original: number): number {
  let shift = 0
  for (const span of spans) {
    if (original <= span.start) break
    if (original < span.end) return span.start + shift
    shift += MASK.length - (span.end - span.start)
  }
  return original + shift
}
