/** An instance while the daemons run: its state, its timer and its sync group. Times are in milliseconds since the first start. */
import type { Elector } from './elector.ts'

export type SeatState = 'off' | 'fault' | 'backup' | 'master'

export interface Seat {
  readonly elector: Elector
  readonly index: number
  /** Its own, which two owners lower before release 2.3.3. */
  basePriority: number
  /** As it stands in its adverts. */
  priority: number
  faults: number
  state: SeatState
  /** Its node runs, and the interface of its adverts is up. */
  isOnline: boolean
  /** The state that it would be in without its group. */
  wants: SeatState
  /** How long it waits for the next advert of a master. */
  downTimer: number
  /** The interval of the master that it listens to. */
  masterInterval: number
  /** When it sends its next advert, or becomes master. */
  deadline: number
  /** Until when it leaves a master of lower priority alone. */
  preemptsAt: number | undefined
  /** Until when it stays silent after its start. */
  startsAt: number
}

/** A sync group while the daemons run. */
export interface GroupState {
  state: SeatState
  readonly seats: readonly Seat[]
  /** Members that are in FAULT for a reason of their own. */
  faulty: number
}

export function intervalOf({ elector }: Seat): number {
  return elector.member.instance.advertInterval.value * 1000
}

/** The part of the wait that lets the highest priority win (vrrp.h:433). */
export function skewOf({ elector, priority, masterInterval }: Seat): number {
  const span = elector.member.instance.version.value === 3 ? masterInterval : 1000
  return ((256 - priority) * span) / 256
}

/** How long a backup waits for an advert (vrrp.h:436). */
export function fullDownTimer(seat: Seat): number {
  return seat.elector.manners.downTimerAdverts * seat.masterInterval + skewOf(seat)
}
