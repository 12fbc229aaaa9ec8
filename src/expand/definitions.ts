/** `$NAME` definitions and what replaces a reference to one (lib/parser.c:2021 and 2169). */
import type { Release } from '../../grammar/releases.ts'
import { byteLength, type Origin, type Place } from '../text/source-file.ts'
import { UNKNOWN_VALUE } from '../text/unknown.ts'
import { MAX_LINE_BYTES } from './lines.ts'
import { type MappedText, originOf, replaceText, sliceText, standingFor } from './mapped-text.ts'
import type { UnreplacedReason } from './reading.ts'

/** `${_PWD}` where files are named relative to a place that is not known. */
export const OWN_DIRECTORY = `${UNKNOWN_VALUE}.`

/** A definition that a file makes. */
export interface Definition {
  readonly name: string
  readonly lines: MappedText[]
  readonly multiline: boolean
  readonly place: Place
}

/** What the built-in definitions need to know. */
export interface Surroundings {
  readonly configId: string | undefined
  /** The directory of the file that is being read. */
  readonly directory: string
  readonly target: Release
}

/** What references stand for. */
export interface Known {
  readonly definitions: ReadonlyMap<string, Definition>
  /** Names whose replacement never ends: what they stand for is not known. */
  readonly endless: ReadonlySet<string>
  readonly surroundings: Surroundings
  /** A definition that holds itself is replaced until the line is full, as keepalived does. */
  readonly as?: 'written'
}

export interface Substitution {
  readonly text: MappedText
  readonly replaced: boolean
  /** Multi-line definitions of which the lines after the first one follow, outermost first. */
  readonly unfinished: readonly Definition[]
  /** The reference that could not be replaced: its value holds the reference itself, or is too long for a line. */
  readonly refused?: Refusal
}

export interface Refusal {
  /** The name that the line itself refers to. */
  readonly name: string
  readonly at: Origin
  /** Trying it again on other lines takes long and leads nowhere. */
  readonly endless: boolean
}

/** More references than this are not replaced on one line. */
const MAX_REPLACEMENTS = 1_000
const MANY_REPLACEMENTS = 100

/** A definition line: its name and where its value starts. `undefined` where the text defines nothing. */
export function definitionHead(text: string): { readonly name: string; readonly valueStart: number } | undefined {
  const match = /^\$([A-Za-z_][A-Za-z0-9_]*)=[ \t]*/.exec(text)
  return match?.[1] === undefined ? undefined : { name: match[1], valueStart: match[0].length }
}

/** Replaces every reference that can be replaced, those inside of replacements included. */
export function substitute(line: MappedText, known: Known): Substitution {
  let text = line
  let replacements = 0
  let refused: Refusal | undefined
  const unfinished: Definition[] = []
  const around: Replacement[] = []
  for (let at = text.text.indexOf('$'); at !== -1 && at + 1 < text.text.length; at = text.text.indexOf('$', at)) {
    while (isBehind(around.at(-1), at, text)) around.pop()
    const reference = referenceAt(text.text, at)
    const value = reference === undefined ? undefined : replacementFor(text, reference, known)
    if (reference === undefined || value === undefined) {
      at++
      continue
    }
    const longer = replaceText(text, reference.start, reference.end, value.first)
    const holdsItself = known.as === undefined && around.some(({ name }) => name === reference.name)
    const isEndless = holdsItself || replacements === MAX_REPLACEMENTS
    if (isEndless || byteLength(longer.text) > MAX_LINE_BYTES) {
      const name = around[0]?.name ?? reference.name
      refused = { name, at: originOf(text, reference), endless: isEndless || replacements > MANY_REPLACEMENTS }
      break
    }
    around.push({ name: reference.name, textBehind: text.text.length - reference.end })
    text = longer
    replacements++
    if (value.unfinished !== undefined) unfinished.push(value.unfinished)
    if (/^[ \t]*~/.test(value.first.text)) break
  }
  return { text, replaced: replacements > 0, unfinished, ...(refused === undefined ? {} : { refused }) }
}

/** A reference whose replacement is being searched for further references. */
interface Replacement {
  readonly name: string
  /** How much text follows the replacement. */
  readonly textBehind: number
}

function isBehind(replacement: Replacement | undefined, at: number, text: MappedText): boolean {
  return replacement !== undefined && at >= text.text.length - replacement.textBehind
}

/** A `$NAME` or `${NAME parameters}` in a text. */
export interface Reference {
  readonly name: string
  readonly parameters: readonly string[]
  readonly braced: boolean
  readonly start: number
  readonly end: number
}

/** The reference that starts at `at`: `$NAME` counts only before a blank, `,`, `)` or the end (lib/parser.c:1930). */
export function referenceAt(text: string, at: number): Reference | undefined {
  bracedReference.lastIndex = at
  const braced = bracedReference.exec(text)
  if (braced?.[1] !== undefined) {
    const parameters = (braced[2] ?? '').split(/[ \t]+/).filter((word) => word !== '')
    return { name: braced[1], parameters, braced: true, start: at, end: at + braced[0].length }
  }
  plainReference.lastIndex = at
  const plain = plainReference.exec(text)
  if (plain?.[1] === undefined) return undefined
  return { name: plain[1], parameters: [], braced: false, start: at, end: at + plain[0].length }
}

/** Every reference in a text, defined or not. */
export function referencesIn(text: string): Reference[] {
  const references: Reference[] = []
  for (let at = text.indexOf('$'); at !== -1; ) {
    const reference = referenceAt(text, at)
    if (reference !== undefined) references.push(reference)
    at = text.indexOf('$', reference?.end ?? at + 1)
  }
  return references
}

const bracedReference = /\$\{([A-Za-z_][A-Za-z0-9_]*)((?:[ \t]+[A-Za-z0-9_]+)*)\}/y
const plainReference = /\$([A-Za-z_][A-Za-z0-9_]*)(?=[ \t,)]|$)/y

interface Value {
  readonly first: MappedText
  readonly unfinished?: Definition
}

function replacementFor(
  line: MappedText,
  reference: Reference,
  { definitions, endless, surroundings }: Known,
): Value | undefined {
  if (endless.has(reference.name)) return { first: standingFor(UNKNOWN_VALUE, originOf(line, reference), undefined) }
  const definition = definitions.get(reference.name)
  if (definition === undefined) {
    const text = builtInValue(reference, surroundings)
    return text === undefined ? undefined : { first: standingFor(text, originOf(line, reference), undefined) }
  }
  if (reference.parameters.length > 0) return undefined
  const [first] = definition.lines
  if (!definition.multiline) {
    const origin = originOf(line, reference)
    return { first: standingFor(first?.text ?? '', origin, origin.definition ?? definition.place) }
  }
  if (reference.end < line.text.length) return undefined
  return { first: first ?? sliceText(line, line.text.length), unfinished: definition }
}

/** The value of a definition that keepalived brings along (set_std_definitions() in lib/parser.c); `undefined` where it is none, or is used wrongly. */
function builtInValue(reference: Reference, surroundings: Surroundings): string | undefined {
  const { name, parameters } = reference
  switch (name) {
    case '_PWD':
      return parameters.length === 0 ? directoryName(surroundings.directory) : undefined
    case '_INSTANCE':
      return parameters.length === 0 ? (surroundings.configId ?? UNKNOWN_VALUE) : undefined
    case '_RANDOM':
      return parameters.length <= 2 && parameters.every((word) => /^\d+$/.test(word)) ? UNKNOWN_VALUE : undefined
    case '_HASH':
      return parameters.length === 0 && surroundings.target.atLeast('2.1.4') ? '#' : undefined
    case '_BANG':
      return parameters.length === 0 && surroundings.target.atLeast('2.1.4') ? '!' : undefined
    case '_ENV':
      return parameters.length === 1 && surroundings.target.atLeast('2.4.0') ? UNKNOWN_VALUE : undefined
    default:
      return undefined
  }
}

/** How a definition that keepalived brings along is used; `undefined` for all other names. */
export function builtInAdvice(name: string): string | undefined {
  const usage = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined
  return usage === undefined ? undefined : `It is used as \`\${${usage.form}}\`, since keepalived ${usage.since}.`
}

/** The definitions that keepalived brings along, as they stand between the braces, by name. */
export const BUILT_IN: Readonly<Record<string, { readonly form: string; readonly since: string }>> = {
  _PWD: { form: '_PWD', since: '1.4.3' },
  _INSTANCE: { form: '_INSTANCE', since: '2.0.1' },
  _RANDOM: { form: '_RANDOM MIN MAX', since: '2.0.15' },
  _HASH: { form: '_HASH', since: '2.1.4' },
  _BANG: { form: '_BANG', since: '2.1.4' },
  _ENV: { form: '_ENV NAME', since: '2.4.0' },
}

function directoryName(directory: string): string {
  return directory.startsWith('/') ? directory.replace(/(?<=.)\/$/, '') : OWN_DIRECTORY
}

/** Why a reference to a name stays; `otherwise` where the name is defined. */
export function unreplacedReason(
  definitions: ReadonlyMap<string, Definition>,
  name: string,
  otherwise: UnreplacedReason,
): UnreplacedReason {
  const definition = definitions.get(name)
  if (definition === undefined) return 'undefined'
  return definition.multiline ? 'several-lines' : otherwise
}
