/** Matches the words of a line against what its directive describes. One walk serves checks, the model and editors. */
import type { Argument, Deprecation, Option, Options, Sequence } from '../../grammar/arguments.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { Value } from '../../grammar/values.ts'
import { type Acceptable, close, expect, type Next } from './acceptable.ts'
import { fits, formFor, isClosed, mayBeEmpty } from './fitting.ts'
import { type Contradiction, type LineMeaning, meetOption, meetValue, refuse } from './line-meaning.ts'
import { isPlaceholder, isUnknown, type ValueFault, valueFault } from './values.ts'

/** A word and the value that it was taken for. */
export interface Slot {
  readonly word: Word
  readonly value: Value
  /** The option word that it follows, the innermost one. */
  readonly option?: string
  /** It is no acceptable value of that kind. */
  readonly faulty: boolean
}

/** An option word that was found. */
export interface OptionUse {
  readonly name: string
  readonly word: Word
}

/** A word that keepalived does not take as it stands. */
interface FaultyValue {
  readonly word: Word
  readonly value: Value
  readonly fault: ValueFault
  /** The option word that it follows. */
  readonly option?: string
}

/** `isUnread`: keepalived has dropped the line, or its rest, before it comes to that. */
export type ArgumentProblem = LineFault & { readonly isUnread?: true }

type LineFault =
  | {
      readonly kind: 'missing-argument'
      readonly expected: Argument
      readonly option?: string
      /** keepalived does not come so far on this line, or asks whether there is a word. */
      readonly isHarmless?: true
    }
  | (FaultyValue & { readonly kind: 'invalid-value' })
  /** The word is still to be filled in. */
  | (FaultyValue & { readonly kind: 'unfilled-value' })
  | {
      readonly kind: 'unknown-option'
      readonly word: Word
      readonly known: readonly string[]
      /** The option word behind which it stands, where only what belongs to that may stand. */
      readonly option?: string
    }
  | {
      readonly kind: 'lacking-option'
      /** One of these should be there. */
      readonly known: readonly string[]
      /** The option word that needs it; absent where the line does. */
      readonly option?: string
      readonly word?: Word
    }
  | Contradiction
  | { readonly kind: 'newer-option'; readonly word: Word; readonly since: string }
  | {
      readonly kind: 'deprecated-option'
      readonly word: Word
      readonly deprecation: Deprecation
      /** Which option of the line says the same, with the same arguments. */
      readonly renamedTo?: string
    }
  | { readonly kind: 'surplus-words'; readonly words: readonly Word[] }

export interface Match {
  readonly slots: readonly Slot[]
  readonly options: readonly OptionUse[]
  readonly problems: readonly ArgumentProblem[]
  /** keepalived drops the whole line because of one of the problems. */
  readonly refused?: true
}

/** Matches words against arguments. Every word ends up in a slot, in an option or in a problem. */
export function match(argument: Argument, words: readonly Word[], isKnown: (since: string) => boolean): Match {
  const walk = walkOver(argument, words, { isKnown, next: undefined })
  if (walk.at < words.length && walk.meaning.refused === undefined && walk.problems.every(isNoUnknownOption)) {
    tell(walk, { kind: 'surplus-words', words: words.slice(walk.at) })
  }
  const parts = { slots: fitted(walk.slots), options: fitted(walk.options), problems: fitted(walk.problems) }
  return walk.meaning.refused === 'line' ? { ...parts, refused: true } : parts
}

function tell({ meaning, problems }: Walk, problem: LineFault): void {
  problems.push(meaning.refused === undefined ? problem : { ...problem, isUnread: true })
}

function isNoUnknownOption({ kind }: ArgumentProblem): boolean {
  return kind !== 'unknown-option'
}

/** What may stand behind the words, in the order of the table; nothing where the arguments end before the words do. */
export function acceptableAfter(
  argument: Argument,
  words: readonly Word[],
  isKnown: (since: string) => boolean,
): readonly Acceptable[] {
  const next: Next = { found: [], isClosed: false }
  walkOver(argument, words, { isKnown, next })
  return next.found
}

function walkOver(argument: Argument, words: readonly Word[], how: Pick<Walk, 'isKnown' | 'next'>): Walk {
  const meaning: LineMeaning = { refuses: undefined, asks: false }
  const walk: Walk = { words, at: 0, slots: [], options: [], problems: [], option: undefined, meaning, ...how }
  take(walk, argument.kind === 'optional' ? { kind: 'sequence', items: [argument] } : argument)
  return walk
}

/** A list without the room that it grew into: there may be a million of them. */
function fitted<T>(list: readonly T[]): readonly T[] {
  return list.slice()
}

interface Walk {
  readonly words: readonly Word[]
  at: number
  readonly slots: Slot[]
  readonly options: OptionUse[]
  readonly problems: ArgumentProblem[]
  option: string | undefined
  readonly meaning: LineMeaning
  readonly isKnown: (since: string) => boolean
  /** Notes what may stand behind the last word; absent where nobody asks. */
  readonly next: Next | undefined
}

function take(walk: Walk, argument: Argument): void {
  switch (argument.kind) {
    case 'sequence':
      takeSequence(walk, argument)
      break
    case 'optional':
      if (fits(argument.item, walk.words[walk.at])) take(walk, argument.item)
      else expect(walk, argument.item)
      break
    case 'many':
      takeMany(walk, argument.item, argument.min)
      expect(walk, argument.item)
      break
    case 'either':
      expect(walk, argument)
      if (!mayBeEmpty(argument)) close(walk)
      take(walk, formFor(argument, walk.words[walk.at]))
      break
    case 'options':
      takeOptions(walk, argument)
      break
    case 'literal':
      takeLiteral(walk, argument.word)
      break
    default:
      takeValue(walk, argument)
  }
}

function takeSequence(walk: Walk, sequence: Sequence): void {
  sequence.items.forEach((item, index) => {
    const word = walk.words[walk.at]
    if (item.kind !== 'optional' || word === undefined || fits(item.item, word)) {
      take(walk, item)
      return
    }
    const later = sequence.items.slice(index + 1)
    const mayBeLater = later.some((one) => one.kind !== 'optional' || fits(one.item, word))
    if (!mayBeLater && isClosed(item.item)) take(walk, item.item)
  })
}

function takeMany(walk: Walk, item: Argument, min: number): void {
  for (let count = 0; walk.at < walk.words.length || count < min; count++) {
    const before = walk.at
    if (count >= min && item.kind === 'literal' && !fits(item, walk.words[walk.at])) return
    take(walk, item)
    if (walk.at === before) return
  }
}

function takeOptions(walk: Walk, options: Options): void {
  const usedBefore = walk.options.length
  const start = walk.at
  if (options.count === 'at-least-one' && start >= walk.words.length) {
    expect(walk, options)
    close(walk)
    tell(walk, missing(walk, options))
    return
  }
  const outer = walk.meaning.refuses
  if (options.refuses !== undefined) walk.meaning.refuses = options.refuses
  while (walk.at < walk.words.length && walk.meaning.refused !== 'rest' && takeOneOf(walk, options)) {
    if (options.count !== 'at-most-one' && options.count !== 'only-one') continue
    if (options.count === 'only-one') refuseNext(walk)
    break
  }
  expect(walk, options, usedBefore)
  tellLacking(walk, options, start)
  walk.meaning.refuses = outer
}

/** A word behind the only option that a line takes. */
function refuseNext(walk: Walk): void {
  const word = walk.words[walk.at]
  if (word !== undefined) tell(walk, { kind: 'unknown-option', word, known: [] })
}

/** Takes an option, or what may stand between options; `false` where the word is neither and the options end. */
function takeOneOf(walk: Walk, options: Options): boolean {
  const word = walk.words[walk.at]
  if (word === undefined) return false
  const option = Object.hasOwn(options.of, word.text) ? options.of[word.text] : undefined
  if (option !== undefined) {
    takeOption(walk, word, option, options)
    return true
  }
  if (options.otherwise !== undefined && fits(options.otherwise, word)) {
    const before = walk.at
    take(walk, options.otherwise)
    const belongsTo = options.otherwiseAs === undefined ? undefined : options.of[options.otherwiseAs]
    if (belongsTo !== undefined) {
      walk.meaning.implied = options.otherwiseAs
      contradict(walk, meetOption(walk.meaning, belongsTo, word))
    }
    return walk.at > before
  }
  if (options.open !== true) {
    const owner = walk.option === undefined ? {} : { option: walk.option }
    tell(walk, { kind: 'unknown-option', word, known: Object.keys(options.of), ...owner })
    refuse(walk.meaning)
  }
  return false
}

function takeOption(walk: Walk, word: Word, option: Option, options: Options): void {
  const { meaning } = walk
  walk.at++
  walk.options.push({ name: word.text, word })
  if (option.since !== undefined && !walk.isKnown(option.since)) {
    tell(walk, { kind: 'newer-option', word, since: option.since })
    refuse(meaning)
  }
  if (option.deprecated !== undefined) {
    const { use } = option.deprecated
    const isRenamed = Object.hasOwn(options.of, use) && options.of[use]?.args === option.args
    const renamed = isRenamed ? { renamedTo: use } : {}
    tell(walk, { kind: 'deprecated-option', word, deprecation: option.deprecated, ...renamed })
  }
  const outer = { option: walk.option, refuses: meaning.refuses, asks: meaning.asks }
  walk.option = word.text
  if (option.passesOver === true) meaning.refuses = undefined
  if (option.asks === true) meaning.asks = true
  take(walk, option.args)
  contradict(walk, meetOption(meaning, option, word))
  walk.option = outer.option
  meaning.refuses = outer.refuses
  meaning.asks = outer.asks
}

/** An option that should be there is missing where the line was read so far. */
function tellLacking(
  { words, at, meaning, option, options: used, problems }: Walk,
  options: Options,
  start: number,
): void {
  const { atLeast, otherwiseAs } = options
  if (atLeast === undefined || meaning.refused === 'line') return
  const taken = new Set(words.slice(start, at))
  const isThere = used.some(({ name, word }) => taken.has(word) && atLeast.includes(name))
  const isImplied = otherwiseAs !== undefined && meaning.implied === otherwiseAs && atLeast.includes(otherwiseAs)
  if (isThere || isImplied) return
  const word = words[start - 1]
  problems.push({
    kind: 'lacking-option',
    known: atLeast,
    ...(option === undefined ? {} : { option }),
    ...(word === undefined ? {} : { word }),
  })
  refuse(meaning)
}

function contradict({ meaning, problems }: Walk, contradiction: Contradiction | undefined): void {
  if (contradiction === undefined || meaning.refused !== undefined) return
  problems.push(contradiction)
  refuse(meaning)
}

function takeLiteral(walk: Walk, expected: string): void {
  const word = walk.words[walk.at]
  if (word === undefined) {
    const literal = { kind: 'literal', word: expected } as const
    expect(walk, literal)
    close(walk)
    tell(walk, missing(walk, literal))
    return
  }
  if (word.text === expected) {
    walk.at++
    walk.options.push({ name: expected, word })
    return
  }
  tell(walk, { kind: 'unknown-option', word, known: [expected] })
  refuse(walk.meaning)
}

function takeValue(walk: Walk, value: Value): void {
  const word = walk.words[walk.at]
  if (word === undefined) {
    expect(walk, value)
    close(walk)
    tell(walk, missing(walk, value))
    return
  }
  walk.at++
  const isUnfilled = isPlaceholder(word.text)
  const fault = isUnknown(word.text) && !isUnfilled ? undefined : valueFault(value, word.text)
  const option = walk.option === undefined ? {} : { option: walk.option }
  walk.slots.push({ word, value, ...option, faulty: !isUnfilled && fault?.kind === 'refused' })
  const kind = isUnfilled ? 'unfilled-value' : 'invalid-value'
  if (fault !== undefined) tell(walk, { kind, word, value, fault, ...option })
  if (fault?.kind === 'refused') refuseValue(walk.meaning, value)
  else if (!isUnfilled) contradict(walk, meetValue(walk.meaning, value, word))
}

function refuseValue(meaning: LineMeaning, value: Value): void {
  if (value.kind === 'address' && value.dropsLine === true) meaning.refused ??= 'line'
  else refuse(meaning)
}

function missing({ option, meaning }: Walk, expected: Argument): LineFault {
  const owner = option === undefined ? {} : { option }
  const isHarmless = meaning.refused !== undefined || meaning.asks
  return { kind: 'missing-argument', expected, ...owner, ...(isHarmless ? { isHarmless } : {}) }
}
