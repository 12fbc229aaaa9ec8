/** The same thing tracked twice by one instance, sync group or real server. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance, SyncGroup } from '../model/config.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import { isRemovedGroup } from '../model/sync-groups.ts'
import { monitoredTwice, repeatedTrackers, type Tracker } from '../model/trackers.ts'
import { unresolvedNames } from '../model/unresolved.ts'
import type { NodeRule } from './rule.ts'

export const duplicateTracker: NodeRule = {
  kind: 'node',
  name: 'duplicate-tracker',
  severity: 'warning',
  summary: 'An instance tracks the same thing twice, by itself or with its sync group, or a real server a BFD session.',
  why: 'keepalived ignores a second line for what is tracked already, weight included (vrrp_track.c:224, since 2.0.0). What both an instance and its sync group track counts once, with the weight of the group unless the instance gives none; for interfaces that is reported since 2.2.0 (vrrp.c:2621), for the others logged only (vrrp.c:3097). The interface of an instance counts as tracked by it, unless it has `dont_track_primary`. A second `BFD_CHECK` of a real server for the same session is dropped (check_bfd.c:189).',
  check: (node) => [
    ...repeatedIn(node),
    ...checkedTwice(node),
    ...node.config.syncGroups.flatMap((group) => sharedWith(node, group)),
  ],
}

function repeatedIn(node: ClusterNode): Finding[] {
  return repeatedTrackers(node.config).map(({ line, name }) => ({
    message: `\`${name}\` is tracked by an earlier line already: keepalived ignores this one. Remove it.`,
    at: originOfWord(line.statement.keyword),
    nodes: [node.name],
    configTest: true,
  }))
}

/** A name that leads nowhere is another mistake. */
function checkedTwice(node: ClusterNode): Finding[] {
  const twice = monitoredTwice(node.bound.statements)
  if (twice.length === 0) return []
  const unresolved = new Set(unresolvedNames(node.bound, node.target).map(({ line }) => line))
  return twice
    .filter((line) => !unresolved.has(line))
    .map((line) => ({
      message: 'Another check of this real server has this BFD session: keepalived drops this check. Remove it.',
      at: originOfWord(line.statement.args[0] ?? line.statement.keyword),
      nodes: [node.name],
      configTest: true,
    }))
}

/** What the members track as well. */
function sharedWith(node: ClusterNode, group: SyncGroup): Finding[] {
  const trackers = isRemovedGroup(group, node.target) ? [] : group.tracking.trackers
  return group.instances.flatMap((instance) =>
    trackers.flatMap((tracker) => shared(node, { group, instance, tracker })),
  )
}

interface Shared {
  readonly group: SyncGroup
  readonly instance: Instance
  readonly tracker: Tracker
}

function shared(node: ClusterNode, { group, instance, tracker }: Shared): Finding[] {
  const { kind, name } = tracker
  const isOwn = kind === 'interface' && instance.interface?.value === name
  if (isOwn && lastLine(instance.block.block, 'dont_track_primary') !== undefined) return []
  const own = instance.tracking.trackers.find(
    (one) => one.kind === kind && one.name === name && !isRemoved(one, instance, group),
  )
  const at = isOwn ? instance.interface?.at : own && originOfWord(own.line.statement.keyword)
  if (at === undefined) return []
  const isTold = kind === 'interface'
  const isWeighted = [own, tracker].every((one) => (one?.weight ?? 0) !== 0)
  return [
    {
      message: isOwn
        ? `\`${name}\` is the interface of \`${instance.name.value}\` and tracked by it anyway, and by its sync group \`${group.name.value}\` once more. Remove it from the \`track_interface\` of the group.`
        : `\`${name}\` is tracked by \`${instance.name.value}\` and by its sync group \`${group.name.value}\`. Remove one of the two lines.`,
      at,
      nodes: [node.name],
      severity: isTold ? (isWeighted ? 'error' : 'warning') : 'info',
      related: [{ message: 'the sync group tracks it here', at: originOfWord(tracker.line.statement.keyword) }],
      configTest: isTold && node.target.atLeast('2.2.0'),
      completion: { process: 'vrrp', step: 7, block: group.block.statement.keyword },
    },
  ]
}

/** A weighted tracker that does not count is gone before the trackers of the group are added. */
function isRemoved({ kind, weight }: Tracker, instance: Instance, group: SyncGroup): boolean {
  return (
    (kind === 'script' || kind === 'bfd') && weight !== 0 && (!group.keepsWeights || instance.priority.value === 255)
  )
}
