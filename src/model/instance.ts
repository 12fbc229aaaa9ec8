/** From a bound `vrrp_instance` to the instance that the daemon runs (vrrp_complete_instance() in vrrp.c). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isLinkLocalMulticast, isUnknown, type ParsedAddress } from '../bind/values.ts'
import { addressAt, addressLines } from './addresses.ts'
import { alteredIf, type InstanceAlteration } from './alterations.ts'
import { authenticationOf } from './authentication.ts'
import type { Globals, Instance, Peer, Unicast } from './config.ts'
import { conflictsIn } from './conflicts.ts'
import { protocolOf } from './protocol.ts'
import { rankOf } from './rank.ts'
import type { VrrpVersion } from './reading.ts'
import {
  entriesOf,
  ifKnown,
  implied,
  lastLine,
  lastTaken,
  linesOf,
  nameOf,
  numberOf,
  originOfWord,
  type Sited,
  slotOf,
  switchOf,
  textOf,
  unknown,
} from './sited.ts'
import type { Tracking } from './trackers.ts'

/** The groups that the protocol reserves for adverts. */
export const MULTICAST_GROUPS: Readonly<Record<AddressFamily, string>> = { 4: '224.0.0.18', 6: 'ff02::12' }

/** What the instance inherits from `global_defs`. */
export interface Inherited
  extends Pick<
    Globals,
    'strict' | 'checksUnicastSource' | 'plainChecksum' | 'multicastGroup4' | 'multicastGroup6' | 'downTimerAdverts'
  > {
  /** Written `vrrp_version`. */
  readonly version?: Sited<VrrpVersion>
}

/** The instance of a block that has a name. */
export function instanceOf(block: BoundStatement, inherited: Inherited, tracking: Tracking): Instance {
  const name = nameOf(block) ?? implied('', originOfWord(block.statement.keyword))
  const lines = block.block
  const strict = switchOf(lines, 'strict_mode')?.value ?? inherited.strict
  const protocol = protocolOf(lines, { name, strict, globalVersion: inherited.version })
  const { family, version, refusals } = protocol
  const cleared = authenticationOf(lines, { family, version, strict })
  const device = ifKnown(lastTaken(lines, 'interface', (line) => textOf(line, 'interface'), ''))
  const routerId = ifKnown(lastTaken(lines, 'virtual_router_id', (line) => numberOf(line), 0))
  const source = sourceOf(lines, family)
  const unicast = unicastOf(lines, family, { inherited, source })
  const ranked = rankOf(lines, { name, strict, authType: cleared.classicType })
  const interval = advertIntervalOf(lines, version.value, name)
  const addresses = addressLines(entriesOf(lines, 'virtual_ipaddress')).filter((one) => one.value.family === family)
  const excludedAddresses = addressLines(entriesOf(lines, 'virtual_ipaddress_excluded'))
  // Field by field: of tens of thousands of instances, spreading would take half of the time.
  const instance: Draft = {
    name,
    block,
    family,
    version,
    refusals,
    state: ranked.state,
    priority: ranked.priority,
    advertInterval: interval.value,
    strict,
    preempts: ranked.preempts,
    authentication: cleared.authentication,
    unicast,
    plainChecksum: switchOf(lines, 'v3_checksum_as_v2')?.value ?? inherited.plainChecksum,
    multicastGroup: multicastGroupOf(lines, family, { inherited, name }),
    addresses,
    excludedAddresses,
    trackedInterfaces: entriesOf(lines, 'track_interface').flatMap((line) => textOf(line, 'interface') ?? []),
    tracking,
    alterations: [],
  }
  if (device !== undefined) instance.interface = device
  if (routerId !== undefined) instance.virtualRouterId = routerId
  if (source !== undefined && !unicast.active) instance.multicastSource = source
  instance.alterations = [
    ...protocol.alterations,
    ...cleared.alterations,
    ...ranked.alterations,
    ...(version.unknown === true ? [] : interval.alterations),
    ...conflictsIn(instance, source, inherited),
  ]
  return instance
}

type Draft = { -readonly [K in keyof Instance]: Instance[K] }

/**
 * Version 2 sends whole seconds, version 3 hundredths, each rounded half up and kept in its range (vrrp.c:3717 to 3752).
 * A wrong number is ignored (vrrp_parser.c:1078).
 */
function advertIntervalOf(
  lines: readonly BoundStatement[],
  version: VrrpVersion,
  name: Sited<string>,
): { readonly value: Sited<number>; readonly alterations: readonly InstanceAlteration[] } {
  const written = lastTaken(lines, 'advert_int', (line) => numberOf(line), 1)
  if (written === undefined) return { value: implied(1, name.at), alterations: [] }
  const [perSecond, longest] = version === 2 ? [1, 255] : [100, 4095]
  const microseconds = Math.round(written.value * MICROSECONDS)
  const units = Math.floor((microseconds * perSecond) / MICROSECONDS + 0.5)
  const value = Math.min(longest, Math.max(1, units)) / perSecond
  const isAltered = written.unknown !== true && microseconds !== 0 && microseconds !== Math.round(value * MICROSECONDS)
  return {
    value: { ...written, value },
    alterations: alteredIf(isAltered, 'advert-interval', lastLine(lines, 'advert_int')),
  }
}

const MICROSECONDS = 1_000_000

/** A group that is none, or for IPv6 not link-local, is dropped (vrrp_parser.c:1021). */
function multicastGroupOf(
  lines: readonly BoundStatement[],
  family: AddressFamily,
  { inherited, name }: { inherited: Inherited; name: Sited<string> },
): Sited<string> {
  const line = lastLine(lines, 'mcast_dst_ip')
  const common = family === 4 ? inherited.multicastGroup4 : inherited.multicastGroup6
  const group = slotOf(line, 'address') === undefined ? undefined : addressAt(line, family)
  if (group !== undefined && (family === 4 || isLinkLocalMulticast(group.value))) {
    return { value: group.value.text, at: group.at }
  }
  const fallback = common ?? implied(MULTICAST_GROUPS[family], name.at)
  const word = line?.match.slots[0]?.word
  return word !== undefined && isUnknown(word.text) ? unknown(fallback.value, word) : fallback
}

/**
 * `unicast_src_ip` and `mcast_src_ip` set one and the same address, so that the last line counts; the address of an
 * ipvlan interface stands in for them (vrrp_parser.c:749 and 970).
 */
function sourceOf(lines: readonly BoundStatement[], family: AddressFamily): Sited<ParsedAddress> | undefined {
  return addressAt(sourceLine(lines) ?? linesOf(lines, 'use_ipvlan')[0], family)
}

function sourceLine(lines: readonly BoundStatement[]): BoundStatement | undefined {
  return lines.findLast((line) => line.keyword === 'unicast_src_ip' || line.keyword === 'mcast_src_ip')
}

/** Without a valid peer the adverts go to the multicast group after all (vrrp.c:3401). */
function unicastOf(
  lines: readonly BoundStatement[],
  family: AddressFamily,
  { inherited, source }: { inherited: Inherited; source: Sited<ParsedAddress> | undefined },
): Unicast {
  const peers = entriesOf(lines, 'unicast_peer').flatMap((line): Peer[] => {
    const peer = addressAt(line, family)
    return peer === undefined ? [] : [{ ...peer, line }]
  })
  const keyword = lines.find((line) => unicastKeywords.has(line.keyword))
  const peerLines = entriesOf(lines, 'unicast_peer')
  const checksTtl = peerLines.some((line) => line.match.slots.some((slot) => slot.option !== undefined && !slot.faulty))
  const isUnicastSource = peers.length > 0 || sourceLine(lines)?.keyword === 'unicast_src_ip'
  return {
    ...(source === undefined || !isUnicastSource ? {} : { source }),
    peers,
    peerLines,
    ...(keyword === undefined ? {} : { keyword }),
    active: peers.length > 0,
    checksSource: inherited.checksUnicastSource || checksTtl || lastLine(lines, 'check_unicast_src') !== undefined,
  }
}

const unicastKeywords = new Set([
  ...['unicast_peer', 'unicast_src_ip', 'check_unicast_src', 'old_unicast_checksum', 'unicast_fault_no_peer'],
])
