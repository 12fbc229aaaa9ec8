/** Whether the daemons are again where they were one advert before: then they are there for ever, for nothing is left to chance. */
import type { Election } from './election.ts'
import type { Seat, SeatState } from './seat.ts'

/** All that the next steps depend on, with times counted from now. */
export type Situation = readonly number[]

/** Milliseconds that come of counting with fractions. */
export const ROUNDING = 1e-6

const STATES: Readonly<Record<SeatState, number>> = { off: 0, fault: 1, backup: 2, master: 3 }

export function situationOf({ seats, groups, now, moments }: Election): Situation {
  const situation = [moments.length]
  for (const seat of seats) {
    const group = groups[seat.index]
    situation.push(STATES[seat.state], STATES[seat.wants], seat.priority, seat.basePriority, seat.faults)
    situation.push(seat.deadline - now, seat.downTimer, seat.masterInterval)
    situation.push(Math.max(0, seat.startsAt - now), waitOf(seat, now))
    if (group !== undefined) situation.push(STATES[group.state], group.faulty)
  }
  return situation
}

/** How long it leaves a master alone; a wait that is over is not the same as none. */
function waitOf({ preemptsAt }: Seat, now: number): number {
  return preemptsAt === undefined ? -1 : Math.max(0, preemptsAt - now)
}

export function isSame(one: Situation, other: Situation): boolean {
  return one.every((value, index) => value === other[index] || Math.abs(value - (other[index] ?? 0)) < ROUNDING)
}
