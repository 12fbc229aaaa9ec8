/** Whether a word is a value of a kind, and if not, why: in words that follow "because". */
import ipaddr from 'ipaddr.js'
import type { AddressFamily, Value } from '../../grammar/values.ts'
import { UNKNOWN_VALUE } from '../expand/definitions.ts'
import { byteLength } from '../text/source-file.ts'

/** What is wrong with a value. */
export interface ValueFault {
  /** `refused`: not taken. `altered`: another value is used. `lenient`: the daemon takes it, its config test does not. */
  readonly kind: 'refused' | 'altered' | 'lenient'
  /** What it must be: follows "must be" for `refused`, "but" else. */
  readonly because: string
  /** Words that were probably meant, best first. */
  readonly candidates: readonly string[]
}

/** An IP address in its canonical spelling. */
export interface ParsedAddress {
  readonly text: string
  readonly family: AddressFamily
  /** As written after the `/`; absent where none is written. */
  readonly prefix?: number
}

/** Reads an address, with or without prefix length, as keepalived does; `undefined` where it is none. */
export function parseAddress(word: string): ParsedAddress | undefined {
  const slash = word.indexOf('/')
  const bare = slash === -1 ? word : word.slice(0, slash)
  const family = bare.includes(':') ? 6 : 4
  const isAddress = family === 6 ? ipaddr.IPv6.isValid(bare) : ipaddr.IPv4.isValidFourPartDecimal(bare)
  if (!isAddress || bare.includes('%')) return undefined
  const text = ipaddr.parse(bare).toString()
  if (slash === -1) return { text, family }
  const digits = word.slice(slash + 1)
  const prefix = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN
  return { text, family, prefix }
}

/** An address that is valid on its link only. */
export function isLinkLocal(address: ParsedAddress): boolean {
  return ipaddr.parse(address.text).range() === 'linkLocal'
}

/** An IPv6 multicast address whose scope is the link: the low half of its second byte is 2. */
export function isLinkLocalMulticast(address: ParsedAddress): boolean {
  const [first = 0, second = 0] = ipaddr.parse(address.text).toByteArray()
  return address.family === 6 && first === 0xff && (second & 0x0f) === 2
}

/** The prefix length of a single address. */
export function longestPrefix(family: AddressFamily): number {
  return family === 4 ? 32 : 128
}

/** The word stands for something that only the running machine knows, that was never defined, or that is still to be filled in. */
export function isUnknown(word: string): boolean {
  return word.includes(UNKNOWN_VALUE) || /\$\{?[A-Za-z_]\w*/.test(word) || PLACEHOLDER.test(word)
}

/** `<VIP>`, a part of `<router id>`, `__VIP__/24`, `%VIP%`, `x.x.x.83`. */
const PLACEHOLDER =
  /^<\w|\w>$|^__\w+__|^%\w+%|^(?:\d{1,3}|x+)(?:\.(?:\d{1,3}|x+))*\.x+(?:[./]|$)|^x+\.(?:\d{1,3}|x+)\./i

/** What is wrong with a word as a value of a kind; `undefined` where nothing is. */
export function valueFault(value: Value, word: string): ValueFault | undefined {
  switch (value.kind) {
    case 'integer':
      return integerFault(value, word)
    case 'decimal':
      return decimalFault(value, word)
    case 'boolean':
      return BOOLEANS.includes(word) ? undefined : refused(`one of ${listed(BOOLEANS)}`, BOOLEANS)
    case 'choice': {
      const known =
        value.ignoreCase === true
          ? value.values.some((one) => sameIgnoringCase(one, word))
          : value.values.includes(word)
      return known
        ? undefined
        : refused(`${value.values.length > 1 ? 'one of ' : ''}${listed(value.values)}`, value.values)
    }
    case 'address':
      return addressFault(value, word)
    case 'interface':
      return interfaceFault(word)
    case 'pattern':
      return value.pattern.test(word) && (value.rising !== true || isRising(word)) ? undefined : refused(value.expected)
    case 'text':
      return textFault(value, word)
    default:
      return undefined
  }
}

/** Whether the config test complains about a value of this kind in which a sign is out of place. */
export function isChecked({ kind }: Value): boolean {
  return ['integer', 'decimal', 'boolean', 'choice', 'address', 'interface'].includes(kind)
}

/** Whether a word looks like a value of a kind, so that an optional value may be there or not. */
export function looksLike(value: Value, word: string): boolean {
  switch (value.kind) {
    case 'integer':
      return /^[+-]?\d/.test(word) && parseAddress(word) === undefined
    case 'decimal':
      return /^[+-]?\.?\d/.test(word)
    case 'boolean':
    case 'choice':
    case 'pattern':
      return valueFault(value, word) === undefined
    case 'address':
      return /^[0-9a-fA-F:]+[.:]/.test(word)
    default:
      return true
  }
}

export function listed(words: readonly string[]): string {
  if (words.length <= 1) return words.map((word) => `\`${word}\``).join('')
  const quoted = words.map((word) => `\`${word}\``)
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

/** The words that mean yes or no. */
export const BOOLEANS = ['true', 'on', 'yes', 'false', 'off', 'no']

function refused(because: string, candidates: readonly string[] = []): ValueFault {
  return { kind: 'refused', because, candidates }
}

function sameIgnoringCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function integerFault(value: Extract<Value, { kind: 'integer' }>, word: string): ValueFault | undefined {
  const range = `a whole number from ${value.min} to ${value.max}`
  const pattern = value.anyBase === true ? /^\s*([+-]?(?:0[xX][0-9a-fA-F]+|\d+))(.*)$/s : /^\s*([+-]?\d+)(.*)$/s
  const match = pattern.exec(word)
  if (match?.[1] === undefined) return refused(range)
  const number = Number(match[1].replace(/^\+/, ''))
  if (match[2] !== '') {
    if (!value.lenient) return refused(range)
    return {
      kind: 'lenient',
      because: `keepalived reads it as ${number} and its config test refuses it`,
      candidates: [`${number}`],
    }
  }
  return number < value.min || number > value.max ? refused(range) : undefined
}

function decimalFault(value: Extract<Value, { kind: 'decimal' }>, word: string): ValueFault | undefined {
  const unit = value.unit === 'ms' ? 'milliseconds' : 'seconds'
  const range = `a number of ${unit} from ${value.min} to ${value.max}, written without a unit`
  const { whole, places, rest } = decimalParts(word)
  if (whole === '' && places === '') return refused(range)
  const number = decimalNumber(value, word)
  const isInRange = number >= value.min && number <= value.max
  if (rest !== '' && places.length < value.places) {
    if (!value.lenient || !isInRange) return refused(range)
    return {
      kind: 'lenient',
      because: `keepalived reads it as ${number} and its config test refuses it`,
      candidates: [`${Number(`${whole}.${places}`)}`],
    }
  }
  if (!isInRange) return refused(range)
  if (places.length <= value.places) return undefined
  return { kind: 'altered', because: `keepalived rounds it to ${value.places} decimal places`, candidates: [] }
}

/**
 * The number that keepalived makes of a decimal word. With text behind its digits it counts the smallest units:
 * `5s` with 6 places is 0.000005 (lib/parser.c:546).
 */
export function decimalNumber(value: Extract<Value, { kind: 'decimal' }>, word: string): number {
  const { whole, places, rest } = decimalParts(word)
  if (rest !== '' && places.length < value.places) return Number(`${whole}${places}`) / 10 ** value.places
  return Number(`${whole}.${places}`)
}

function decimalParts(word: string): { whole: string; places: string; rest: string } {
  const [, whole = '', places = '', rest = ''] = /^\s*\+?(\d*)(?:\.(\d*))?(.*)$/s.exec(word) ?? []
  return { whole, places, rest }
}

function addressFault(value: Extract<Value, { kind: 'address' }>, word: string): ValueFault | undefined {
  const expected = value.family === undefined ? 'an IP address' : `an IPv${value.family} address`
  const parsed = parseAddress(word.replace(/-.*$/, ''))
  if (parsed === undefined) return refused(expected)
  if (value.family !== undefined && parsed.family !== value.family) return refused(expected)
  if (value.multicast === true && !isMulticast(parsed.text)) return refused(`${expected} of a multicast group`)
  const longest = longestPrefix(parsed.family)
  if (value.prefix === undefined || parsed.prefix === undefined) return undefined
  if (value.prefix === 'refused') return refused(`${expected} without a prefix length`, [word.replace(/\/.*$/, '')])
  if (parsed.prefix >= 0 && parsed.prefix <= longest) return undefined
  return { kind: 'altered', because: `keepalived uses /${longest}, the longest prefix there is`, candidates: [] }
}

function interfaceFault(word: string): ValueFault | undefined {
  if (/[;,]$/.test(word)) return refused('an interface name without a sign behind it')
  return byteLength(word) > 15 ? refused('an interface name of at most 15 characters') : undefined
}

function isRising(range: string): boolean {
  const [first, last = first] = range.split('-')
  return Number(first) <= Number(last)
}

function isMulticast(address: string): boolean {
  return ipaddr.parse(address).range() === 'multicast'
}

function textFault(value: Extract<Value, { kind: 'text' }>, word: string): ValueFault | undefined {
  if (value.maxBytes === undefined || byteLength(word) <= value.maxBytes) return undefined
  if (value.tooLong === 'refused') return refused(`at most ${value.maxBytes} bytes long`)
  return { kind: 'altered', because: `keepalived uses the first ${value.maxBytes} bytes only`, candidates: [] }
}
