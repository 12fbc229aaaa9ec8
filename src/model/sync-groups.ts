/** Sync groups with the members that the daemon accepts (vrrp_sync.c:56 to 110). */
import type { Release } from '../../grammar/releases.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { listOf, remembered, rememberedWith, stretchesOf } from '../text/remembered.ts'
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
  const free = new Map(instances.map((instance) => [instance.name.value, instance]))
  const known = new Set(free.keys())
  const made = groups.map(({ name, block, tracking }) => {
    const members = membersOf(block)
    const taken: Sited<string>[] = []
    const own = members.flatMap((member) => {
      const instance = free.get(member.value)
      free.delete(member.value)
      if (instance === undefined && known.has(member.value)) taken.push(member)
      return instance ?? []
    })
    return groupWith(block, name, tracking, listOf(own), listOf(taken))
  })
  return listOf(made)
}

const groupWith = rememberedWith(
  (
    block: BoundStatement,
    name: Sited<string>,
    tracking: Tracking,
    instances: readonly Instance[],
    taken: readonly Sited<string>[],
  ): SyncGroup => ({
    name,
    block,
    members: membersOf(block),
    instances,
    tracking,
    taken,
    keepsWeights: keepsWeights(block),
    misfit: misfitIn(instances),
  }),
)

/** The group that an instance of this configuration is in. */
export function syncGroupWith({ syncGroups }: Pick<Config, 'syncGroups'>, instance: Instance): SyncGroup | undefined {
  return syncGroups.length === 0 ? undefined : groupsByMember(syncGroups).get(instance)
}

const groupsByMember = remembered(
  (groups: readonly SyncGroup[]): ReadonlyMap<Instance, SyncGroup> =>
    new Map(groups.flatMap((group) => group.instances.map((instance) => [instance, group]))),
)

/**
 * A pure function of an instance and the group that it is in, asked of all instances of a configuration: what it finds in
 * them, in their order.
 */
export function rememberedInMembers<V>(
  find: (instance: Instance, group: SyncGroup | undefined) => readonly V[],
): (config: Config) => readonly V[] {
  const foundIn = rememberedWith((instances: readonly Instance[], syncGroups: readonly SyncGroup[]) =>
    instances.flatMap((instance) => find(instance, syncGroupWith({ syncGroups }, instance))),
  )
  return ({ instances, syncGroups }) => stretchesOf(instances).flatMap((stretch) => foundIn(stretch, syncGroups))
}

/** A group of one member is removed by releases that take it for a mistake (vrrp_sync.c:101 of 2.2.2). */
export function isRemovedGroup({ instances }: SyncGroup, target: Release): boolean {
  return instances.length === 1 && target.atLeast('2.1.0') && !target.atLeast('2.2.3')
}

/** A second list of members is skipped (vrrp_parser.c:124). */
const membersOf = remembered((block: BoundStatement): readonly Sited<string>[] =>
  (linesOf(block.block, 'group')[0]?.block ?? []).flatMap((line): Sited<string>[] =>
    line.match.slots.map((slot) => sited(slot.word.text, slot.word)),
  ),
)

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
