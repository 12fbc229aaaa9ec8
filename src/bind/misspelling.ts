/** What an unknown first word of a line was probably meant to be. */

import { type Argument, holdsSecret } from '../../grammar/arguments.ts'
import type { DirectiveTable } from '../../grammar/directive.ts'
import type { Block, Span, Statement, Word } from '../../grammar/syntax.ts'
import { INCLUDE_KEYWORDS } from '../expand/includes.ts'
import { remembered } from '../text/remembered.ts'
import { foreignComment } from './foreign-comments.ts'
import { plainSpelling } from './lookalikes.ts'
import { nearest } from './nearest.ts'
import { allKeywords, type Home, homesOf } from './scope.ts'
import { parseAddress, valueFault } from './values.ts'

/** What kind of mistake it is. */
export type Guess =
  | { readonly kind: 'comment'; readonly sign: string }
  | { readonly kind: 'lookalike'; readonly text: string; readonly sign: string }
  /** Keyword and value are one word: `priority=100`, `priority100`. */
  | { readonly kind: 'joined'; readonly keyword: string; readonly sign: string }
  | { readonly kind: 'trailing-sign'; readonly keyword: string; readonly sign: string }
  /** Other blocks know it. */
  | { readonly kind: 'misplaced'; readonly homes: readonly Home[] }
  | { readonly kind: 'renamed' | 'misspelt'; readonly keyword: string }
  /** Another block knows a word that is near. */
  | { readonly kind: 'misspelt-and-misplaced'; readonly keyword: string; readonly homes: readonly Home[] }
  | { readonly kind: 'address' | 'second-condition' | 'unknown' }

/** The part of an unknown first word that names something; a sign, or a value without a blank, may stand behind it. */
export function nameOf({ keyword, args }: Statement): string {
  const { text } = keyword
  const separated = /^([^=:\s]+)[=:\s]+./.exec(text)?.[1]
  if (separated !== undefined) return separated
  return args.length > 0 ? text : (/^auth?[_-]?pass(?:word|wd)?/i.exec(text)?.[0] ?? text)
}

/** Where that part stands, and behind it any sign in place of a blank. */
export function nameSpans(statement: Statement): { readonly name: Span; readonly sign: Span } {
  const { keyword } = statement
  if (keyword.quoted) return { name: keyword, sign: { start: keyword.end, end: keyword.end } }
  const name = { start: keyword.start, end: keyword.start + nameOf(statement).length }
  const sign = /^[=:\s]+/.exec(keyword.text.slice(nameOf(statement).length))?.[0] ?? ''
  return { name, sign: { start: name.end, end: name.end + sign.length } }
}

/** What may be a password in an unknown first word: what stands behind its name, or all of it where nothing is like it. */
export function secretPart(statement: Statement, table: DirectiveTable): Word | undefined {
  const { keyword } = statement
  const name = nameOf(statement)
  const holdsSecrets = Object.values(table).some(({ args }) => holdsSecret(args))
  if (name.length < keyword.text.length) {
    const isSecret =
      holdsSecrets || /pass/i.test(name) || homesOf(name).some(({ directive }) => holdsSecret(directive.args))
    const { sign } = nameSpans(statement)
    return isSecret ? { ...keyword, text: keyword.text.slice(name.length), start: sign.end } : undefined
  }
  return holdsSecrets && guessKeyword(statement, table).kind === 'unknown' ? keyword : undefined
}

/** What was meant by a statement whose first word is no keyword of the table. */
export function guessKeyword(statement: Statement, table: DirectiveTable): Guess {
  const { keyword, args, block } = statement
  const { text } = keyword
  const sign = foreignComment(text)
  if (sign !== undefined) return { kind: 'comment', sign }
  if (text.startsWith('@')) return { kind: 'second-condition' }
  if (parseAddress(text) !== undefined) return { kind: 'address' }
  const name = nameOf(statement)
  return signGuess(text, name, table) ?? joinedGuess(text, args, table) ?? spellingGuess(name, table, block)
}

/** What a name is near to, among the blocks of a table or among all of its keywords. The same word may stand on every line. */
function spellingGuess(name: string, table: DirectiveTable, block: Block | undefined): Guess {
  const guesses = guessesIn(table)
  const key = `${block === undefined ? 'line' : 'block'} ${name}`
  const known = guesses.get(key)
  if (known !== undefined) return known
  const candidates = Object.keys(table).filter((one) => block === undefined || table[one]?.body !== undefined)
  const guess = keywordGuess(name, table, candidates)
  if (guesses.size >= MOST_GUESSES) guesses.clear()
  guesses.set(key, guess)
  return guess
}

const guessesIn = remembered((_table: DirectiveTable) => new Map<string, Guess>())

/** So many names are remembered for each table. */
const MOST_GUESSES = 1000

function signGuess(text: string, name: string, table: DirectiveTable): Guess | undefined {
  const plain = plainSpelling(name)
  if (plain !== undefined && Object.hasOwn(table, plain.text)) return { kind: 'lookalike', ...plain }
  const trailing = /^(.*[^;:,=])([;:,=]+)$/.exec(text)
  if (trailing?.[1] === undefined || trailing[2] === undefined || !Object.hasOwn(table, trailing[1])) return undefined
  return { kind: 'trailing-sign', keyword: trailing[1], sign: trailing[2] }
}

function joinedGuess(text: string, args: readonly Word[], table: DirectiveTable): Guess | undefined {
  const separated = /^([\w-]+)[=:\s]+/.exec(text)
  if (separated?.[1] !== undefined && Object.hasOwn(table, separated[1]) && separated[0].length < text.length) {
    return { kind: 'joined', keyword: separated[1], sign: separated[0].slice(separated[1].length) }
  }
  const keyword = Object.keys(table)
    .filter((one) => text.startsWith(one) && isValue(table[one]?.args, text.slice(one.length), args))
    .reduce<string | undefined>((best, one) => (best === undefined || one.length > best.length ? one : best), undefined)
  return keyword === undefined ? undefined : { kind: 'joined', keyword, sign: '' }
}

/** Whether what follows a keyword without a blank is its value rather than a typing error. */
function isValue(argument: Argument | undefined, text: string, args: readonly Word[]): boolean {
  if (argument === undefined || text === '') return false
  switch (argument.kind) {
    case 'sequence':
      return isValue(argument.items[0], text, args)
    case 'optional':
    case 'many':
      return isValue(argument.item, text, args)
    case 'either':
      return argument.forms.some((form) => isValue(form, text, args))
    case 'integer':
    case 'decimal':
    case 'choice':
    case 'address':
      return valueFault(argument, text) === undefined
    case 'interface':
      return /^(eth|en|ens|eno|enp|bond|br|team|vlan|wlan)\d/.test(text)
    case 'text':
      return argument.secret === true && args.length === 0
    default:
      return false
  }
}

function keywordGuess(text: string, table: DirectiveTable, candidates: readonly string[]): Guess {
  const homes = homesOf(text)
  const renamed = homes
    .map(({ directive }) => directive.deprecated?.use.split(' ')[0])
    .find((use) => use !== undefined && Object.hasOwn(table, use))
  if (renamed !== undefined) return { kind: 'renamed', keyword: renamed }
  if (homes.length > 0) return { kind: 'misplaced', homes }
  const keyword = nearest(text, [...candidates, ...INCLUDE_KEYWORDS]) ?? nearest(text, Object.keys(table))
  if (keyword !== undefined) return { kind: 'misspelt', keyword }
  const other = nearest(text, allKeywords())
  return other === undefined
    ? { kind: 'unknown' }
    : { kind: 'misspelt-and-misplaced', keyword: other, homes: homesOf(other) }
}
