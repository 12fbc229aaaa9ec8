/** The lines of a `virtual_server_group` as the daemon takes them (alloc_vsg_entry() in check_data.c:196). */
import ipaddr from 'ipaddr.js'
import type { Release } from '../../grammar/releases.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown, longestPrefix, parseAddress } from '../bind/values.ts'
import { remembered } from '../text/remembered.ts'
import type { Tracked } from './config.ts'
import { hasOption, numberOf, type Sited, sited, slotOf } from './sited.ts'

/** A group of virtual servers that are configured as one. */
export interface ServerGroup {
  readonly name: Sited<string>
  readonly block: BoundStatement
  /** The ports of its addresses, ranges and networks, 0 for none. */
  readonly ports: readonly Sited<number>[]
  readonly marks: readonly BoundStatement[]
  readonly families: ReadonlySet<AddressFamily>
  /** Its addresses, ranges and networks. */
  readonly entries: readonly Entry[]
  /** A mark that does not say its family. */
  readonly plainMark?: BoundStatement
  readonly refusals: readonly RangeRefusal[]
  /** Some line holds what only the machine knows. */
  readonly unknown?: true
}

/** An address, range or network that the daemon takes. */
export interface Entry {
  readonly word: Word
  readonly family: AddressFamily
}

/** A range or network that the daemon drops. */
export interface RangeRefusal {
  readonly word: Word
  /** Follows the text of the word. */
  readonly because: string
  /** Before this release a prefix length is cut off silently. */
  readonly toldSince?: string
}

/** The group of a block that has a name. */
export const serverGroupOf = remembered(({ name, block }: Tracked): ServerGroup => {
  const ports: Sited<number>[] = []
  const marks: BoundStatement[] = []
  const families = new Set<AddressFamily>()
  const entries: Entry[] = []
  const refusals: RangeRefusal[] = []
  for (const line of block.block) {
    if (!isTaken(line)) continue
    if (hasOption(line, 'fwmark')) {
      const family = familyOfMark(line)
      marks.push(line)
      if (family !== undefined) families.add(family)
      continue
    }
    const slot = slotOf(line, 'address')
    if (slot === undefined) continue
    const fault = rangeFault(slot.word.text)
    if (typeof fault === 'string') {
      const told = slot.word.text.includes('/') ? { toldSince: '2.2.2' } : {}
      refusals.push({ word: slot.word, because: fault, ...told })
      continue
    }
    families.add(fault.family)
    entries.push({ word: slot.word, family: fault.family })
    ports.push(numberOf(line) ?? sited(0, slot.word))
  }
  const plainMark = marks.find((line) => familyOfMark(line) === undefined)
  const isUnclear = block.block.some(({ match }) => match.slots.some(({ word }) => isUnknown(word.text)))
  return {
    name,
    block,
    ports,
    marks,
    families,
    entries,
    ...(plainMark === undefined ? {} : { plainMark }),
    refusals,
    ...(isUnclear ? { unknown: true as const } : {}),
  }
})

/** keepalived passes over an entry with a word that it refuses, and cuts off words that are too many. */
function isTaken({ match: { slots, problems } }: BoundStatement): boolean {
  return (
    slots.every(({ faulty }) => !faulty) &&
    problems.every(({ kind }) => kind === 'surplus-words' || kind === 'invalid-value')
  )
}

function familyOfMark(line: BoundStatement): AddressFamily | undefined {
  const word = slotOf(line, 'choice')?.word.text
  if (word === undefined) return undefined
  return word === 'inet6' ? 6 : 4
}

/** A second group of one name is never looked at; neither is one without entries or with families that cannot go together. */
export function groupNamed(groups: readonly ServerGroup[], name: string): ServerGroup | undefined {
  return groups.find((group) => group.name.value === name && groupFault(group) === undefined)
}

/** Why the daemon removes a group when its block ends (check_parser.c:134). */
export function groupFault(group: ServerGroup): 'empty' | 'mixed' | undefined {
  if (group.ports.length === 0 && group.marks.length === 0) return 'empty'
  return group.families.size > 1 && group.plainMark !== undefined ? 'mixed' : undefined
}

/** What a release drops. A range that ends with a whole address is one since 2.2.2 only (inet_stor() in utils.c). */
export function refusalsIn({ refusals, entries }: ServerGroup, target: Release): readonly RangeRefusal[] {
  if (target.atLeast('2.2.2')) return refusals
  const ranges = entries.filter(({ word, family }) => word.text.split('-')[1]?.includes(family === 6 ? ':' : '.'))
  const own = ranges.map(({ word }) => ({ word, because: 'ends with a whole address, which it may since 2.2.2' }))
  return [...refusals, ...own]
}

/** Whether a release takes none of the lines. */
export function isEmptyIn(group: ServerGroup, target: Release): boolean {
  const dropped = new Set(refusalsIn(group, target).map(({ word }) => word))
  return group.marks.length === 0 && group.entries.every(({ word }) => dropped.has(word))
}

interface Range {
  readonly family: AddressFamily
}

/** The addresses that a word stands for, or why it stands for none (check_data.c:273 to 376). */
function rangeFault(word: string): Range | string {
  const family: AddressFamily = word.includes(':') ? 6 : 4
  const start = bytesOf(word.replace(/[-/].*$/s, ''), family)
  if (start === undefined) return `mixes IPv4 and IPv6`
  const prefix = /\/(.*)$/s.exec(word)?.[1]
  if (prefix !== undefined) return prefixFault(prefix, { start, family }) ?? { family }
  const end = /-(.*)$/s.exec(word)?.[1]
  if (end === undefined) return { family }
  return endFault(end, { start, family }) ?? { family }
}

interface Start extends Range {
  readonly start: readonly number[]
}

function prefixFault(prefix: string, { start, family }: Start): string | undefined {
  const longest = longestPrefix(family)
  const length = /^\d+$/.test(prefix) ? Number(prefix) : 0
  if (length === 0 || length > longest) return `has no prefix length from 1 to ${longest}`
  const bits = start.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return bits.slice(length).includes('1') ? `has bits behind its prefix of ${length}` : undefined
}

function endFault(end: string, { start, family }: Start): string | undefined {
  if (end.includes(family === 6 ? ':' : '.')) {
    const last = bytesOf(end, family)
    if (last === undefined) return `does not end with an IPv${family} address`
    return isBelow(last, start) ? 'ends before it starts' : undefined
  }
  const [digits, base, longest] = family === 6 ? [/^[\da-f]*$/i, 16, 0xffff] : [/^\d*$/, 10, 255]
  if (!digits.test(end)) return family === 6 ? 'does not end with hexadecimal digits' : 'does not end with a number'
  const last = end === '' ? 0 : Number.parseInt(end, base)
  if (last > longest) return `ends above ${longest.toString(base)}, the last there is`
  const own = family === 6 ? (start.at(-2) ?? 0) * 256 + (start.at(-1) ?? 0) : (start.at(-1) ?? 0)
  return last <= own ? 'does not end behind its start' : undefined
}

function bytesOf(address: string, family: AddressFamily): readonly number[] | undefined {
  const parsed = parseAddress(address)
  return parsed?.family === family ? ipaddr.parse(parsed.text).toByteArray() : undefined
}

function isBelow(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((byte, index) => byte !== other[index])
  return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0)
}
