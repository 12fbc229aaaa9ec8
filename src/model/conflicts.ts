/** Lines of an instance that do not go together, so that the daemon resets one of them or stops (vrrp_complete_instance() in vrrp.c). */
import type { BoundStatement } from '../bind/bind.ts'
import { isLinkLocal, isUnknown, type ParsedAddress } from '../bind/values.ts'
import { alteredIf, type InstanceAlteration } from './alterations.ts'
import type { AddressLine, Globals, Instance, Unicast } from './config.ts'
import { OWNER_PRIORITY } from './rank.ts'
import { entriesOf, hasOption, lastLine, lastTaken, linesOf, numberOf, type Sited, slotOf, switchOf } from './sited.ts'

/** What is known of the instance when its lines are compared. */
type Completed = Omit<Instance, 'alterations'>

/** `source`: where adverts come from, as it is written. */
export function conflictsIn(
  instance: Completed,
  source: Sited<ParsedAddress> | undefined,
  inherited: Pick<Globals, 'downTimerAdverts'>,
): InstanceAlteration[] {
  return [
    ...vmacConflicts(instance),
    ...unicastConflicts(instance, source),
    ...addressConflicts(instance),
    ...(instance.strict
      ? strictConflicts(instance, inherited)
      : alteredIf(true, 'global-address-first-unstrict', globalFirst(instance)?.line)),
  ]
}

/** Seconds from the last advert to taking over, in adverts, where nothing says otherwise. */
const DOWN_TIMER_ADVERTS = 3

/** What strict mode resets (vrrp.c:3430, 3474, 3576, 3608, 3650 to 3674, 3927 and 4284). */
function strictConflicts(instance: Completed, inherited: Pick<Globals, 'downTimerAdverts'>): InstanceAlteration[] {
  const { block, version, priority } = instance
  const lines = block.block
  const accept = lines.findLast(({ keyword }) => ['accept', 'no_accept'].includes(keyword))
  const isAccepting = accept?.keyword === 'accept' && version.value === 2 && version.unknown !== true
  const isNoOwner = priority.unknown !== true && priority.value !== OWNER_PRIORITY
  const downTimer = lastTaken(lines, 'down_timer_adverts', (line) => numberOf(line), DOWN_TIMER_ADVERTS)
  const adverts = downTimer ?? inherited.downTimerAdverts
  const isOtherTimer = adverts !== undefined && adverts.unknown !== true && adverts.value !== DOWN_TIMER_ADVERTS
  const first = globalFirst(instance)
  const isVmac = hasVmac(instance)
  return [
    ...alteredIf(hasOwnMac(lines), 'mac-in-strict-mode', lastLine(lines, 'use_vmac')),
    ...alteredIf(true, 'global-address-first', first?.line),
    ...alteredIf(isOtherTimer, 'down-timer-in-strict-mode', lastLine(lines, 'down_timer_adverts') ?? block),
    ...alteredIf(isAccepting && isNoOwner, 'accept-in-strict-mode', accept),
    ...nonZero(lines, 'garp_lower_prio_repeat', 'garp-repeat-in-strict-mode'),
    ...nonZero(lines, 'garp_lower_prio_delay', 'garp-delay-in-strict-mode'),
    ...switched(lines, 'lower_prio_no_advert', { to: false, kind: 'lower-priority-advert-in-strict-mode' }),
    ...switched(lines, 'higher_prio_send_advert', { to: true, kind: 'higher-priority-advert-in-strict-mode' }),
    ...alteredIf(isVmac, 'xmit-base-in-strict-mode', xmitBaseLine(instance)),
    ...alteredIf(true, 'no-address-in-strict-mode', lastLine(lines, 'no_virtual_ipaddress')),
  ]
}

/** The first address of an IPv6 instance, if it is not link-local as the RFC has it. */
function globalFirst({ family, unicast, addresses: [first] }: Completed): AddressLine | undefined {
  const isGlobal = family === 6 && !unicast.active && first !== undefined && !isLinkLocal(first.value)
  return isGlobal ? first : undefined
}

function nonZero(
  lines: readonly BoundStatement[],
  keyword: string,
  kind: InstanceAlteration['kind'],
): readonly InstanceAlteration[] {
  const value = lastTaken(lines, keyword, (line) => numberOf(line), 0)?.value ?? 0
  return alteredIf(value > 0, kind, lastLine(lines, keyword))
}

function switched(
  lines: readonly BoundStatement[],
  keyword: string,
  { to, kind }: { readonly to: boolean; readonly kind: InstanceAlteration['kind'] },
): readonly InstanceAlteration[] {
  return alteredIf(switchOf(lines, keyword)?.value === to, kind, lastLine(lines, keyword))
}

/** What does not go together with unicast, or with multicast (vrrp_parser.c:474, vrrp.c:3401 to 3422 and 3643). */
function unicastConflicts(
  { block, unicast, family, strict, interface: device }: Completed,
  source: Sited<ParsedAddress> | undefined,
): InstanceAlteration[] {
  const lines = block.block
  const ttl = lastTaken(lines, 'unicast_ttl', (line) => numberOf(line), 0)
  const waits = lastLine(lines, 'unicast_fault_no_peer') !== undefined
  const isNowhere = device === undefined && lastLine(lines, 'interface') === undefined && unicast.keyword !== undefined
  const isSourceUnknown = ['unicast_src_ip', 'mcast_src_ip', 'use_ipvlan'].some((keyword) =>
    linesOf(lines, keyword).some((line) => line.match.slots.some(({ word }) => isUnknown(word.text))),
  )
  const group = lastLine(lines, 'mcast_dst_ip')
  const isGroup = slotOf(group, 'address') !== undefined
  return [
    ...alteredIf(
      ttl !== undefined && ttl.unknown !== true && !unicast.active,
      'unicast-ttl-without-peer',
      lastLine(lines, 'unicast_ttl'),
    ),
    ...alteredIf(!unicast.active && !waits, 'unicast-without-peer', unicast.keyword),
    ...alteredIf(strict && unicast.active && device !== undefined, 'unicast-in-strict-mode', unicast.keyword),
    ...alteredIf(isNowhere && source === undefined && !isSourceUnknown, 'unicast-without-source', unicast.keyword),
    ...alteredIf(
      isNowhere && family === 6 && source !== undefined && isLinkLocal(source.value),
      'link-local-source',
      unicast.keyword,
    ),
    ...alteredIf(unicast.active && isGroup, 'multicast-group-with-unicast', group),
    ...vrfConflicts(lines, unicast),
  ]
}

/** `vrf` is for unicast without interface. Behind an `interface` it is refused at once (vrrp_parser.c:887, vrrp.c:3485). */
function vrfConflicts(lines: readonly BoundStatement[], unicast: Unicast): readonly InstanceAlteration[] {
  const vrf = linesOf(lines, 'vrf')[0]
  if (vrf === undefined || slotOf(vrf, 'interface') === undefined) return []
  const devices = linesOf(lines, 'interface').filter((line) => slotOf(line, 'interface') !== undefined)
  const isRefused = devices.some((line) => lines.indexOf(line) < lines.indexOf(vrf))
  if (isRefused) return alteredIf(true, 'vrf-behind-interface', vrf)
  return alteredIf(devices.length > 0 || !unicast.active, 'vrf', vrf)
}

/** What belongs to a VMAC or ipvlan interface, or does not (vrrp_parser.c:460 and 467, vrrp.c:3927 to 4017). */
function vmacConflicts(instance: Completed): InstanceAlteration[] {
  const { block, unicast, family, interface: device } = instance
  const lines = block.block
  const maker = makerLine(lines)
  const hasDeviceLine = lastLine(lines, 'interface') !== undefined
  const isUnicast = maker !== undefined && unicast.keyword !== undefined
  const isCleared = isUnicast && !hasDeviceLine
  const xmitBase = lastLine(lines, 'vmac_xmit_base')
  const ipvlan = linesOf(lines, 'use_ipvlan')[0]
  const isVmac = lastLine(lines, 'use_vmac') !== undefined && !isCleared
  return [
    ...alteredIf(isCleared, 'vmac-without-interface', maker),
    ...alteredIf(isUnicast && device !== undefined && xmitBase === undefined, 'vmac-without-xmit-base', maker),
    ...alteredIf(isUnicast && hasDeviceLine && unicast.active, 'vmac-with-unicast', maker),
    ...alteredIf(
      maker !== undefined && !isCleared,
      'promote-secondaries-with-vmac',
      lastLine(lines, 'promote_secondaries'),
    ),
    ...alteredIf(family === 4 && lacksAddress(ipvlan) && !isCleared, 'ipvlan-without-address', ipvlan),
    ...alteredIf(!isVmac, 'xmit-base-without-vmac', xmitBase),
    ...entriesOf(lines, 'track_interface')
      .filter((line) => device !== undefined && slotOf(line, 'interface')?.word.text === device.value)
      .slice(0, 1)
      .map((line) => ({ kind: 'own-interface' as const, line })),
  ]
}

function makerLine(lines: readonly BoundStatement[]): BoundStatement | undefined {
  return lines.findLast(({ keyword }) => ['use_vmac', 'use_ipvlan'].includes(keyword))
}

function hasVmac({ block, unicast }: Completed): boolean {
  const isCleared = unicast.keyword !== undefined && lastLine(block.block, 'interface') === undefined
  return lastLine(block.block, 'use_vmac') !== undefined && !isCleared
}

/** The line that makes adverts go out on the base interface; with unicast the daemon adds it by itself. */
function xmitBaseLine({ block, unicast }: Completed): BoundStatement | undefined {
  const written = lastLine(block.block, 'vmac_xmit_base')
  return written ?? (unicast.keyword === undefined ? undefined : lastLine(block.block, 'use_vmac'))
}

function lacksAddress(ipvlan: BoundStatement | undefined): boolean {
  return ipvlan?.match.slots.every(({ value }) => value.kind !== 'address') === true
}

/** A MAC that the daemon takes: no multicast, and not of the range that the protocol reserves (vrrp_parser.c:559 to 563). */
function hasOwnMac(lines: readonly BoundStatement[]): boolean {
  return linesOf(lines, 'use_vmac').some((line) =>
    line.match.slots.some(({ value, word, faulty }) => {
      if (value.kind !== 'pattern' || faulty) return false
      const octets = word.text.split(':').map((octet) => Number.parseInt(octet, 16))
      const isReserved = /^0,0,94,0,[12](,|$)/.test(octets.join(','))
      return ((octets[0] ?? 1) & 1) === 0 && !isReserved
    }),
  )
}

/** What is wrong with the addresses as a whole (vrrp.c:3523, 4157 to 4162, 4235 and 4291). */
function addressConflicts(instance: Completed): InstanceAlteration[] {
  const { block, interface: device, addresses, excludedAddresses } = instance
  const isNowhere = device === undefined && lastLine(block.block, 'interface') === undefined
  const all = [...addresses, ...excludedAddresses]
  const isRemoved = ({ device: own }: AddressLine): boolean => own === undefined && isNowhere
  const isMissing = addresses.every(isRemoved)
  const overmuch = addresses[longestList(instance)]
  return [
    ...alteredIf(overmuch !== undefined, 'too-many-addresses', overmuch?.line),
    ...all
      .filter((address) => repeatsVmac(address, instance))
      .map(({ line }) => ({ kind: 'vmac-of-address' as const, line })),
    ...all.filter(isRemoved).map(({ line }) => ({ kind: 'address-without-interface' as const, line })),
    ...alteredIf(addresses.length === 0, 'early-missing-address', block),
    ...alteredIf(isMissing, 'missing-address', block),
  ]
}

/** How many addresses an advert has room for, in packets of so many bytes (vrrp.c:3498 to 3530). */
export function longestList({ family, version }: Pick<Completed, 'family' | 'version'>, mtu = ETHERNET_MTU): number {
  const [header, address] = family === 4 ? [version.value === 2 ? 50 : 42, 4] : [62, 16]
  return Math.min(MOST_ADDRESSES, Math.max(0, Math.floor((mtu - header) / address)))
}

const ETHERNET_MTU = 1500
/** Their number is one byte of an advert. */
const MOST_ADDRESSES = 255

/** `use_vmac` on an address where the instance decides that by itself. */
function repeatsVmac(address: AddressLine, instance: Completed): boolean {
  if (!hasOption(address.line, 'use_vmac')) return false
  const { block, family, interface: device } = instance
  const isOnDevice = address.device === undefined || address.device.value === device?.value
  if (isOnDevice && hasVmac(instance) && address.value.family === family) return true
  const isElsewhere = (address.device !== undefined && !isOnDevice) || address.value.family !== family
  return isElsewhere && lastLine(block.block, 'use_vmac_addr') !== undefined
}
