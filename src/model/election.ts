/** What an instance does in an election besides comparing priorities: how long it waits, what it answers, what it watches. */
import type { BoundStatement } from '../bind/bind.ts'
import type { AddressLine, Instance } from './config.ts'
import { OWNER_PRIORITY } from './rank.ts'
import { entriesOf, hasOption, lastLine, lastTaken, numberOf, switchOf } from './sited.ts'

/** Times are in seconds. */
export interface ElectionManners {
  /** Adverts that may be missed before a master counts as lost. */
  readonly downTimerAdverts: number
  /** How long adverts of lower priority are accepted before this one takes over. */
  readonly preemptDelay: number
  /** How long the node stays silent after its start. */
  readonly startupDelay: number
  /** As master it answers an advert of lower priority with one of its own. */
  readonly answersLower: boolean
  /** As master it sends one more advert when it hears one that it yields to. */
  readonly answersHigher: boolean
  /** As owner of the addresses it does not listen. */
  readonly ignoresAdverts: boolean
  /** The checksum leaves out the addresses of the packet, which others do not accept. */
  readonly sumsAsVersion2: boolean
  /** Interfaces that mean FAULT while they are down. */
  readonly interfaces: readonly string[]
}

/** Adverts that may be missed, where nothing says otherwise. */
const DOWN_TIMER_ADVERTS = 3

/** What the lines of an instance and of all `global_defs` say; strict mode overrides both (vrrp.c:3537 to 3674). */
export function mannersOf(instance: Instance, globalLines: readonly BoundStatement[]): ElectionManners {
  const { strict, priority, state, preempts } = instance
  const lines = instance.block.block
  const owns = priority.value === OWNER_PRIORITY
  const isOn = (keyword: string): boolean =>
    switchOf(lines, keyword)?.value ?? switchOf(globalLines, `vrrp_${keyword}`)?.value ?? false
  const adverts = numberIn(lines, 'down_timer_adverts') ?? numberIn(globalLines, 'vrrp_down_timer_adverts')
  const isDelayed = preempts && state.value !== 'MASTER' && !strict
  return {
    downTimerAdverts: strict ? DOWN_TIMER_ADVERTS : (adverts ?? DOWN_TIMER_ADVERTS),
    preemptDelay: isDelayed ? (numberIn(lines, 'preempt_delay') ?? 0) : 0,
    startupDelay: numberIn(globalLines, 'vrrp_startup_delay') ?? 0,
    answersLower: !strict && !isOn('lower_prio_no_advert'),
    answersHigher: !strict && isOn('higher_prio_send_advert'),
    ignoresAdverts: owns && (strict || isOn('owner_ignore_adverts')),
    sumsAsVersion2: lastLine(lines, 'v3_checksum_as_v2') !== undefined,
    interfaces: watchedInterfaces(instance),
  }
}

function numberIn(lines: readonly BoundStatement[], keyword: string): number | undefined {
  const number = lastTaken(lines, keyword, (line) => numberOf(line), 0)
  return number?.unknown === true ? undefined : number?.value
}

/** Its own, unless `dont_track_primary` stands there, and those of its addresses, routes and rules (vrrp.c:4020 to 4180). */
function watchedInterfaces(instance: Instance): string[] {
  const lines = instance.block.block
  const own = instance.interface?.value
  const tracksOwn = lastLine(lines, 'dont_track_primary') === undefined
  const ofAddresses = [...instance.addresses, ...instance.excludedAddresses].flatMap(trackedDevice)
  const routed = [...entriesOf(lines, 'virtual_routes'), ...entriesOf(lines, 'virtual_rules')]
  const ofRoutes = routed.filter((line) => !hasOption(line, 'no_track')).flatMap(interfacesOn)
  const others = [...ofAddresses, ...ofRoutes].filter((name) => name !== own)
  return [...new Set([...(own !== undefined && tracksOwn ? [own] : []), ...others])]
}

function trackedDevice({ line, device }: AddressLine): string[] {
  return device === undefined || device.unknown === true || hasOption(line, 'no_track') ? [] : [device.value]
}

function interfacesOn(line: BoundStatement): string[] {
  return line.match.slots.flatMap(({ value, word, faulty }) =>
    value.kind === 'interface' && !faulty ? [word.text] : [],
  )
}
