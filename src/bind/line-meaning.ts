/** What a line of a route or rule is about as a whole, as far as it has been read: keepalived refuses what contradicts it. */
import type { Option, Options } from '../../grammar/arguments.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { AddressFamily, Value } from '../../grammar/values.ts'
import { parseAddress } from './values.ts'

/** What has been said so far, and by which word. */
export interface LineMeaning {
  family?: { readonly family: AddressFamily; readonly word: Word }
  action?: Word
  /** What keepalived drops because of a word that it does not take. */
  refused?: 'line' | 'rest'
  /** What it would drop, where it reads now. */
  refuses: Options['refuses']
  /** keepalived asks here whether there is a word. */
  asks: boolean
  /** An option whose own word was left out. */
  implied?: string | undefined
}

/** Two words of a line that do not go together. */
export type Contradiction =
  | {
      readonly kind: 'mixed-families'
      readonly word: Word
      /** 0 is that of `default` and its like, which have none and fit only a line that has none yet. */
      readonly family: AddressFamily | 0
      readonly first: Word
      readonly firstFamily: AddressFamily
    }
  | { readonly kind: 'second-action'; readonly word: Word; readonly first: Word }

/** Notes the family that a value stands for on a line. */
export function meetValue(meaning: LineMeaning, value: Value, word: Word): Contradiction | undefined {
  const family = familyOf(value, word.text)
  return family === undefined ? undefined : meetFamily(meaning, family, word)
}

/** Notes what an option says about its line. */
export function meetOption(meaning: LineMeaning, { family, action }: Option, word: Word): Contradiction | undefined {
  if (action !== undefined) {
    if (meaning.action !== undefined) return { kind: 'second-action', word, first: meaning.action }
    meaning.action = word
  }
  return family === undefined ? undefined : meetFamily(meaning, family, word)
}

/** Notes that keepalived drops the line, or its rest. */
export function refuse(meaning: LineMeaning): void {
  if (meaning.refuses !== undefined) meaning.refused ??= meaning.refuses
}

function meetFamily(meaning: LineMeaning, family: AddressFamily | 0, word: Word): Contradiction | undefined {
  const { family: before } = meaning
  if (before !== undefined) {
    if (before.family === family) return undefined
    return { kind: 'mixed-families', word, family, first: before.word, firstFamily: before.family }
  }
  if (family !== 0) meaning.family = { family, word }
  return undefined
}

function familyOf(value: Value, word: string): AddressFamily | 0 | undefined {
  if (value.kind === 'choice') return value.families?.[word]
  return value.kind === 'address' && value.decidesFamily === true ? parseAddress(word)?.family : undefined
}
