/** A `virtual_server` as the daemon reads it, line by line: what it takes, and what it drops at once (check_parser.c). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { integerReading } from '../bind/numbers.ts'
import { isUnknown, type ParsedAddress, parseAddress } from '../bind/values.ts'
import { upTo } from '../text/ends.ts'
import { remembered } from '../text/remembered.ts'
import { lastLine, lastTaken, linesOf, numberOf, type Sited, sited, slotOf, switchOf, textOf } from './sited.ts'

/** How packets reach a server. */
export type Forwarding = 'NAT' | 'DR' | 'TUN'

/** A real server, or the sorry server. */
export interface Server {
  readonly line: BoundStatement
  readonly address: Sited<ParsedAddress>
  /** 0 where none is given. */
  readonly port: Sited<number>
  /** Its own, or that of the virtual server where it stood before. */
  readonly forwarding: Sited<Forwarding> | undefined
}

export interface RealServer extends Server {
  readonly weight: Sited<number> | undefined
  /** It stays in the kernel with weight 0 while it is down; absent where it goes by the virtual server. */
  readonly inhibits: boolean | undefined
}

export interface SorryServer extends Server {
  readonly inhibits: boolean
}

/** What a virtual server serves. */
export type Service =
  | { readonly kind: 'address'; readonly family: AddressFamily; readonly port: Sited<number> }
  | { readonly kind: 'mark' }
  /** Mark 0, which is none: the daemon takes it for all ports of no address. */
  | { readonly kind: 'no-mark'; readonly port: Sited<number> }
  | { readonly kind: 'group'; readonly name: Sited<string> }

/** A line that goes with another address family than that of the virtual server, so that the daemon drops it. */
export interface FamilyFault {
  readonly line: BoundStatement
  readonly what: 'ip_family' | 'persistence_granularity' | 'real_server' | 'sorry_server'
  /** The family of the virtual server, and what has decided on it. */
  readonly family: Sited<AddressFamily>
}

/** A virtual server before it is completed. */
export interface WrittenServer {
  readonly block: BoundStatement
  readonly service: Service
  /** Absent where only the group tells. */
  readonly family: AddressFamily | undefined
  readonly protocol: Sited<string> | undefined
  readonly scheduler: Sited<string> | undefined
  /** Of the servers that have none of their own. */
  readonly forwarding: Sited<Forwarding> | undefined
  readonly persists: boolean
  readonly quorum: Sited<number> | undefined
  readonly hysteresis: Sited<number> | undefined
  readonly weight: Sited<number> | undefined
  readonly haSuspend: BoundStatement | undefined
  readonly ops: BoundStatement | undefined
  readonly inhibits: boolean
  readonly realServers: readonly RealServer[]
  readonly sorryServer: SorryServer | undefined
  readonly familyFaults: readonly FamilyFault[]
  /** Something that decides holds what only the machine knows. */
  readonly isUnclear: boolean
}

/** The server of a block; `undefined` where the daemon passes over the block, or kalint cannot know what it is for. */
export const writtenServerOf = remembered((block: BoundStatement): WrittenServer | undefined => {
  const service = serviceOf(block)
  if (service === undefined) return undefined
  const lines = block.block
  const walk: Walk = {
    family:
      service.kind === 'address'
        ? sited(service.family, block.statement.args[0] ?? block.statement.keyword)
        : undefined,
    scheduler: undefined,
    forwarding: undefined,
    persists: false,
    realServers: [],
    sorryServer: undefined,
    faults: [],
  }
  for (const line of lines) if (Object.hasOwn(steps, line.keyword)) steps[line.keyword]?.(walk, line)
  const sorryServer = keptSorryServer(walk)
  const quorumLine = lastLine(lines, 'quorum')
  return {
    block,
    service,
    family: walk.family?.value,
    protocol: lastTaken(lines, 'protocol', (line) => textOf(line, 'choice'), ''),
    scheduler: walk.scheduler,
    forwarding: walk.forwarding,
    persists: walk.persists,
    // A wrong quorum is 1, whatever stood before (check_parser.c:902).
    quorum: numberOf(quorumLine),
    hysteresis: lastTaken(lines, 'hysteresis', (line) => numberOf(line), 0),
    weight: lastTaken(lines, 'weight', (line) => numberOf(line), 1),
    haSuspend: lastLine(lines, 'ha_suspend'),
    ops: lastLine(lines, 'ops'),
    inhibits: lastLine(lines, 'inhibit_on_failure') !== undefined,
    realServers: walk.realServers,
    sorryServer,
    familyFaults: walk.faults,
    isUnclear: [block, ...lines, ...linesOf(lines, 'real_server').flatMap((line) => line.block)].some(isUnclear),
  }
})

function isUnclear({ match }: BoundStatement): boolean {
  return match.slots.some(
    ({ value, word }) => value.kind !== 'command' && value.kind !== 'text' && isUnknown(word.text),
  )
}

/** What the first line names (alloc_vs() in check_data.c:776). */
function serviceOf({ match, statement }: BoundStatement): Service | undefined {
  if (match.slots.some((slot) => slot.faulty)) return undefined
  const [slot] = match.slots
  if (slot === undefined || isUnknown(slot.word.text)) return undefined
  if (slot.value.kind === 'reference') return { kind: 'group', name: sited(slot.word.text, slot.word) }
  if (slot.value.kind === 'integer') {
    const isMark = Number.parseInt(slot.word.text, 10) !== 0
    return isMark ? { kind: 'mark' } : { kind: 'no-mark', port: sited(0, slot.word) }
  }
  const address = parseAddress(upTo(slot.word.text, '-'))
  if (address === undefined) return undefined
  return { kind: 'address', family: address.family, port: portOf(match.slots[1]?.word ?? statement.keyword, match) }
}

function portOf(word: Parameters<typeof sited>[1], { slots }: BoundStatement['match']): Sited<number> {
  for (const { value, word: written } of slots) {
    if (value.kind !== 'integer') continue
    return sited(isUnknown(written.text) ? Number.NaN : integerReading(value, written.text).value, written)
  }
  return sited(0, word)
}

/** What the lines have come to so far. */
interface Walk {
  family: Sited<AddressFamily> | undefined
  scheduler: Sited<string> | undefined
  forwarding: Sited<Forwarding> | undefined
  persists: boolean
  readonly realServers: RealServer[]
  sorryServer: SorryServer | undefined
  readonly faults: FamilyFault[]
}

const steps: Readonly<Record<string, (walk: Walk, line: BoundStatement) => void>> = {
  ip_family: readFamily,
  lb_algo: readScheduler,
  lvs_sched: readScheduler,
  lb_kind: readForwarding,
  lvs_method: readForwarding,
  persistence_timeout: readPersistence,
  persistence_granularity: readGranularity,
  sorry_server: readSorryServer,
  sorry_server_inhibit: (walk) => {
    if (walk.sorryServer !== undefined) walk.sorryServer = { ...walk.sorryServer, inhibits: true }
  },
  sorry_server_lvs_method: (walk, line) => {
    const forwarding = forwardingAt(line)
    if (walk.sorryServer !== undefined && forwarding !== undefined) {
      walk.sorryServer = { ...walk.sorryServer, forwarding }
    }
  },
  real_server: readRealServer,
}

function readFamily(walk: Walk, line: BoundStatement): void {
  const written = textOf(line, 'choice')
  if (written === undefined) return
  const family = written.value === 'inet6' ? 6 : 4
  settle(walk, { ...written, value: family }, { line, what: 'ip_family' })
}

/** The family of the virtual server is that of the first line that has one; later ones must agree. */
function settle(walk: Walk, family: Sited<AddressFamily>, { line, what }: Pick<FamilyFault, 'line' | 'what'>): boolean {
  if (walk.family === undefined) walk.family = family
  if (walk.family.value === family.value) return true
  walk.faults.push({ line, what, family: walk.family })
  return false
}

function readScheduler(walk: Walk, line: BoundStatement): void {
  walk.scheduler = textOf(line, 'choice') ?? walk.scheduler
}

function readForwarding(walk: Walk, line: BoundStatement): void {
  walk.forwarding = forwardingAt(line) ?? walk.forwarding
}

/** The method holds even where the tunnel options behind it are refused (check_parser.c:383). */
function forwardingAt(line: BoundStatement): Sited<Forwarding> | undefined {
  const method = textOf(line, 'choice')
  return method === undefined
    ? undefined
    : { ...method, value: Object.hasOwn(methods, method.value) ? (methods[method.value] ?? 'NAT') : 'NAT' }
}

const methods: Readonly<Record<string, Forwarding>> = { NAT: 'NAT', DR: 'DR', TUN: 'TUN' }

function readPersistence(walk: Walk, line: BoundStatement): void {
  if (line.statement.args.length === 0 || numberOf(line) !== undefined) walk.persists = true
}

/** It also decides on the family, and turns persistence on (check_parser.c:519). */
function readGranularity(walk: Walk, line: BoundStatement): void {
  const slot = slotOf(line, 'pattern')
  if (slot === undefined) return
  const { text } = slot.word
  const family = walk.family ?? sited<AddressFamily>(text.includes('.') ? 4 : 6, slot.word)
  if (family.value === 4 ? !isNumericAddress(text) : !isPrefixLength(text)) {
    walk.faults.push({ line, what: 'persistence_granularity', family })
    return
  }
  walk.family = family
  walk.persists = true
}

/** What getaddrinfo() takes for an IPv4 address: the last of up to four numbers fills the bytes that are left. */
function isNumericAddress(text: string): boolean {
  const parts = text.split('.').map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)))
  const last = parts.at(-1) ?? 0
  return parts.slice(0, -1).every((part) => part <= 255) && last < 256 ** (5 - parts.length)
}

function isPrefixLength(text: string): boolean {
  return /^\s*\+?\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 128
}

/** Where its address or port is wrong the line is ignored, and the one before stays (check_data.c:848). */
function readSorryServer(walk: Walk, line: BoundStatement): void {
  const address = addressOf(line)
  if (address === undefined) return
  walk.sorryServer = {
    line,
    address,
    port: portOf(line.statement.keyword, line.match),
    forwarding: walk.forwarding,
    inhibits: false,
  }
}

function readRealServer(walk: Walk, line: BoundStatement): void {
  const address = addressOf(line)
  if (address === undefined) return
  const own = lastTaken(line.block, 'lvs_method', forwardingAt, 'NAT' as const)
  const forwarding = own ?? walk.forwarding
  const family = { ...address, value: address.value.family }
  if (forwarding?.value !== 'TUN' && !settle(walk, family, { line, what: 'real_server' })) return
  walk.realServers.push({
    line,
    address,
    port: portOf(line.statement.keyword, line.match),
    forwarding,
    weight: lastTaken(line.block, 'weight', (one) => numberOf(one), 1),
    inhibits: switchOf(line.block, 'inhibit_on_failure')?.value,
  })
}

function addressOf({ match }: BoundStatement): Sited<ParsedAddress> | undefined {
  if (match.slots.some((slot) => slot.faulty)) return undefined
  const slot = match.slots.find(({ value }) => value.kind === 'address')
  const address = slot === undefined ? undefined : parseAddress(upTo(slot.word.text, '-'))
  return slot === undefined || address === undefined ? undefined : sited(address, slot.word)
}

/** Its family counts when the block ends (check_parser.c:169). */
function keptSorryServer(walk: Walk): SorryServer | undefined {
  const server = walk.sorryServer
  if (server === undefined || server.forwarding?.value === 'TUN') return server
  const family = { ...server.address, value: server.address.value.family }
  return settle(walk, family, { line: server.line, what: 'sorry_server' }) ? server : undefined
}

/** The one address that a virtual server serves, where it is that. */
export function addressOfServer({ block, service }: WrittenServer): Sited<ParsedAddress> | undefined {
  return service.kind === 'address' ? addressOf(block) : undefined
}
