/** How an instance changes its state, alone and with its sync group (vrrp.c:1650 to 2240, vrrp_sync.c, vrrp_scheduler.c of 2.2.7). */
import { OWNER_PRIORITY } from '../model/rank.ts'
import { fullDownTimer, type GroupState, intervalOf, type Seat, skewOf } from './seat.ts'

/** The daemons at a moment, as far as their state machines look at each other. */
export interface World {
  /** Milliseconds. */
  now: number
  /** Adverts that were sent and not yet received. */
  readonly outbox: Packet[]
  /** The sync groups of the seats, by index of the seat. */
  readonly groups: readonly (GroupState | undefined)[]
}

export interface Packet {
  readonly from: Seat
  readonly priority: number
}

/** The priority that says: this master gives up. */
const STOPPING = 0

/** Sets the timer anew, from now on (vrrp_init_instance_sands()). */
function restartTimer(seat: Seat, { now }: World): void {
  const from = Math.max(now, seat.startsAt)
  if (seat.state === 'master') seat.deadline = from + intervalOf(seat)
  else if (seat.state === 'backup') seat.deadline = from + seat.downTimer
  else seat.deadline = Number.POSITIVE_INFINITY
}

/** The timer has run out: a master sends, a backup takes over. */
export function onTimeout(seat: Seat, world: World): void {
  const before = seat.state
  if (before === 'backup') {
    seat.wants = 'master'
    becomeMaster(seat, world)
  } else if (before === 'master') send(seat, seat.priority, world)
  followInGroup(seat, before, world)
  restartTimer(seat, world)
}

function send(from: Seat, priority: number, { outbox }: World): void {
  outbox.push({ from, priority })
}

function becomeMaster(seat: Seat, world: World): void {
  if (!mayBecomeMaster(seat, world)) {
    seat.wants = 'master'
    return
  }
  seat.state = 'master'
  restartTimer(seat, world)
  send(seat, seat.priority, world)
}

/** Leaves MASTER for the state that it wants, BACKUP or FAULT. */
function leaveMaster(seat: Seat, world: World): void {
  if (seat.wants === 'backup') seat.preemptsAt = undefined
  else if (seat.wants === 'fault') send(seat, STOPPING, world)
  else return
  seat.state = seat.wants
  seat.downTimer = fullDownTimer(seat)
  restartTimer(seat, world)
}

/** Goes from FAULT, or from where it is, to the state that it wants (vrrp_state_leave_fault()). */
function enterWanted(seat: Seat, world: World): void {
  if (seat.wants === 'master') becomeMaster(seat, world)
  else {
    if (seat.wants === 'fault' && seat.state === 'master') send(seat, STOPPING, world)
    seat.state = seat.wants
    if (seat.state === 'backup') seat.preemptsAt = undefined
  }
  seat.masterInterval = intervalOf(seat)
  seat.downTimer = fullDownTimer(seat)
  restartTimer(seat, world)
}

/** Something that means FAULT has begun. */
export function goDown(seat: Seat, world: World): void {
  seat.wants = 'fault'
  if (seat.state === 'master') leaveMaster(seat, world)
  else enterWanted(seat, world)
  const group = world.groups[seat.index]
  if (group !== undefined && group.faulty++ === 0) groupToFault(seat, group, world)
}

/** Nothing means FAULT any more. An owner comes back as BACKUP too: what it wants is FAULT until now. */
export function comeUp(seat: Seat, world: World): void {
  seat.wants = 'backup'
  seat.masterInterval = intervalOf(seat)
  seat.downTimer = fullDownTimer(seat)
  const group = world.groups[seat.index]
  if (group !== undefined && --group.faulty > 0) return
  enterWanted(seat, world)
  if (group !== undefined) groupToBackup(seat, group, world)
}

/** What it tracks has changed its priority (vrrp_set_effective_priority()). */
export function changePriority(seat: Seat, priority: number): void {
  if (seat.basePriority === OWNER_PRIORITY || seat.priority === priority) return
  const before = seat.downTimer
  seat.priority = priority
  seat.downTimer = fullDownTimer(seat)
  if (seat.state === 'backup') seat.deadline += seat.downTimer - before
}

/** What an advert is to its receiver. */
export interface Advert {
  readonly priority: number
  /** Milliseconds. */
  readonly interval: number
  readonly isRefused: boolean
  /** Above 0 where the address of the sender is the higher one. */
  readonly addressOrder: number
}

/**
 * While it waits to start, an advert that it does not heed makes it wait longer (releases before 2.2.8), or it hears
 * nothing (vrrp_scheduler.c:1047).
 */
export function onAdvert(seat: Seat, advert: Advert, world: World): void {
  if (world.now < seat.startsAt && seat.elector.member.node.target.atLeast('2.2.8')) return
  const before = seat.state
  if (before === 'backup') hearAsBackup(seat, advert, world)
  else if (before === 'master') {
    if (!advert.isRefused && yields(seat, advert, world)) leaveMaster(seat, world)
  } else return
  followInGroup(seat, before, world)
  if (seat.state !== 'master' || seat.elector.manners.answersLower) restartTimer(seat, world)
}

/** An advert that is not heeded lets the timer run on (vrrp_state_backup()). */
function hearAsBackup(seat: Seat, advert: Advert, { now }: World): void {
  const { member, manners } = seat.elector
  const delay = manners.preemptDelay * 1000
  const isWaiting = delay > 0 && (seat.preemptsAt === undefined || seat.preemptsAt > now)
  const isHigher = advert.priority >= seat.priority
  if (!advert.isRefused && advert.priority === STOPPING) seat.downTimer = skewOf(seat)
  else if (!advert.isRefused && (!member.instance.preempts || isHigher || isWaiting)) {
    if (member.instance.version.value === 3) seat.masterInterval = advert.interval
    seat.downTimer = fullDownTimer(seat)
    if (delay > 0 && isHigher) seat.preemptsAt = undefined
    else if (delay > 0) seat.preemptsAt ??= now + delay
    seat.wants = 'backup'
  } else seat.downTimer = Math.max(0, seat.deadline - now)
}

/** Whether a master gives way to another one (vrrp_state_master_rx()). */
function yields(seat: Seat, advert: Advert, world: World): boolean {
  const { member, manners } = seat.elector
  const isBeaten = (): boolean =>
    advert.priority > seat.priority || (advert.priority === seat.priority && advert.addressOrder > 0)
  if (advert.priority === STOPPING || (manners.answersHigher && isBeaten())) send(seat, seat.priority, world)
  if (advert.priority === STOPPING) return false
  const isRivalOwner =
    advert.priority === OWNER_PRIORITY && seat.priority === OWNER_PRIORITY && advert.addressOrder !== 0
  if (isRivalOwner && !member.node.target.atLeast('2.3.3')) {
    seat.basePriority = OWNER_PRIORITY - 1
    seat.priority = OWNER_PRIORITY - 1
  }
  if (isBeaten()) {
    if (member.instance.version.value === 3) seat.masterInterval = advert.interval
    seat.wants = 'backup'
    seat.state = 'backup'
    return true
  }
  const isLower = advert.priority < seat.priority || advert.addressOrder < 0
  if (isLower && manners.answersLower) send(seat, seat.priority, world)
  return false
}

/** The group goes with a member that became MASTER, or that gave it up for BACKUP (vrrp_scheduler.c:156). */
function followInGroup(seat: Seat, before: Seat['state'], world: World): void {
  const group = world.groups[seat.index]
  if (group === undefined) return
  if (seat.state === 'master') groupToMaster(seat, group, world)
  else if (before === 'master' && seat.state === 'backup') groupToBackup(seat, group, world)
}

/** All other members want it too, else it waits once more. */
function mayBecomeMaster(seat: Seat, world: World): boolean {
  const group = world.groups[seat.index]
  if (group === undefined || group.state === 'master') return true
  if (group.seats.every((other) => other === seat || other.wants === 'master')) return true
  seat.downTimer = fullDownTimer(seat)
  restartTimer(seat, world)
  return false
}

function groupToMaster(seat: Seat, group: GroupState, world: World): void {
  if (group.state === 'master' || !mayBecomeMaster(seat, world)) return
  for (const other of group.seats) {
    if (other === seat || other.state === 'master') continue
    other.wants = 'master'
    becomeMaster(other, world)
  }
  group.state = 'master'
}

function groupToBackup(seat: Seat, group: GroupState, world: World): void {
  if (group.state === 'backup') return
  for (const other of group.seats) {
    if (other === seat || other.state === 'backup') continue
    other.wants = 'backup'
    if (other.state === 'fault') enterWanted(other, world)
    else leaveMaster(other, world)
  }
  group.state = 'backup'
}

function groupToFault(seat: Seat, group: GroupState, world: World): void {
  if (group.state === 'fault') return
  for (const other of group.seats) {
    if (other === seat || other.state === 'fault') continue
    other.wants = 'fault'
    if (other.state === 'master') leaveMaster(other, world)
    else enterWanted(other, world)
  }
  group.state = 'fault'
}
