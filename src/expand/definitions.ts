/** `$NAME` definitions and what replaces a reference to one (lib/parser.c:2021 and 2169). */
import type { Release } from '../../grammar/releases.ts'
import type { Place } from '../text/source-file.ts'
import { type MappedText, originOf, replaceText, sliceText, standingFor } from './mapped-text.ts'

/** Stands in a word whose value only the running machine knows. No check says anything about such a word. */
export const UNKNOWN_VALUE = '\uE000'

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

export interface Substitution {
  readonly text: MappedText
  readonly replaced: boolean
  /** The further lines of a multi-line definition, outermost first. */
  readonly followingLines: readonly (readonly MappedText[])[]
}

/** keepalived reads lines of up to this many bytes (lib/parser.h:41), and gives up a substitution beyond it. */
export const MAX_LINE_BYTES = 1023

/** A definition line: its name and where its value starts. `undefined` where the text defines nothing. */
export function definitionHead(text: string): { readonly name: string; readonly valueStart: number } | undefined {
  const match = /^\$([A-Za-z_][A-Za-z0-9_]*)=[ \t]*/.exec(text)
  return match?.[1] === undefined ? undefined : { name: match[1], valueStart: match[0].length }
}

/** Replaces every reference that can be replaced, those inside of replacements included. */
export function substitute(
  line: MappedText,
  definitions: ReadonlyMap<string, Definition>,
  surroundings: Surroundings,
): Substitution {
  let text = line
  let replaced = false
  const followingLines: MappedText[][] = []
  let at = text.text.indexOf('$')
  for (let turns = 0; at !== -1 && at + 1 < text.text.length && turns < MAX_LINE_BYTES; turns++) {
    const reference = referenceAt(text.text, at)
    const value = reference === undefined ? undefined : replacementFor(text, reference, definitions, surroundings)
    if (reference === undefined || value === undefined) {
      at = text.text.indexOf('$', at + 1)
      continue
    }
    const longer = replaceText(text, reference.start, reference.end, value.first)
    if (longer.text.length > MAX_LINE_BYTES) break
    text = longer
    replaced = true
    if (value.rest !== undefined) followingLines.push(value.rest)
    if (/^[ \t]*~/.test(value.first.text)) break
    at = text.text.indexOf('$', at)
  }
  return { text, replaced, followingLines }
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

const bracedReference = /\$\{([A-Za-z_][A-Za-z0-9_]*)((?:[ \t]+[A-Za-z0-9_]+)*)\}/y
const plainReference = /\$([A-Za-z_][A-Za-z0-9_]*)(?=[ \t,)]|$)/y

interface Value {
  readonly first: MappedText
  readonly rest?: MappedText[]
}

function replacementFor(
  line: MappedText,
  reference: Reference,
  definitions: ReadonlyMap<string, Definition>,
  surroundings: Surroundings,
): Value | undefined {
  const origin = originOf(line, reference)
  const definition = definitions.get(reference.name)
  if (definition === undefined) {
    const text = builtInValue(reference, surroundings)
    return text === undefined ? undefined : { first: standingFor(text, origin, undefined) }
  }
  if (reference.parameters.length > 0) return undefined
  const [first] = definition.lines
  if (!definition.multiline) {
    return { first: standingFor(first?.text ?? '', origin, origin.definition ?? definition.place) }
  }
  if (reference.end < line.text.length) return undefined
  return { first: first ?? sliceText(line, line.text.length), rest: definition.lines.slice(1) }
}

/** The value of a definition that keepalived brings along (spec 4.3); `undefined` where it is none, or is used wrongly. */
function builtInValue(reference: Reference, surroundings: Surroundings): string | undefined {
  const { name, parameters } = reference
  switch (name) {
    case '_PWD':
      return parameters.length === 0 ? surroundings.directory.replace(/(?<=.)\/$/, '') || '.' : undefined
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
