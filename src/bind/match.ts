/** Matches the words of a line against what its directive describes. One walk serves checks, the model and editors. */
import {
  type Argument,
  type Deprecation,
  type Either,
  nothing,
  type Option,
  type Options,
  type Sequence,
} from '../../grammar/arguments.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { Value } from '../../grammar/values.ts'
import { isUnknown, looksLike, type ValueFault, valueFault } from './values.ts'

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

export type ArgumentProblem =
  | { readonly kind: 'missing-argument'; readonly expected: Argument; readonly option?: string }
  | {
      readonly kind: 'invalid-value'
      readonly word: Word
      readonly value: Value
      readonly fault: ValueFault
      /** The option word that it follows. */
      readonly option?: string
    }
  | { readonly kind: 'unknown-option'; readonly word: Word; readonly known: readonly string[] }
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
}

/** What may stand behind some words. */
export type Acceptable =
  | {
      readonly kind: 'value'
      readonly value: Value
      /** The option word that it belongs to. */
      readonly option?: string
    }
  | {
      readonly kind: 'word'
      readonly word: string
      /** Absent for a fixed word. */
      readonly meaning?: Option
      /** The option stands on the line already. */
      readonly isUsed: boolean
    }

/** Matches words against arguments. Every word ends up in a slot, in an option or in a problem. */
export function match(argument: Argument, words: readonly Word[], isKnown: (since: string) => boolean): Match {
  const walk = walkOver(argument, words, { isKnown, next: undefined })
  if (walk.at < words.length && walk.problems.every((problem) => problem.kind !== 'unknown-option')) {
    walk.problems.push({ kind: 'surplus-words', words: words.slice(walk.at) })
  }
  return { slots: fitted(walk.slots), options: fitted(walk.options), problems: fitted(walk.problems) }
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
  const walk: Walk = { words, at: 0, slots: [], options: [], problems: [], option: undefined, ...how }
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
  readonly isKnown: (since: string) => boolean
  /** Notes what may stand behind the last word; absent where nobody asks. */
  readonly next: Next | undefined
}

interface Next {
  readonly found: Acceptable[]
  /** Something was noted that must stand there: nothing else may. */
  isClosed: boolean
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

/** The first form that the word can begin, else the last one; without a word a form that may be empty. */
function formFor(either: Either, word: Word | undefined): Argument {
  const form = either.forms.find((one) => (word === undefined ? mayBeEmpty(one) : fits(one, word)))
  return form ?? either.forms.at(-1) ?? nothing
}

function mayBeEmpty(argument: Argument): boolean {
  switch (argument.kind) {
    case 'sequence':
      return argument.items.every(mayBeEmpty)
    case 'either':
      return argument.forms.some(mayBeEmpty)
    case 'many':
      return argument.min === 0 || mayBeEmpty(argument.item)
    default:
      return argument.kind === 'optional' || (argument.kind === 'options' && argument.count !== 'at-least-one')
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

/** A value of a closed kind: a word that does not fit is a wrong value rather than a surplus word. */
function isClosed(argument: Argument): boolean {
  if (argument.kind === 'sequence') return argument.items[0] !== undefined && isClosed(argument.items[0])
  return ['integer', 'decimal', 'boolean', 'choice', 'address', 'pattern'].includes(argument.kind)
}

function takeMany(walk: Walk, item: Argument, min: number): void {
  for (let count = 0; walk.at < walk.words.length || count < min; count++) {
    const before = walk.at
    take(walk, item)
    if (walk.at === before) return
  }
}

function takeOptions(walk: Walk, options: Options): void {
  const usedBefore = walk.options.length
  if (options.count === 'at-least-one' && walk.at >= walk.words.length) {
    expect(walk, options)
    close(walk)
    walk.problems.push(missing(options, walk.option))
    return
  }
  while (walk.at < walk.words.length) {
    if (options.count === 'at-most-one' && walk.options.length > usedBefore) return
    const word = walk.words[walk.at]
    if (word !== undefined && options.count === 'only-one' && walk.options.length > usedBefore) {
      walk.problems.push({ kind: 'unknown-option', word, known: [] })
      return
    }
    const option = word === undefined || !Object.hasOwn(options.of, word.text) ? undefined : options.of[word.text]
    if (word !== undefined && option !== undefined) {
      takeOption(walk, word, option, options)
    } else if (options.otherwise !== undefined && fits(options.otherwise, word)) {
      const before = walk.at
      take(walk, options.otherwise)
      if (walk.at === before) return
    } else {
      if (word !== undefined) walk.problems.push({ kind: 'unknown-option', word, known: Object.keys(options.of) })
      return
    }
  }
  expect(walk, options, usedBefore)
}

function takeOption(walk: Walk, word: Word, option: Option, options: Options): void {
  walk.at++
  walk.options.push({ name: word.text, word })
  if (option.since !== undefined && !walk.isKnown(option.since)) {
    walk.problems.push({ kind: 'newer-option', word, since: option.since })
  }
  if (option.deprecated !== undefined) {
    const { use } = option.deprecated
    const isRenamed = Object.hasOwn(options.of, use) && options.of[use]?.args === option.args
    const renamed = isRenamed ? { renamedTo: use } : {}
    walk.problems.push({ kind: 'deprecated-option', word, deprecation: option.deprecated, ...renamed })
  }
  const outer = walk.option
  walk.option = word.text
  take(walk, option.args)
  walk.option = outer
}

function takeLiteral(walk: Walk, expected: string): void {
  const word = walk.words[walk.at]
  if (word === undefined) {
    expect(walk, { kind: 'literal', word: expected })
    close(walk)
    walk.problems.push(missing({ kind: 'literal', word: expected }, walk.option))
    return
  }
  if (word.text === expected) {
    walk.at++
    walk.options.push({ name: expected, word })
    return
  }
  walk.problems.push({ kind: 'unknown-option', word, known: [expected] })
}

function takeValue(walk: Walk, value: Value): void {
  const word = walk.words[walk.at]
  if (word === undefined) {
    expect(walk, value)
    close(walk)
    walk.problems.push(missing(value, walk.option))
    return
  }
  walk.at++
  const fault = isUnknown(word.text) ? undefined : valueFault(value, word.text)
  const option = walk.option === undefined ? {} : { option: walk.option }
  walk.slots.push({ word, value, ...option, faulty: fault?.kind === 'refused' })
  if (fault !== undefined) walk.problems.push({ kind: 'invalid-value', word, value, fault, ...option })
}

/** Notes what the arguments may begin with, where the words end. Options that stand since `usedBefore` are used. */
function expect(walk: Walk, argument: Argument, usedBefore = walk.options.length): void {
  const { next } = walk
  if (next === undefined || next.isClosed || walk.at < walk.words.length) return
  switch (argument.kind) {
    case 'sequence': {
      const first = argument.items.findIndex((item) => !mayBeEmpty(item))
      for (const item of first === -1 ? argument.items : argument.items.slice(0, first + 1)) expect(walk, item)
      break
    }
    case 'optional':
    case 'many':
      expect(walk, argument.item)
      break
    case 'either':
      for (const form of argument.forms) expect(walk, form)
      break
    case 'options': {
      const used = new Set(walk.options.slice(usedBefore).map(({ name }) => name))
      for (const [word, meaning] of Object.entries(argument.of)) {
        note(next, { kind: 'word', word, meaning, isUsed: used.has(word) })
      }
      if (argument.otherwise !== undefined) expect(walk, argument.otherwise)
      break
    }
    case 'literal':
      note(next, { kind: 'word', word: argument.word, isUsed: false })
      break
    default:
      note(next, { kind: 'value', value: argument, ...(walk.option === undefined ? {} : { option: walk.option }) })
  }
}

function note({ found }: Next, one: Acceptable): void {
  const isNoted = found.some((other) =>
    one.kind === 'value'
      ? other.kind === 'value' && other.value === one.value
      : other.kind === 'word' && other.word === one.word,
  )
  if (!isNoted) found.push(one)
}

function close({ next, at, words }: Walk): void {
  if (next !== undefined && at >= words.length) next.isClosed = true
}

function missing(expected: Argument, option: string | undefined): ArgumentProblem {
  return { kind: 'missing-argument', expected, ...(option === undefined ? {} : { option }) }
}

/** Whether a word may be the first of these arguments. */
function fits(argument: Argument, word: Word | undefined): boolean {
  if (word === undefined) return false
  switch (argument.kind) {
    case 'sequence': {
      const first = argument.items.findIndex((item) => item.kind !== 'optional')
      const candidates = first === -1 ? argument.items : argument.items.slice(0, first + 1)
      return candidates.some((item) => fits(item, word))
    }
    case 'optional':
    case 'many':
      return fits(argument.item, word)
    case 'either':
      return argument.forms.some((form) => fits(form, word))
    case 'options':
      return (
        Object.hasOwn(argument.of, word.text) || (argument.otherwise !== undefined && fits(argument.otherwise, word))
      )
    case 'literal':
      return word.text === argument.word
    default:
      return isUnknown(word.text) || looksLike(argument, word.text)
  }
}
