/** BFD sessions as the BFD process ends up with them (bfd_parser.c:338 to 380). */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown, type ParsedAddress } from '../bind/values.ts'
import { writtenAddress } from './addresses.ts'
import type { Tracked } from './config.ts'
import { linesOf, numberOf, type Sited, switchOf } from './sited.ts'

/** A bfd_instance. One whose neighbor is wrong or absent is no session. */
export interface BfdSession {
  readonly name: Sited<string>
  readonly block: BoundStatement
  readonly neighbor: Sited<ParsedAddress>
  readonly source?: Sited<ParsedAddress>
  /** Why keepalived drops it. */
  readonly dropped?: DroppedSession
  /** `max_hops` is more than the packets have, so that this is used. */
  readonly cutHops?: CutHops
}

export type DroppedSession =
  | { readonly because: 'families'; readonly source: Sited<ParsedAddress> }
  | { readonly because: 'neighbor'; readonly other: BfdSession }

export interface CutHops {
  readonly written: Sited<number>
  readonly to: number
}

/** The sessions of blocks in the order of the file. */
export function bfdSessionsOf(blocks: readonly Tracked[]): BfdSession[] {
  const sessions: BfdSession[] = []
  for (const block of blocks) {
    const session = sessionOf(block)
    if (session === undefined) continue
    const other = session.dropped === undefined ? sessions.find((one) => isSame(one, session)) : undefined
    sessions.push(other === undefined ? session : { ...session, dropped: { because: 'neighbor', other } })
  }
  return sessions
}

function sessionOf({ name, block }: Tracked): BfdSession | undefined {
  const lines = block.block
  const neighbors = lines.filter(({ keyword }) => NEIGHBOR_KEYWORDS.includes(keyword))
  const neighbor = writtenAddress(neighbors.at(-1))
  if (neighbor === undefined || neighbors.some((line) => writtenAddress(line) === undefined)) return undefined
  const sources = linesOf(lines, 'source_ip')
  const source = sources.map(writtenAddress).findLast((address) => address !== undefined)
  const isClear = [...sources, ...neighbors].every(isKnown)
  const written = { name, block, neighbor, ...(source === undefined ? {} : { source }) }
  if (isClear && source !== undefined && source.value.family !== neighbor.value.family) {
    return { ...written, dropped: { because: 'families', source } }
  }
  const cutHops = cutHopsOf(lines, neighbor.value)
  return cutHops === undefined ? written : { ...written, cutHops }
}

const NEIGHBOR_KEYWORDS = ['neighbor_ip', 'neighbour_ip']
const TTL_KEYWORDS = ['ttl', 'hoplimit']

/** The TTL and the hop limit that packets begin with where neither is given (bfd.h:60). */
const FIRST_HOPS = { 4: 255, 6: 64 } as const

function cutHopsOf(lines: readonly BoundStatement[], { family }: ParsedAddress): CutHops | undefined {
  const limits = lines.filter(({ keyword }) => TTL_KEYWORDS.includes(keyword))
  const maxima = linesOf(lines, 'max_hops')
  if (![...limits, ...maxima].every(isKnown)) return undefined
  const limit = limits.map((line) => numberOf(line)).findLast((one) => one !== undefined)
  const written = maxima.map((line) => numberOf(line)).findLast((one) => one !== undefined)
  const to = limit?.value ?? FIRST_HOPS[family]
  return written === undefined || written.value <= to ? undefined : { written, to }
}

/** A session is found by its neighbor, and by its source where both have one (bfd_data.c:363). */
function isSame(one: BfdSession, other: BfdSession): boolean {
  if (one.dropped !== undefined || one.neighbor.value.text !== other.neighbor.value.text) return false
  if (isMultihop(one) !== isMultihop(other)) return false
  const [source, otherSource] = [one.source?.value.text, other.source?.value.text]
  return source === undefined || otherSource === undefined || source === otherSource
}

function isMultihop({ block }: BfdSession): boolean {
  return switchOf(block.block, 'multihop')?.value ?? false
}

function isKnown({ statement }: BoundStatement): boolean {
  return !statement.args.some((word) => isUnknown(word.text))
}
