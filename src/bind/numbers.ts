/** Numbers as keepalived reads them (lib/parser.c:462 and 546). */
import type { DecimalValue, IntegerValue } from '../../grammar/values.ts'

/** What keepalived makes of a word that should be a number. */
export interface NumberReading {
  /** What it counts; `NaN` where the sign alone makes it refuse the word. */
  readonly value: number
  /** Nothing stands behind the digits; an empty word is 0. */
  readonly isClean: boolean
  /** There are more decimal places than are kept. */
  readonly isRounded: boolean
}

/** A whole number. White space and a `+` before it are fine; a `-` only where negative numbers are. */
export function integerReading({ min, anyBase }: IntegerValue, word: string): NumberReading {
  const [, sign = '', digits = '', rest = ''] = (anyBase === true ? ANY_BASE : BASE_10).exec(word) ?? []
  if (sign === '-' && min >= 0) return { value: Number.NaN, isClean: false, isRounded: false }
  const value = Number.parseInt(`${sign}${digits}` || '0', baseOf(digits, anyBase))
  const isClean = rest === '' && (digits !== '' || word === '')
  return { value: Number.isNaN(value) ? 0 : value, isClean, isRounded: false }
}

const BASE_10 = /^\s*([+-]?)(\d*)(.*)$/s
const ANY_BASE = /^\s*([+-]?)(0x[\da-f]+|0[0-7]*|[1-9]\d*|)(.*)$/is

function baseOf(digits: string, anyBase: true | boolean | undefined): 8 | 10 | 16 {
  if (anyBase !== true || !digits.startsWith('0')) return 10
  return /^0x/i.test(digits) ? 16 : 8
}

/**
 * A decimal number, counted in its smallest units: with text behind its digits no noughts are put in for the places
 * that are missing, so that `5s` with 6 places is 0.000005.
 */
export function decimalReading({ places }: DecimalValue, word: string): NumberReading {
  if (word.startsWith('-')) return { value: Number.NaN, isClean: false, isRounded: false }
  const point = word.indexOf('.')
  const [whole, part] = point === -1 ? [word, ''] : [word.slice(0, point), word.slice(point + 1)]
  const padded = `${whole}${part.slice(0, places).padEnd(places, '0')}`
  const [, sign = '', digits = '', rest = ''] = BASE_10.exec(padded) ?? []
  const isRounded = part.length > places
  const units = Number(digits || '0') + (isRounded && (part[places] ?? '') >= '5' ? 1 : 0)
  const value = sign === '-' ? Number.POSITIVE_INFINITY : units / 10 ** places
  return { value, isClean: rest === '' && digits !== '', isRounded }
}
