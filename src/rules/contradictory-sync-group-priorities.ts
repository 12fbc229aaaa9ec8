/** A sync group of which each node is the stronger one for some of the members. */
import type { Cluster } from '../cluster/cluster.ts'
import { type SharedGroup, sharedGroups } from '../cluster/shared-groups.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { ClusterRule } from './rule.ts'

export const contradictorySyncGroupPriorities: ClusterRule = {
  kind: 'cluster',
  name: 'contradictory-sync-group-priorities',
  severity: 'warning',
  summary: 'Of a sync group, one node has the higher priority for some members and another node for others.',
  why: 'The members of a sync group are master together, so that no node can win them all: the manual speaks of constant re-elections. Two real daemons 2.2.7 changed 14 times in 14 seconds and nobody held the addresses; 2.4.3 settles, on a node that the priorities do not tell. See keepalived issues #624, #2169 and #1205.',
  check: (cluster) => sharedGroups(cluster).filter(isFirst(cluster)).flatMap(compare),
}

/** Both nodes have the group: it is told from the first one. */
function isFirst({ nodes }: Cluster): (shared: SharedGroup) => boolean {
  return ({ one, other }) => nodes.indexOf(one) < nodes.indexOf(other)
}

function compare({ one, other, group, counterpart, pairs }: SharedGroup): Finding[] {
  if (counterpart === undefined || pairs.length < counterpart.instances.length) return []
  if (pairs.length < group.instances.length) return []
  const known = pairs.filter((pair) => pair.every(({ priority }) => priority.unknown !== true))
  const stronger = known.find(([own, theirs]) => own.priority.value > theirs.priority.value)
  const weaker = known.find(([own, theirs]) => own.priority.value < theirs.priority.value)
  if (stronger === undefined || weaker === undefined) return []
  const [strong, strongRival] = stronger
  const [weak, weakRival] = weaker
  return [
    {
      message: `Sync group \`${group.name.value}\` moves as one, but ${one.name} is stronger for \`${strong.name.value}\` (${strong.priority.value} against ${strongRival.priority.value}) and ${other.name} for \`${weak.name.value}\` (${weakRival.priority.value} against ${weak.priority.value}): no node wins all members. Give one node the higher priority for every member.`,
      at: weak.priority.at,
      nodes: [one.name, other.name],
      related: [
        { message: `${other.name} is stronger here`, at: weakRival.priority.at },
        { message: `${one.name} is stronger here`, at: strong.priority.at },
      ],
    },
  ]
}
