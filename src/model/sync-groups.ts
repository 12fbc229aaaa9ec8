/** Sync groups with the members that the daemon accepts (vrrp_sync.c:56 to 110). */
import type { Release } from '../../grammar/releases.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { remembered } from '../text/remembered.ts'
import type { Config, Instance, SyncGroup, Tracked } from './config.ts'
import { writtenPriority, writtenState } from './rank.ts'
import { linesOf, type Sited, sited } from './sited.ts'
import type { Tracking } from './trackers.ts'

/** A block and what it tracks. */
export interface TrackingBlock extends Tracked {
  readonly tracking: Tracking
}

/** The groups in the order of the file: an instance belongs to the first that names it. */
export function syncGroupsOf(groups: readonly TrackingBlock[], instances: readonly Instance[]): readonly SyncGroup[] {
  if (groups.length === 0) return []
  const free = new Map(instances.map((instance) => [instance.name.value, instance]))
  const known = new Set(free.keys())
  return groups.map(({ name, block, tracking }) => {
    const members = membersOf(block)
    const taken: Sited<string>[] = []
    const own = members.flatMap((member) => {
      const instance = free.get(member.value)
      free.delete(member.value)
      if (instance === undefined && known.has(member.value)) taken.push(member)
      return instance ?? []
    })
    return {
      name,
      block,
      members,
      instances: own,
      tracking,
      taken,
      keepsWeights: keepsWeights(block),
      misfit: misfitIn(own),
    }
  })
}

/** The group that an instance of this configuration is in. */
export function syncGroupWith({ syncGroups }: Config, instance: Instance): SyncGroup | undefined {
  return syncGroups.length === 0 ? undefined : groupsByMember(syncGroups).get(instance)
}

const groupsByMember = remembered(
  (groups: readonly SyncGroup[]): ReadonlyMap<Instance, SyncGroup> =>
    new Map(groups.flatMap((group) => group.instances.map((instance) => [instance, group]))),
)

/** A group of one member is removed by releases that take it for a mistake (vrrp_sync.c:101 of 2.2.2). */
export function isRemovedGroup({ instances }: SyncGroup, target: Release): boolean {
  return instances.length === 1 && target.atLeast('2.1.0') && !target.atLeast('2.2.3')
}

/** A second list of members is skipped (vrrp_parser.c:124). */
function membersOf(block: BoundStatement): Sited<string>[] {
  return (linesOf(block.block, 'group')[0]?.block ?? []).flatMap((line): Sited<string>[] =>
    line.match.slots.map((slot) => sited(slot.word.text, slot.word)),
  )
}

function keepsWeights(block: BoundStatement): boolean {
  return block.block.some(({ keyword }) => ['sync_group_tracking_weight', 'global_tracking'].includes(keyword))
}

/** The first member with `state BACKUP` where all before it are MASTER and own their addresses (vrrp_sync.c:80). */
function misfitIn(members: readonly Instance[]): Instance | undefined {
  for (const [index, member] of members.entries()) {
    const { block } = member.block
    const state = writtenState(block)
    if (index > 0 && state?.value === 'BACKUP') return state.unknown === true ? undefined : member
    if (state?.value !== 'MASTER' || state.unknown === true || writtenPriority(block) !== 255) return undefined
  }
  return undefined
}
