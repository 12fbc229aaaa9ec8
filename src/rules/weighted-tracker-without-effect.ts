/** A weight that cannot change a priority, so that keepalived drops it, mostly with what is tracked. */

import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance, SyncGroup } from '../model/config.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { originOfWord } from '../model/sited.ts'
import { rememberedInMembers } from '../model/sync-groups.ts'
import type { Tracker } from '../model/trackers.ts'
import { completionOf } from './alterations/instance-alterations.ts'
import type { NodeRule } from './rule.ts'

export const weightedTrackerWithoutEffect: NodeRule = {
  kind: 'node',
  name: 'weighted-tracker-without-effect',
  severity: 'error',
  summary: 'A tracker has a weight where no weight counts: in a sync group, or with priority 255.',
  why: 'The members of a sync group move together, so keepalived takes the weights from what a member tracks, unless the group has `sync_group_tracking_weight`: a weighted script, file or BFD session is no longer tracked at all, a weighted interface that goes down means FAULT (vrrp.c:4312 to 4367). The same holds for priority 255, which never changes (vrrp.c:4317), and for what a sync group with such a member tracks (vrrp.c:4500, since 2.1.0). The check then fails and no address moves. See keepalived issues #8 and #2105.',
  explainsFailures: ['no-failover'],
  check: (node) => [
    ...weightless(node.config).flatMap((member) => inInstance(node, member)),
    ...node.config.syncGroups.flatMap((group) => inGroup(node, group)),
  ],
}

/** An instance whose own weights do not count, because of the group that binds it or because it owns its addresses. */
interface Weightless {
  readonly instance: Instance
  readonly group: SyncGroup | undefined
}

const weightless = rememberedInMembers((instance, group): readonly Weightless[] => {
  const binding = group?.keepsWeights === false ? group : undefined
  const isConcerned = weighted(instance).length > 0 && (binding !== undefined || owns(instance))
  return isConcerned ? [{ instance, group: binding }] : []
})

function inInstance(node: ClusterNode, { instance, group }: Weightless): Finding[] {
  const isBound = group !== undefined
  const reason = isBound ? `in sync group \`${group.name.value}\`` : 'with priority 255'
  const remedy = isBound
    ? 'Write `weight 0`, track it in the group, or add `sync_group_tracking_weight` to the group.'
    : 'Write `weight 0`, or lower the priority.'
  return weighted(instance)
    .filter(({ kind, name }) => kind !== 'process' && !(kind === 'interface' && name === instance.interface?.value))
    .map((tracker) => ({
      message: `No weight counts ${reason}: ${effectOn(tracker, isBound)}. ${remedy}`,
      at: originOfWord(tracker.line.statement.keyword),
      nodes: [node.name],
      configTest: true,
      completion: completionOf(instance, 'weighted-tracker'),
    }))
}

function effectOn({ kind, name, weight }: Tracker, isBound: boolean): string {
  const isKept = kind === 'interface' ? isBound : kind === 'file' && weight === 1
  return isKept
    ? `keepalived tracks \`${name}\` without weight, and its failure means FAULT`
    : `keepalived does not track \`${name}\``
}

function inGroup(node: ClusterNode, group: SyncGroup): Finding[] {
  const owner = group.instances.find(owns)
  if (owner === undefined) return []
  return weighted(group).map((tracker) => ({
    message: `The member \`${owner.name.value}\` of \`${group.name.value}\` has priority 255, beside which no weight counts: keepalived tracks \`${tracker.name}\` without weight, and its failure means FAULT. Write \`weight 0\`, or lower the priority.`,
    at: originOfWord(tracker.line.statement.keyword),
    nodes: [node.name],
    configTest: node.target.atLeast('2.1.0'),
    completion: { process: 'vrrp', step: 7, block: group.block.statement.keyword },
  }))
}

function weighted({ tracking }: Instance | SyncGroup): readonly Tracker[] {
  return tracking.trackers.filter(({ weight }) => weight !== undefined && weight !== 0)
}

function owns({ priority }: Instance): boolean {
  return priority.unknown !== true && priority.value === OWNER_PRIORITY
}
