/** What is a password or key in the files of some nodes: by the tables, and by how the text looks. */
import { holdsSecret } from '../../grammar/arguments.ts'
import type { DirectiveTable } from '../../grammar/directive.ts'
import type { Span, Statement, Word } from '../../grammar/syntax.ts'
import type { Bound, BoundStatement } from '../bind/bind.ts'
import { secretPart } from '../bind/misspelling.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { definitionHead } from '../expand/definitions.ts'
import { originOf } from '../expand/mapped-text.ts'
import { groupBy, unitedGroups } from '../text/group-by.ts'
import { remembered, rememberedInEach, rememberedInStretches } from '../text/remembered.ts'
import {
  concealWords,
  definitionSpans,
  MASK,
  overlapping,
  type SecretSpan,
  secretSpans,
  united,
} from '../text/secrets.ts'
import {
  fileKey,
  type Origin,
  type Place,
  type SourceFile,
  sectionsOf,
  textAt,
  wholeLines,
} from '../text/source-file.ts'

/** Answers what must not be shown. */
export interface Secrets {
  /** The secret stretches of a place, counted from its start, in order. */
  within(place: Place): readonly SecretSpan[]
  /** The texts of the words of a line, as a node reads it, with a mask in place of each that is secret. */
  texts(words: readonly ReadWord[]): readonly string[]
  /** Whether what was written there is a secret. */
  covers(origin: Origin): boolean
  /** A message without the secrets that stand on the lines it is about. */
  conceal(message: string, about: readonly Origin[]): string
}

/** A word or token of a line that a node reads. */
type ReadWord = Pick<Word, 'text' | 'start' | 'end' | 'source'>

/** Nothing is a secret, because the user asked to see everything. */
export const noSecrets: Secrets = {
  within: () => [],
  texts: (words) => words.map((word) => word.text),
  covers: () => false,
  conceal: (message) => message,
}

/** The secrets in the files that some nodes read. What is costly is looked up only where it is asked for. */
export function secretsOf(nodes: readonly ClusterNode[]): Secrets {
  const names = lazily(() => definitionNames(nodes))
  const bySource = lazily(() =>
    spansOf(
      groupBy(
        nodes.flatMap((node) => knownSecrets(node.bound)),
        ({ word }) => word.source,
      ),
      ({ word }) => word,
    ),
  )
  const readersOf = lazily(() =>
    groupBy(
      nodes.flatMap(({ reading, bound }) => reading.files.map(({ path }) => ({ path, bound }))),
      ({ path }) => path,
    ),
  )
  const knownIn = (file: SourceFile): KnownSecret[] =>
    (readersOf().get(file.path) ?? []).flatMap(({ bound }) => secretsByFile(bound).get(fileKey(file)) ?? [])
  const spansByFile = new Map<string, readonly SecretSpan[]>()

  const spansIn = (file: SourceFile): readonly SecretSpan[] => {
    const key = fileKey(file)
    const cached = spansByFile.get(key)
    if (cached !== undefined) return cached
    const defined = names().size === 0 ? [] : definitionSpans(file.text, names())
    const written = knownIn(file).flatMap((one) => (one.name === undefined && one.valueKey === key ? [one.value] : []))
    const spans = united([...spansThatLookSecret(file), ...defined, ...written])
    spansByFile.set(key, spans)
    return spans
  }
  const within = (place: Place): SecretSpan[] =>
    overlapping(spansIn(place.file), place).map(({ start, end }) => ({
      start: Math.max(start, place.start) - place.start,
      end: Math.min(end, place.end) - place.start,
    }))
  const wordsByFile = new Map<string, ReadonlyMap<number, readonly string[]>>()
  const wordsOnLine = (line: Place): readonly string[] => {
    const key = fileKey(line.file)
    const words = wordsByFile.get(key) ?? wordsByLine(knownIn(line.file), key)
    wordsByFile.set(key, words)
    return words.get(line.start) ?? []
  }

  return {
    within,
    texts: (words) => {
      const spans = secretSpans(words.map((word) => word.text).join(' '))
      let start = 0
      return words.map((word) => {
        const place = { start, end: start + word.text.length }
        start = place.end + 1
        const isSecret =
          overlapping(spans, place).length > 0 ||
          overlapping(bySource().get(word.source) ?? [], word).length > 0 ||
          looksSecret(originOf(word.source, word))
        return isSecret ? MASK : word.text
      })
    },
    covers: (origin) => within(origin.definition ?? origin).length > 0,
    conceal: (message, about) => {
      if (!message.includes('`')) return message
      const places = about.flatMap((at) => [at, ...(at.definition === undefined ? [] : [at.definition])])
      const secrets = places.map(wholeLines).flatMap((line) => {
        const text = textAt(line)
        return [...within(line).map(({ start, end }) => text.slice(start, end)), ...wordsOnLine(line)]
      })
      return concealWords(message, secrets)
    },
  }
}

/** The secrets of a file by the offsets at which the lines begin that they are used or written on. */
function wordsByLine(secrets: readonly KnownSecret[], key: string): ReadonlyMap<number, readonly string[]> {
  const placed = secrets.flatMap(({ at, atKey, value, valueKey, word }) => [
    ...(atKey === key ? [{ line: wholeLines(at).start, text: word.text }] : []),
    ...(valueKey === key ? [{ line: wholeLines(value).start, text: word.text }] : []),
  ])
  const byLine = groupBy(placed, ({ line }) => line)
  return new Map([...byLine].map(([line, words]) => [line, [...new Set(words.map(({ text }) => text))]]))
}

function lazily<T>(make: () => T): () => T {
  let value: { readonly made: T } | undefined
  return () => {
    value ??= { made: make() }
    return value.made
  }
}

const spansThatLookSecret = remembered((file: SourceFile) => secretSpans(file.text))

function looksSecret(place: Place): boolean {
  return overlapping(spansThatLookSecret(place.file), place).length > 0
}

/** A secret word and where it comes from. */
interface KnownSecret {
  readonly word: Word
  /** Where it is used, and the key of that file. */
  readonly at: Place
  readonly atKey: string
  /** Where its text is written, there too or in a definition, and the key of that file. */
  readonly value: Place
  readonly valueKey: string
  /** The name of that definition. */
  readonly name?: string
}

function located(word: Word): KnownSecret {
  const at = originOf(word.source, word)
  const atKey = fileKey(at.file)
  const value = at.definition
  if (value === undefined) return { word, at, atKey, value: at, valueKey: atKey }
  const head = definitionHead(textAt(value))
  return { word, at, atKey, value, valueKey: fileKey(value.file), ...(head === undefined ? {} : { name: head.name }) }
}

/** The words of a node that the tables call secret, and those that may be: in place of one, or after a misspelt keyword. */
function knownSecrets(bound: Bound): readonly KnownSecret[] {
  return [...secretsInStretches(bound.statements).flatMap(({ secrets }) => secrets), ...secretsUnread(bound)]
}

const secretsUnread = remembered(({ problems }: Bound): readonly KnownSecret[] => {
  const unread = problems.flatMap((problem) => {
    if (problem.kind === 'unknown-keyword') return wordsUnread(problem.statement, problem.table)
    if (problem.kind === 'newer-keyword')
      return wordsUnread(problem.statement, { [problem.keyword.text]: problem.directive })
    return []
  })
  return unread.map(located)
})

/** The secrets of some lines, by the keys of their files, and the definitions that some of them come from. */
const secretsInStretches = rememberedInStretches((lines: readonly BoundStatement[]) => {
  const secrets = lines.flatMap(secretWordsOf).map(located)
  return { secrets, byFile: filed(secrets), names: secrets.flatMap(({ name }) => name ?? []) }
})

/** The secrets of a node by the keys of the files that they are used or written in. */
const secretsByFile = remembered(
  (bound: Bound): ReadonlyMap<string, readonly KnownSecret[]> =>
    unitedGroups([...secretsInStretches(bound.statements).map(({ byFile }) => byFile), filed(secretsUnread(bound))]),
)

function filed(secrets: readonly KnownSecret[]): ReadonlyMap<string, readonly KnownSecret[]> {
  const keyed = secrets.flatMap((secret) =>
    [...new Set([secret.atKey, secret.valueKey])].map((key) => ({ key, secret })),
  )
  return new Map([...groupBy(keyed, ({ key }) => key)].map(([key, group]) => [key, group.map(({ secret }) => secret)]))
}

/** What may be secret on a line that was not bound: it would stand in a table with secrets, or its block would. */
function wordsUnread(statement: Statement, table: DirectiveTable): Word[] {
  const { keyword, args, block } = statement
  const directive = Object.hasOwn(table, keyword.text) ? table[keyword.text] : undefined
  if (directive === undefined) {
    const isAmongSecrets = Object.values(table).some((known) => holdsSecret(known.args))
    const part = secretPart(statement, table)
    return [...(part === undefined ? [] : [part]), ...(isAmongSecrets ? args : [])]
  }
  const { body } = directive
  const inside = (block?.items ?? []).flatMap((item) =>
    item.kind === 'statement' && body?.kind === 'keywords' ? wordsUnread(item, body.directives) : [],
  )
  return [...(holdsSecret(directive.args) ? args : []), ...inside]
}

function secretWordsOf(line: BoundStatement): Word[] {
  const inside = line.block.flatMap(secretWordsOf)
  if (line.directive === undefined || !holdsSecret(line.directive.args)) return inside
  const open = new Set(
    line.match.slots.filter((slot) => !slot.faulty && !holdsSecret(slot.value)).map((slot) => slot.word),
  )
  const { args, unterminated } = line.statement
  return [...args.filter((word) => !open.has(word)), ...(unterminated === undefined ? [] : [unterminated]), ...inside]
}

/** The definitions that a secret comes from, directly or through others. */
function definitionNames(nodes: readonly ClusterNode[]): ReadonlySet<string> {
  const files = [
    ...new Set(nodes.flatMap(({ reading }) => reading.files.flatMap((file) => referringSections(sectionsOf(file))))),
  ]
  const names = new Set(
    nodes.flatMap(({ bound }) => [
      ...secretsInStretches(bound.statements).flatMap(({ names: defined }) => defined),
      ...secretsUnread(bound).flatMap(({ name }) => name ?? []),
    ]),
  )
  const addFrom = (text: string, spans: readonly SecretSpan[]): void => {
    for (const { start, end } of spans) {
      for (const [, name] of text.slice(start, end).matchAll(REFERENCE)) if (name !== undefined) names.add(name)
    }
  }
  for (const file of files) addFrom(file.text, spansThatLookSecret(file))
  for (let before = -1; before < names.size; ) {
    before = names.size
    for (const { text } of files) addFrom(text, definitionSpans(text, names))
  }
  return names
}

const referringSections = rememberedInEach((file: SourceFile) => (file.text.includes('$') ? [file] : []))

const REFERENCE = /\$\{?([A-Za-z_]\w*)/g

/** The spans of each group, in order and apart from each other. */
function spansOf<K, V>(groups: ReadonlyMap<K, V[]>, spanOf: (value: V) => Span): Map<K, readonly SecretSpan[]> {
  return new Map([...groups].map(([key, values]) => [key, united(values.map(spanOf))]))
}
