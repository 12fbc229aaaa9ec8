/** What an instance is worth under given conditions: its priority, and what keeps it out of the election. */
import { OWNER_PRIORITY } from '../model/rank.ts'
import { type Conditions, causeKey, isCutOff, isInterfaceDown } from './conditions.ts'
import type { Elector, ElectorTracker } from './elector.ts'

export interface Standing {
  /** The daemon does not run. */
  readonly isDead: boolean
  /** How many things mean FAULT. */
  readonly faults: number
  /** Priority in adverts: 1 to 254 unless it owns the addresses. */
  readonly priority: number
}

/** A tracked file that says less than this means FAULT; no number adds more than it takes away below (track_file.c). */
const FILE_FAULT = -254

export function standingOf(elector: Elector, conditions: Conditions): Standing {
  const { node, manners, trackers, member } = elector
  let faults = manners.interfaces.filter((name) => isInterfaceDown(conditions, node, name)).length
  let total = member.instance.priority.value
  for (const tracker of trackers) {
    const contribution = contributionOf(tracker, node, conditions)
    if (contribution === 'fault') faults++
    else total += contribution
  }
  const isOwner = member.instance.priority.value === OWNER_PRIORITY
  const priority = isOwner ? OWNER_PRIORITY : Math.min(OWNER_PRIORITY - 1, Math.max(1, total))
  return { isDead: conditions.deadNodes.has(node), faults, priority }
}

/** What a tracker adds to the priority (vrrp_track.c:641 to 810). */
function contributionOf(tracker: ElectorTracker, node: string, conditions: Conditions): number | 'fault' {
  const { kind, name, weight, isReversed, peer } = tracker
  const sign = isReversed ? -1 : 1
  if (kind === 'file') {
    const number = conditions.numbers.get(causeKey(node, kind, name)) ?? 0
    if (weight === 0) return (number !== 0) !== isReversed ? 'fault' : 0
    const status = number * weight * sign
    return status <= FILE_FAULT ? 'fault' : Math.min(-FILE_FAULT - 1, status)
  }
  const isDown =
    kind === 'interface'
      ? isInterfaceDown(conditions, node, name)
      : conditions.failed.has(causeKey(node, kind, name)) || (peer !== undefined && isCutOff(conditions, node, peer))
  if (weight === 0) return isDown !== isReversed ? 'fault' : 0
  return isDown === weight < 0 ? weight * sign : 0
}
