/** The daemons of a cluster at work: adverts, timers and events, in order of time. Times are in milliseconds. */
import { OWNER_PRIORITY } from '../model/rank.ts'
import type { Arena } from './arena.ts'
import { ALL_WELL, type Conditions, isInterfaceDown, linkKey } from './conditions.ts'
import type { Elector } from './elector.ts'
import { fullDownTimer, type GroupState, intervalOf, type Seat } from './seat.ts'
import { standingOf } from './standing.ts'
import { changePriority, comeUp, goDown, onAdvert, onTimeout, type World } from './state-machine.ts'

/** A place for each node in what the files do not decide: who starts first, and whose address is lower. */
export type NodeOrder = ReadonlyMap<string, number>

/** A running simulation. */
export interface Election extends World {
  readonly arena: Arena
  readonly order: NodeOrder
  readonly seats: readonly Seat[]
  /** All nodes have just been started: who is first is not known exactly. */
  isStarting: boolean
  conditions: Conditions
  /** Who was MASTER since the last event, each time that this changed. */
  moments: Moment[]
  /** The indices of the seats that are MASTER. */
  masters: readonly number[]
  /** What decided that the files do not tell: up to the last event, and since then. */
  readonly dependsOn: Set<Dependence>
  readonly noted: Set<Dependence>
}

/** The indices of the seats that are MASTER from a time on. */
export interface Moment {
  readonly at: number
  readonly masters: readonly number[]
}

/** The order of addresses, of timers that run out together, or of masters that refuse each other's adverts. */
export type Dependence = 'addresses' | 'race' | 'refusal'

/** How far nodes that are started together are apart. */
const START_GAP = 50

/** Timers that run out within this time run out together: the skew between two priorities is 4 at one advert a second. */
const TOGETHER = 1

/** No more adverts than this follow from one: a loop would be a fault of the simulation. */
const MAX_ANSWERS = 10_000

/** Starts all nodes together. */
export function startAll(arena: Arena, order: NodeOrder): Election {
  const seats = arena.electors.map(
    (elector, index): Seat => ({
      elector,
      index,
      basePriority: elector.member.instance.priority.value,
      priority: 0,
      faults: 0,
      state: 'off',
      isOnline: true,
      wants: 'backup',
      downTimer: 0,
      masterInterval: 0,
      deadline: Number.POSITIVE_INFINITY,
      preemptsAt: undefined,
      startsAt: 0,
    }),
  )
  const groups = groupsBySeat(arena, seats)
  const unknowns = { dependsOn: new Set<Dependence>(), noted: new Set<Dependence>() }
  const election = {
    arena,
    order,
    seats,
    groups,
    conditions: ALL_WELL,
    isStarting: true,
    ...unknowns,
    now: 0,
    moments: [],
    masters: [],
    outbox: [],
  }
  for (const node of new Set(arena.electors.map((elector) => elector.node)))
    startNode(election, node, placeOf(election, node) * START_GAP)
  return election
}

/** The same moment again, to go on from there in another way. */
export function copyOf(election: Election, order: NodeOrder): Election {
  const { arena, dependsOn } = election
  const seats = election.seats.map((seat) => ({ ...seat }))
  const groups = groupsBySeat(arena, seats)
  for (const [index, group] of groups.entries()) {
    const original = election.groups[index]
    if (group === undefined || original === undefined) continue
    group.state = original.state
    group.faulty = original.faulty
  }
  const noted = new Set<Dependence>()
  return { ...election, order, seats, groups, noted, dependsOn: new Set(dependsOn), moments: [], outbox: [] }
}

function groupsBySeat(arena: Arena, seats: readonly Seat[]): (GroupState | undefined)[] {
  const groups = seats.map((): GroupState | undefined => undefined)
  for (const indices of arena.groups) {
    const group: GroupState = { state: 'off', faulty: 0, seats: indices.flatMap((index) => seats[index] ?? []) }
    for (const index of indices) groups[index] = group
  }
  return groups
}

/** Starts the daemon of a node. A member of a group that cannot start keeps the others from it. */
function startNode(election: Election, node: string, delay: number): void {
  const own = election.seats.filter(({ elector }) => elector.node === node)
  for (const seat of own) {
    const { elector } = seat
    const { priority, faults } = standingOf(elector, election.conditions)
    seat.basePriority = elector.member.instance.priority.value
    seat.priority = priority
    seat.faults = faults
    seat.wants = faults > 0 ? 'fault' : startsAsOwner(elector) ? 'master' : 'backup'
    seat.masterInterval = intervalOf(seat)
    seat.preemptsAt = undefined
    seat.startsAt = election.now + delay + elector.manners.startupDelay * 1000
  }
  for (const group of new Set(own.flatMap(({ index }) => election.groups[index] ?? []))) {
    group.faulty = group.seats.filter(({ faults }) => faults > 0).length
    const areOwners = group.seats.every(({ wants }) => wants === 'master')
    group.state = group.faulty > 0 ? 'fault' : areOwners ? 'master' : 'backup'
    for (const seat of group.seats) if (!areOwners && seat.wants === 'master') seat.wants = 'backup'
  }
  for (const seat of own) {
    const isOut = seat.faults > 0 || election.groups[seat.index]?.state === 'fault'
    seat.state = isOut ? 'fault' : 'backup'
    seat.downTimer = seat.wants === 'master' ? 0 : fullDownTimer(seat)
    seat.deadline = isOut ? Number.POSITIVE_INFINITY : seat.startsAt + seat.downTimer
  }
}

function startsAsOwner({ member }: Elector): boolean {
  return member.instance.priority.value === OWNER_PRIORITY && member.instance.state.value === 'MASTER'
}

/** Brings about other conditions, now. */
export function change(election: Election, conditions: Conditions): void {
  const before = election.conditions
  election.conditions = conditions
  const restarted = new Set<string>()
  for (const seat of election.seats) {
    const { node } = seat.elector
    seat.isOnline = isOnline(seat.elector, conditions)
    if (conditions.deadNodes.has(node)) noting(election, () => stop(seat))
    else if (before.deadNodes.has(node)) restarted.add(node)
  }
  for (const node of restarted) startNode(election, node, 0)
  for (const seat of election.seats) {
    if (seat.state === 'off' || restarted.has(seat.elector.node)) continue
    const { faults, priority } = standingOf(seat.elector, conditions)
    const had = seat.faults
    seat.faults = faults
    noting(election, () => {
      changePriority(seat, priority)
      if (had === 0 && faults > 0) goDown(seat, election)
      else if (had > 0 && faults === 0) comeUp(seat, election)
    })
  }
}

function stop(seat: Seat): void {
  seat.state = 'off'
  seat.wants = 'backup'
  seat.faults = 0
  seat.deadline = Number.POSITIVE_INFINITY
}

/** Lets the time pass until then, or until so many timers have run out; the result is how many have. */
export function runUntil(election: Election, time: number, most = Number.POSITIVE_INFINITY): number {
  for (let count = 0; count < most; count++) {
    const seat = nextSeat(election)
    if (seat === undefined || seat.deadline > time) {
      election.now = time
      return count
    }
    election.now = Math.max(election.now, seat.deadline)
    noteRace(election, seat)
    noting(election, () => onTimeout(seat, election))
  }
  return most
}

/** The seat whose timer runs out first. */
export function nextSeat(election: Election): Seat | undefined {
  let first: Seat | undefined
  for (const seat of election.seats) {
    if (seat.deadline === Number.POSITIVE_INFINITY) continue
    if (first === undefined || isBefore(election, seat, first)) first = seat
  }
  return first
}

function isBefore(election: Election, seat: Seat, other: Seat): boolean {
  const difference = seat.deadline - other.deadline
  if (Math.abs(difference) >= TOGETHER) return difference < 0
  const places = placeOf(election, seat.elector.node) - placeOf(election, other.elector.node)
  return places === 0 ? difference < 0 : places < 0
}

/** A backup of another node would have taken over at about the same moment. */
function noteRace(election: Election, seat: Seat): void {
  if (seat.state !== 'backup') return
  const near = election.isStarting ? START_GAP * 2 : TOGETHER
  const { node } = seat.elector
  for (const other of election.seats) {
    const isRival = other.state === 'backup' && other.elector.node !== node
    if (isRival && other.deadline - seat.deadline < near) election.noted.add('race')
  }
}

function placeOf({ order }: Election, node: string): number {
  return order.get(node) ?? 0
}

/** Does something and all that follows from it at once, and notes who is MASTER then. */
function noting(election: Election, act: () => void): void {
  act()
  deliver(election)
  if (areMasters(election, election.masters)) return
  election.masters = mastersOf(election)
  election.moments.push({ at: election.now, masters: election.masters })
}

function areMasters({ seats }: Election, masters: readonly number[]): boolean {
  let count = 0
  for (const { state, index } of seats) if (state === 'master' && masters[count++] !== index) return false
  return count === masters.length
}

function mastersOf({ seats }: Election): number[] {
  return seats.flatMap(({ state, index }) => (state === 'master' ? [index] : []))
}

function deliver(election: Election): void {
  const { outbox, arena, seats, conditions } = election
  for (let sent = 0; sent < outbox.length && sent < MAX_ANSWERS; sent++) {
    const packet = outbox[sent]
    if (packet === undefined) break
    const { from, priority } = packet
    for (const { index, reception, addressOrder } of arena.audiences[from.index] ?? []) {
      const to = seats[index]
      if (to === undefined || to.elector.manners.ignoresAdverts || !isLinked(from, to, conditions)) continue
      const isRefused = reception === 'refused'
      if (addressOrder === undefined && !isRefused && to.state === 'master' && priority === to.priority) {
        election.noted.add('addresses')
      }
      // Of two masters that refuse each other's adverts the one that sends first keeps the other one silent.
      if (isRefused && to.state === 'master' && to.elector.manners.answersLower) election.noted.add('refusal')
      const places = placeOf(election, from.elector.node) - placeOf(election, to.elector.node)
      onAdvert(to, { priority, interval: intervalOf(from), isRefused, addressOrder: addressOrder ?? places }, election)
    }
  }
  outbox.length = 0
}

function isLinked(from: Seat, to: Seat, { cutLinks }: Conditions): boolean {
  if (!from.isOnline || !to.isOnline) return false
  return cutLinks.size === 0 || !cutLinks.has(linkKey(from.elector.node, to.elector.node))
}

function isOnline({ node, member }: Elector, conditions: Conditions): boolean {
  if (conditions.deadNodes.has(node)) return false
  const device = member.instance.interface?.value
  return device === undefined || !isInterfaceDown(conditions, node, device)
}
