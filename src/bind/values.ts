/** Whether a word is a value of a kind, and if not, why: in words that follow "because". */
import ipaddr from 'ipaddr.js'
import {
  type AddressFamily,
  type AddressValue,
  type DecimalValue,
  type IntegerValue,
  type InterfaceValue,
  integer,
  type Value,
} from '../../grammar/values.ts'
import { upTo } from '../text/ends.ts'
import { byteLength } from '../text/source-file.ts'
import { UNKNOWN_VALUE } from '../text/unknown.ts'
import { namedNumberFault, tcpTimeFault } from './kernel-values.ts'
import { decimalReading, integerReading, type NumberReading } from './numbers.ts'

/** What is wrong with a value. */
export interface ValueFault {
  /** `refused`: not taken. `altered`: another value is used. `lenient`: the daemon takes it, its config test does not. */
  readonly kind: 'refused' | 'altered' | 'lenient'
  /** What it must be: follows "must be" for `refused`, "but" else. */
  readonly because: string
  /** Words that were probably meant, best first. */
  readonly candidates: readonly string[]
  /** The first release whose config test tells; absent where all do. */
  readonly toldSince?: string
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
  if (!(family === 6 ? isIPv6(bare) : isIPv4(bare))) return undefined
  const text = family === 6 ? ipaddr.parse(bare).toString() : bare
  if (slash === -1) return { text, family }
  const { value, isClean } = integerReading(integer(0, longestPrefix(family)), word.slice(slash + 1))
  return { text, family, prefix: isClean ? value : Number.NaN }
}

/** What inet_pton(3) takes, which has no numbers with a nought in front and no zones: each address has one spelling. */
function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text)
}

function isIPv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const counts = halves.map((half, index) => groupCount(half, index === halves.length - 1))
  const count = counts.reduce((sum, one) => sum + one, 0)
  return halves.length === 1 ? count === 8 : count <= 7
}

/** How many groups of 16 bits; `NaN` where it is anything else. The last two may be written like an IPv4 address. */
function groupCount(text: string, isEnd: boolean): number {
  if (text === '') return 0
  const groups = text.split(':')
  const last = groups.at(-1) ?? ''
  const isMixed = isEnd && isIPv4(last)
  const isValid = (isMixed ? groups.slice(0, -1) : groups).every((group) => /^[\da-f]{1,4}$/i.test(group))
  return isValid ? groups.length + (isMixed ? 1 : 0) : Number.NaN
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
  return word.includes(UNKNOWN_VALUE) || UNDEFINED.test(word) || PLACEHOLDER.test(word)
}

/** The word is still to be filled in: keepalived takes it as it stands. */
export function isPlaceholder(word: string): boolean {
  return !word.includes(UNKNOWN_VALUE) && (UNDEFINED.test(word) || PLACEHOLDER.test(word))
}

/** The word holds a reference to what was never defined, and nothing that only the machine knows. */
export function isUndefined(word: string): boolean {
  return UNDEFINED.test(word) && !word.includes(UNKNOWN_VALUE)
}

const UNDEFINED = /\$\{?[A-Za-z_]\w*/

/** `<VIP>`, a part of `<router id>`, `__VIP__/24`, `%VIP%`, `x.x.x.83`. */
const PLACEHOLDER =
  /^<\w(?!.*@)|^[^@]*\w>$|^__\w+__|^%\w+%|^(?:\d{1,3}|x+)(?:\.(?:\d{1,3}|x+))*\.x+(?:[./]|$)|^x+\.(?:\d{1,3}|x+)\./i

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
      return interfaceFault(value, word)
    case 'pattern':
      return value.pattern.test(word) && (value.rising !== true || isRising(word)) ? undefined : refused(value.expected)
    case 'named-number':
    case 'tcp-time': {
      const fault = value.kind === 'tcp-time' ? tcpTimeFault(value, word) : namedNumberFault(value, word)
      return fault === undefined ? undefined : { candidates: [], ...fault }
    }
    case 'text':
      return textFault(value, word)
    default:
      return undefined
  }
}

/** Whether the config test complains about a value of this kind in which a sign is out of place. */
export function isChecked({ kind }: Value): boolean {
  return ['integer', 'decimal', 'boolean', 'choice', 'address', 'interface', 'tcp-time'].includes(kind)
}

/** Whether a word looks like a value of a kind, so that an optional value may be there or not. */
export function looksLike(value: Value, word: string): boolean {
  switch (value.kind) {
    case 'integer':
      return (value.noPlus === true ? /^-?\d/ : /^[+-]?\d/).test(word) && !isMeantAsAddress(word)
    case 'decimal':
      return /^[+-]?\.?\d/.test(word)
    case 'pattern':
      return value.look?.test(word) ?? value.pattern.test(word)
    case 'boolean':
    case 'choice':
    case 'tcp-time':
      return valueFault(value, word) === undefined
    case 'address':
      return /^[0-9a-fA-F:]+[.:]/.test(word)
    default:
      return true
  }
}

/** A misspelt one as well. */
function isMeantAsAddress(word: string): boolean {
  return parseAddress(word) !== undefined || /^(?:\d+\.\d*\.|[\da-f]+:[\da-f]*:)/i.test(word)
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

function toldSince(fault: ValueFault, since: string | undefined): ValueFault {
  return since === undefined ? fault : { ...fault, toldSince: since }
}

function sameIgnoringCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function integerFault(value: IntegerValue, word: string): ValueFault | undefined {
  const range = `a whole number from ${value.min} to ${value.max}`
  const reading = integerReading(value, word)
  const substitute = reading.isClean ? substituteFor(value, reading.value) : undefined
  if (substitute !== undefined) return replaced(substitute)
  const isNoZero = value.plainZero === true && reading.value === 0 && !/^0*$/.test(word)
  const isInRange = reading.value >= value.min && reading.value <= value.max && !isNoZero
  if (!isInRange || (!reading.isClean && !value.lenient)) return refused(range)
  return reading.isClean ? undefined : lenient(reading, `${reading.value}`)
}

/** What keepalived uses in place of a number, telling so. */
export function substituteFor({ min, max, zeroIs, clamped }: IntegerValue, number: number): number | undefined {
  if (number === 0 && zeroIs !== undefined) return zeroIs
  const isClamped = clamped === true && (number < min || number > max) && Math.abs(number) <= INT32_MAX
  return isClamped ? Math.min(max, Math.max(min, number)) : undefined
}

const INT32_MAX = 2_147_483_647

/** A number that keepalived reports and replaces. */
function replaced(by: number): ValueFault {
  return { kind: 'altered', because: `keepalived reports it and uses ${by}`, candidates: [`${by}`] }
}

function decimalFault(value: DecimalValue, word: string): ValueFault | undefined {
  const unit = value.unit === 'ms' ? 'milliseconds' : 'seconds'
  const range = `a number of ${unit} from ${value.min} to ${value.max}, written without a unit`
  const reading = decimalReading(value, word)
  if (reading.isClean && reading.value === 0 && value.zeroIs !== undefined) return replaced(value.zeroIs)
  const isInRange = reading.value >= value.min && reading.value <= value.max
  if (!isInRange || (!reading.isClean && !value.lenient)) return refused(range)
  if (!reading.isClean) return lenient(reading, `${Number.parseFloat(word)}`)
  if (!reading.isRounded) return undefined
  const because = `keepalived rounds it to ${value.places} decimal places`
  return { kind: 'altered', because, candidates: [], toldSince: '2.2.3' }
}

/** The daemon takes the number in front of the text, which its config test does not. */
function lenient({ value }: NumberReading, meant: string): ValueFault {
  const because = `keepalived reads it as ${value} and its config test reports it`
  return { kind: 'lenient', because, candidates: meant === 'NaN' ? [] : [meant] }
}

function addressFault(value: AddressValue, word: string): ValueFault | undefined {
  const expected = value.family === undefined ? 'an IP address' : `an IPv${value.family} address`
  const parsed = value.prefix === undefined ? parseAddress(withoutRange(word)) : parseAddress(word)
  if (parsed === undefined) return refused(expected)
  if (value.family !== undefined && parsed.family !== value.family) {
    return toldSince(refused(expected), value.groupToldSince)
  }
  if (value.multicast !== undefined && !isMulticast(parsed, value.multicast)) {
    const isOfLink = value.multicast === 'link-local' && parsed.family === 6
    const fault = refused(`${expected} of a ${isOfLink ? 'link-local ' : ''}multicast group`)
    return toldSince(fault, value.groupToldSince)
  }
  if (value.linkLocalSince !== undefined && !isLinkLocalMulticast(parsed)) {
    const because =
      'keepalived uses it with a warning, because a group of IPv6 routers should be link-local: `ff02::/16`'
    return { kind: 'altered', because, candidates: [], toldSince: value.linkLocalSince }
  }
  const longest = longestPrefix(parsed.family)
  if (value.prefix === undefined || parsed.prefix === undefined) return undefined
  if (value.prefix === 'refused') return refused(`${expected} without a prefix length`, [upTo(word, '/')])
  if (parsed.prefix >= 0 && parsed.prefix <= longest) return undefined
  return { kind: 'altered', because: `keepalived uses /${longest}, the longest prefix there is`, candidates: [] }
}

/** What inet_stosockaddr() reads: a range is cut off, and only where there is none a prefix length (lib/utils.c:721). */
export function withoutRange(word: string): string {
  const dash = word.indexOf('-')
  if (dash === -1) return upTo(word, '/')
  const address = word.slice(0, dash)
  return address.includes('/') ? '' : address
}

function interfaceFault({ noLoopback, isNew }: InterfaceValue, word: string): ValueFault | undefined {
  if (byteLength(word) > 15) return refused('an interface name of at most 15 characters')
  if (noLoopback === true && word === 'lo') return refused('an interface that is no loopback')
  if (isNew === true && (/[/:\s]/.test(word) || ['', '.', '..'].includes(word))) {
    return refused('an interface name, which has no `/`, no `:` and no blank')
  }
  return /[;,]$/.test(word) ? refused('an interface name without a sign behind it') : undefined
}

function isRising(range: string): boolean {
  const [first, last = first] = range.split('-')
  return Number(first) <= Number(last)
}

function isMulticast(address: ParsedAddress, scope: 'any' | 'link-local'): boolean {
  if (address.family === 6 && scope === 'link-local') return isLinkLocalMulticast(address)
  return ipaddr.parse(address.text).range() === 'multicast'
}

function textFault(value: Extract<Value, { kind: 'text' }>, word: string): ValueFault | undefined {
  if (value.keyBytes !== undefined) return keyFault(value.keyBytes, word)
  if (value.maxBytes === undefined || byteLength(word) <= value.maxBytes) return undefined
  if (value.tooLong === 'refused') {
    return toldSince(refused(`at most ${value.maxBytes} bytes long`), value.lengthToldSince)
  }
  return { kind: 'altered', because: `keepalived uses the first ${value.maxBytes} bytes only`, candidates: [] }
}

/** A key in a file is not looked at. */
function keyFault([min, max]: readonly [number, number], word: string): ValueFault | undefined {
  if (word.startsWith('file:')) return undefined
  const length = word.startsWith('hex:') ? hexLength(word.slice('hex:'.length)) : byteLength(word)
  if (length !== undefined && length >= min && length <= max) return undefined
  return refused(`a key of ${min} to ${max} bytes, or \`hex:\` and two digits for each byte`)
}

/** How many bytes hexadecimal digits are; `undefined` where they are none (lib/parser.c:728). */
function hexLength(digits: string): number | undefined {
  const groups = digits.split(/[ \t]+/).filter((group) => group !== '')
  return groups.every((group) => /^[\da-fA-F]+$/.test(group))
    ? groups.reduce((sum, group) => sum + Math.ceil(group.length / 2), 0)
    : undefined
}
