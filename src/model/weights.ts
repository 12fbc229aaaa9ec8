/** The weights that count: what can change the priority of an instance. */
import type { Instance, SyncGroup } from './config.ts'
import { OWNER_PRIORITY } from './rank.ts'
import type { Tracker } from './trackers.ts'

/**
 * What an instance, or the sync group that it is in, tracks with a weight that keepalived uses. It drops those of an owner, those
 * of a member whose group does not allow them, and that of its own interface (vrrp.c:3997, 4300 and 4499).
 */
export function countingTrackers(instance: Instance, group: SyncGroup | undefined): Tracker[] {
  if (instance.priority.unknown === true || instance.priority.value === OWNER_PRIORITY) return []
  const own = group === undefined || group.keepsWeights ? instance.tracking.trackers : []
  return [...own, ...(group?.tracking.trackers ?? [])].filter(
    ({ kind, name, weight }) =>
      weight !== undefined && weight !== 0 && !(kind === 'interface' && name === instance.interface?.value),
  )
}
