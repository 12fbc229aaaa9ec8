/** How a cluster comes to rest after each of several events. */
import type { Arena } from './arena.ts'
import { after } from './conditions.ts'
import {
  change,
  copyOf,
  type Dependence,
  type Election,
  type Moment,
  type NodeOrder,
  nextSeat,
  runUntil,
  startAll,
} from './election.ts'
import type { FailoverEvent } from './event.ts'
import { isSame, ROUNDING, type Situation, situationOf } from './recurrence.ts'
import { intervalOf } from './seat.ts'

/** A cluster at rest, or found to come to none. */
export interface Rest {
  readonly election: Election
  readonly isStable: boolean
  /** When the last event was, in milliseconds. */
  readonly since: number
  /** The indices of the masters before the last event. */
  readonly before: readonly number[]
  /** The priorities before it, by index. */
  readonly prioritiesBefore: readonly number[]
  /** The masters after it, each time that they changed. */
  readonly moments: readonly Moment[]
  /** What mattered since then that the files do not tell. */
  readonly dependsOn: ReadonlySet<Dependence>
}

/** A cluster that changes for this many times as long as it should need does so for ever. */
const PATIENCE = 6

/** Timers that run out before the end is taken for what it is then: a delay may be longer than anybody waits for. */
const MAX_STEPS = 20_000

/** The steady state: all nodes are started together. */
export function settledFromStart(arena: Arena, order: NodeOrder): Rest {
  const election = startAll(arena, order)
  return settled(election, { masters: [], priorities: [] })
}

/** What follows from one more event, the nodes being in that order. The cluster that was at rest stays as it is. */
export function settledAfter(rest: Rest, event: FailoverEvent, order: NodeOrder): Rest {
  const election = copyOf(rest.election, order)
  runUntil(election, betweenAdverts(election))
  const before = { masters: election.masters, priorities: election.seats.map(({ priority }) => priority) }
  election.moments = []
  change(election, after(election.conditions, event))
  return settled(election, before)
}

interface Before {
  readonly masters: readonly number[]
  readonly priorities: readonly number[]
}

function settled(election: Election, { masters, priorities: prioritiesBefore }: Before): Rest {
  const start = election.now
  const quiet = quietTime(election)
  const limit = start + quiet * PATIENCE
  let seen: { readonly at: number; readonly situation: Situation } | undefined
  for (let steps = 0; ; steps++) {
    const last = election.moments.at(-1)?.at ?? start
    const isOver = runUntil(election, Math.min(last + quiet, limit), 1) === 0
    if (isOver || steps >= MAX_STEPS) {
      const isStable = election.now >= last + quiet || steps >= MAX_STEPS
      const { moments, noted } = election
      const dependsOn = new Set(noted)
      for (const one of noted) election.dependsOn.add(one)
      noted.clear()
      election.isStarting = false
      return { election, isStable, since: start, before: masters, prioritiesBefore, moments, dependsOn }
    }
    if (isAtPace(election) && seen?.at !== election.now) {
      const situation = situationOf(election)
      if (seen !== undefined && isSame(situation, seen.situation)) skip(election, last + quiet, election.now - seen.at)
      seen = { at: election.now, situation }
    }
  }
}

/** Leaves out the periods that are all alike, but for the last one before that time. */
function skip(election: Election, time: number, period: number): void {
  const span = Math.max(0, Math.ceil((time - election.now) / period) - 1) * period
  election.now += span
  for (const seat of election.seats) {
    seat.deadline += span
    if (seat.preemptsAt !== undefined) seat.preemptsAt += span
  }
}

/** The first of the masters has just sent an advert: everything is looked at once in each of its intervals. */
function isAtPace({ masters, seats, now }: Election): boolean {
  const pace = seats[masters[0] ?? -1]
  return pace !== undefined && Math.abs(pace.deadline - now - intervalOf(pace)) < ROUNDING
}

/** In milliseconds: when nothing has happened for so long, nothing will. */
function quietTime({ seats }: Election): number {
  const interval = Math.max(...seats.map(intervalOf))
  const waits = seats.map(({ elector }) => {
    const { downTimerAdverts, preemptDelay, startupDelay } = elector.manners
    // Each advert of a delayed start may make it longer by what is left of it.
    const start = startupDelay * 1000 * (1 + (startupDelay * 1000) / interval / 2)
    return (downTimerAdverts + 2) * interval + preemptDelay * 1000 + start
  })
  return Math.max(...waits) + 1000
}

/** Half-way between two adverts of a master, so that a time to take over is that of the average case. */
function betweenAdverts(election: Election): number {
  const seat = nextSeat(election)
  if (seat === undefined) return election.now
  const middle = seat.deadline - intervalOf(seat) / 2
  return middle >= election.now ? middle : (election.now + seat.deadline) / 2
}
