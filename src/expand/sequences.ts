/** `~SEQ` and `~LST`: one line that stands for many (lib/parser.c:1417 and 1551). */

import { withoutEnd } from '../text/ends.ts'
import { UNKNOWN_VALUE } from '../text/unknown.ts'
import { type MappedText, sliceText } from './mapped-text.ts'

/** The values that one turn gives to its variables. */
export type Bindings = readonly (readonly [name: string, value: string])[]

export interface SequenceLine {
  /** How many lines it makes. */
  readonly count: number
  bindings(turn: number): Bindings
  /** The line that is repeated. */
  readonly text: MappedText
  /** The length of `~SEQ(...)` itself. */
  readonly headLength: number
}

/** What is wrong with a `~SEQ` or `~LST` line, in words that follow "because". */
export interface SequenceError {
  readonly because: string
}

export function isSequence(text: string): boolean {
  return text.startsWith('~SEQ') || text.startsWith('~LST')
}

/** Reads a sequence line. `resolve` replaces definitions among its numbers. */
export function readSequence(line: MappedText, resolve: (text: string) => string): SequenceLine | SequenceError {
  return line.text.startsWith('~SEQ') ? readNumbers(line, resolve) : readLists(line)
}

function readNumbers(line: MappedText, resolve: (text: string) => string): SequenceLine | SequenceError {
  const match = /^~SEQ(x?)[ \t]*\([ \t]*([^ \t,){]+)[ \t]*,([^)]*)\)[ \t]*/.exec(line.text)
  if (match === null) return { because: 'it must read `~SEQ(NAME, [start, [step,]] end) text`' }
  const [head, hexadecimal = '', name = '', written = ''] = match
  const numbers = written.replace(/^[ \t]+/, '')
  if (numbers.length > MAX_NUMBERS_LENGTH) {
    return { because: `its numbers take up more than ${MAX_NUMBERS_LENGTH} characters` }
  }
  const text = sliceText(line, head.length)
  const headLength = head.trimEnd().length
  const resolved = resolve(numbers)
  if (resolved.includes(UNKNOWN_VALUE)) {
    return { count: 1, bindings: () => [[name, UNKNOWN_VALUE]], text, headLength }
  }
  const values = resolved.split(',').map(cNumber)
  if (values.length > 3 || values.some((value) => value === undefined)) {
    return { because: `\`${numbers.trim()}\` must be one to three whole numbers` }
  }
  const [first = 0, second = 0, third = 0] = values.map((value) => value ?? 0)
  const { start, step, end } = bounds(values.length, first, second, third)
  if (step === 0 || (start < end && step < 0) || (start > end && step > 0)) {
    return { because: `steps of ${step} never lead from ${start} to ${end}` }
  }
  if (hexadecimal !== '' && (start < 0 || end < 0)) return { because: '`~SEQx` takes no negative numbers' }
  return {
    count: Math.floor((end - start) / step) + 1,
    bindings: (turn) => [[name, (start + turn * step).toString(hexadecimal === '' ? 10 : 16)]],
    text,
    headLength,
  }
}

/** The buffer that keepalived reads the numbers into holds this many, and a `)` (lib/parser.c:1430). */
const MAX_NUMBERS_LENGTH = 62

function bounds(given: number, first: number, second: number, third: number) {
  if (given === 1) return { start: first < 0 ? -1 : 1, step: first < 1 ? -1 : 1, end: first }
  if (given === 2) return { start: first, step: first <= second ? 1 : -1, end: second }
  return { start: first, step: second, end: third }
}

/** A number as strtol(3) reads it with base 0: `0x10`, `010` and `8` are numbers, and nothing at all is 0. */
function cNumber(word: string): number | undefined {
  const match = /^(?:([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*)))?$/.exec(
    withoutEnd(word.replace(/^[ \t]+/, ''), ' \t'),
  )
  if (match === null) return undefined
  const [, sign, hexadecimal, octal, plain = ''] = match
  const value =
    hexadecimal !== undefined
      ? Number.parseInt(hexadecimal, 16)
      : octal !== undefined
        ? Number.parseInt(octal, 8)
        : Number(plain)
  return sign === '-' ? -value : value
}

function readLists(line: MappedText): SequenceLine | SequenceError {
  const form = { because: 'it must read `~LST(NAME, value, ...) text` or `~LST({NAME, ...}, {value, ...}, ...) text`' }
  const start = /^~LST[ \t]*\([ \t]*/.exec(line.text)
  if (start === null) return form
  const names = readTuple(line.text, start[0].length)
  if (names === undefined) return form
  const turns: string[][] = []
  let at = names.end
  for (;;) {
    const separator = wordsAt(SEPARATOR, line.text, at)
    if (separator === undefined) return form
    at += separator.length
    if (separator.includes(')')) break
    const tuple = readTuple(line.text, at)
    if (tuple === undefined) return form
    if (tuple.words.length > names.words.length) {
      return { because: `\`${tuple.words.join(', ')}\` gives more values than there are names` }
    }
    turns.push(tuple.words)
    at = tuple.end
  }
  if (turns.length === 0) return form
  return {
    count: turns.length,
    bindings: (turn) => names.words.map((name, index) => [name, turns[turn]?.[index] ?? ''] as const),
    text: sliceText(line, at),
    headLength: line.text.slice(0, at).trimEnd().length,
  }
}

/** One word, or words in braces. */
function readTuple(text: string, at: number): { readonly words: string[]; readonly end: number } | undefined {
  if (text[at] !== '{') {
    const bare = wordsAt(WORD, text, at) ?? ''
    return { words: [bare], end: at + bare.length }
  }
  const inside = wordsAt(TUPLE, text, at)
  if (inside === undefined) return undefined
  return {
    words: inside
      .slice(1, -1)
      .split(',')
      .map((word) => word.trim()),
    end: at + inside.length,
  }
}

function wordsAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const SEPARATOR = /[ \t]*[,)][ \t]*/y
const WORD = /[^ \t,})]*/y
const TUPLE = /\{[ \t]*(?:[^ \t,})]+[ \t]*)?(?:,[ \t]*(?:[^ \t,})]+[ \t]*)?)*\}/y
