/** From a bound `vrrp_instance` to the instance that the daemon runs (`vrrp_complete_instance`, spec 6.V and 6.C). */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { type ParsedAddress, parseAddress } from '../bind/values.ts'
import { firstBytes } from '../text/source-file.ts'
import type { AddressLine, Authentication, Globals, Instance, Peer, Unicast, VrrpState } from './config.ts'
import {
  entriesOf,
  implied,
  lastLine,
  linesOf,
  numberOf,
  type Sited,
  sited,
  slotOf,
  switchOf,
  textOf,
} from './sited.ts'

/** keepalived compares this many bytes of a password (vrrp_parser.c:1504). */
export const AUTH_PASS_BYTES = 8

const DEFAULT_PRIORITY = 100
const OWNER_PRIORITY = 255

/** What the instance inherits from `global_defs`. */
export interface Inherited {
  readonly globals: Globals
  /** Written `vrrp_version`. */
  readonly version: 2 | 3 | undefined
}

export function instanceOf(block: BoundStatement, name: Sited<string>, inherited: Inherited): Instance {
  const { globals } = inherited
  const lines = block.block
  const family = familyOf(lines)
  const version = versionOf(lines, family, name, inherited)
  const strict = switchOf(lines, 'strict_mode')?.value ?? globals.strict
  const { state, priority } = rankOf(lines, name)
  const unicast = unicastOf(lines, family, globals)
  const deviceOf = textOf(lastLine(lines, 'interface'), 'interface')
  const routerId = numberOf(lastLine(lines, 'virtual_router_id'))
  const multicastSource = addressAt(lastLine(lines, 'mcast_src_ip'), family)
  const group = addressAt(lastLine(lines, 'mcast_dst_ip'), family)
  const defaultGroup = family === 4 ? globals.multicastGroup4 : globals.multicastGroup6
  return {
    name,
    block,
    family,
    version,
    ...(deviceOf === undefined ? {} : { interface: deviceOf }),
    ...(routerId === undefined ? {} : { virtualRouterId: routerId }),
    state,
    priority,
    advertInterval: advertIntervalOf(lines, version.value, name),
    strict,
    preempts: lines.findLast((line) => ['preempt', 'nopreempt'].includes(line.keyword))?.keyword !== 'nopreempt',
    authentication: authenticationOf(lines, { family, version: version.value, strict }),
    unicast,
    multicastGroup: group === undefined ? implied(defaultGroup, name.at) : { value: group.value.text, at: group.at },
    ...(multicastSource === undefined ? {} : { multicastSource }),
    addresses: addressLines(entriesOf(lines, 'virtual_ipaddress')).filter((one) => one.value.family === family),
    excludedAddresses: addressLines(entriesOf(lines, 'virtual_ipaddress_excluded')),
    trackedInterfaces: entriesOf(lines, 'track_interface').flatMap((line) => textOf(line, 'interface') ?? []),
  }
}

/** Address lines that the daemon keeps. */
export function addressLines(lines: readonly BoundStatement[]): AddressLine[] {
  return lines.flatMap((line) => {
    const slot = slotOf(line, 'address')
    const address = slot === undefined ? undefined : parseAddress(slot.word.text)
    if (slot === undefined || address === undefined) return []
    const device = textOf(line, 'interface', 'dev')
    const label = textOf(line, 'text', 'label')
    return [
      {
        ...sited(address, slot.word),
        line,
        ...(device === undefined ? {} : { device }),
        ...(label === undefined ? {} : { label }),
      },
    ]
  })
}

/** The first address in file order decides (spec A22); without any it is IPv4. */
function familyOf(lines: readonly BoundStatement[]): AddressFamily {
  for (const line of lines) {
    if (line.keyword === 'native_ipv6') return 6
    if (!familyKeywords.has(line.keyword)) continue
    for (const candidate of line.block.length > 0 ? line.block : [line]) {
      const slot = slotOf(candidate, 'address')
      const address = slot === undefined ? undefined : parseAddress(slot.word.text)
      if (address !== undefined) return address.family
    }
  }
  return 4
}

const familyKeywords = new Set([
  ...['virtual_ipaddress', 'unicast_peer', 'unicast_src_ip', 'mcast_src_ip', 'mcast_dst_ip', 'use_ipvlan'],
])

/** The written version; IPv6 means 3, unless `version 2` stands before the first IPv6 address (spec C4 to C6, V14). */
function versionOf(
  lines: readonly BoundStatement[],
  family: AddressFamily,
  name: Sited<string>,
  inherited: Inherited,
): Sited<2 | 3> {
  const line = linesOf(lines, 'version').at(0)
  const written = numberOf(line)
  const firstAddress = lines.findIndex((one) => familyKeywords.has(one.keyword))
  const isEarly = line !== undefined && (firstAddress === -1 || lines.indexOf(line) < firstAddress)
  if (written !== undefined && (written.value === 3 || family === 4 || isEarly)) {
    return { value: written.value === 3 ? 3 : 2, at: written.at }
  }
  if (family === 6) return implied(3, name.at)
  return implied(inherited.version ?? 2, name.at)
}

/** State and priority imply each other where only one is written (spec C8 to C10). */
function rankOf(
  lines: readonly BoundStatement[],
  name: Sited<string>,
): { state: Sited<VrrpState>; priority: Sited<number> } {
  const states = linesOf(lines, 'state')
  const line = states.find((one) => slotOf(one, 'choice')?.word.text === 'MASTER') ?? states.at(-1)
  const word = slotOf(line, 'choice')?.word
  const written =
    line === undefined
      ? undefined
      : sited<VrrpState>(word?.text === 'MASTER' ? 'MASTER' : 'BACKUP', word ?? line.statement.keyword)
  const priorityLine = lastLine(lines, 'priority')
  const fallback = priorityLine === undefined && written?.value === 'MASTER' ? OWNER_PRIORITY : DEFAULT_PRIORITY
  const priority = numberOf(priorityLine) ?? implied(fallback, name.at)
  const state = written ?? implied<VrrpState>(priority.value === OWNER_PRIORITY ? 'MASTER' : 'BACKUP', name.at)
  return { state, priority }
}

/** Version 2 sends whole seconds, version 3 hundredths (spec C50 to C54). */
function advertIntervalOf(lines: readonly BoundStatement[], version: 2 | 3, name: Sited<string>): Sited<number> {
  const written = numberOf(lastLine(lines, 'advert_int'))
  if (written === undefined) return implied(1, name.at)
  if (version === 2) return { ...written, value: Math.min(255, Math.max(1, Math.floor(written.value + 0.5))) }
  return { ...written, value: Math.min(40.95, Math.max(0.01, Math.round(written.value * 100) / 100)) }
}

function authenticationOf(
  lines: readonly BoundStatement[],
  instance: { family: AddressFamily; version: 2 | 3; strict: boolean },
): Authentication {
  const block = lastLine(lines, 'authentication')
  const entries = entriesOf(lines, 'authentication')
  const typeLine = lastLine(entries, 'auth_type')
  const passwordSlot = lastLine(entries, 'auth_pass')?.match.slots[0]
  const typeSlot = typeLine?.match.slots[0]
  const type = entries.findLast((line) => line.keyword === 'auth_type' && slotOf(line, 'choice') !== undefined)
  const validType = slotOf(type, 'choice')?.word.text
  const password = passwordSlot === undefined ? '' : firstBytes(passwordSlot.word.text, AUTH_PASS_BYTES)
  const isCleared =
    instance.strict ||
    instance.version === 3 ||
    password === '' ||
    lastLine(lines, 'auth_hmac') !== undefined ||
    (validType === 'AH' && instance.family === 6)
  const effective = validType === undefined || isCleared ? 'none' : validType === 'AH' ? 'AH' : 'PASS'
  return {
    ...(block === undefined ? {} : { block }),
    ...(typeSlot === undefined ? {} : { writtenType: sited(typeSlot.word.text, typeSlot.word) }),
    ...(passwordSlot === undefined ? {} : { writtenPassword: sited(passwordSlot.word.text, passwordSlot.word) }),
    type: effective,
    password: effective === 'none' ? '' : password,
  }
}

/** Without a valid peer the adverts go to the multicast group after all (spec C22). */
function unicastOf(lines: readonly BoundStatement[], family: AddressFamily, globals: Globals): Unicast {
  const source = addressAt(lastLine(lines, 'unicast_src_ip'), family)
  const peers = entriesOf(lines, 'unicast_peer').flatMap((line): Peer[] => {
    const peer = addressAt(line, family)
    return peer === undefined ? [] : [{ ...peer, line }]
  })
  const keyword = lines.find((line) => unicastKeywords.has(line.keyword))
  const checksTtl = entriesOf(lines, 'unicast_peer').some((line) => line.match.options.length > 0)
  return {
    ...(source === undefined ? {} : { source }),
    peers,
    peerLines: entriesOf(lines, 'unicast_peer'),
    ...(keyword === undefined ? {} : { keyword }),
    active: peers.length > 0,
    checksSource: globals.checksUnicastSource || checksTtl || lastLine(lines, 'check_unicast_src') !== undefined,
  }
}

const unicastKeywords = new Set(['unicast_peer', 'unicast_src_ip', 'check_unicast_src', 'old_unicast_checksum'])

function addressAt(line: BoundStatement | undefined, family: AddressFamily): Sited<ParsedAddress> | undefined {
  const slot = slotOf(line, 'address')
  const address = slot === undefined ? undefined : parseAddress(slot.word.text)
  return slot === undefined || address?.family !== family ? undefined : sited(address, slot.word)
}
