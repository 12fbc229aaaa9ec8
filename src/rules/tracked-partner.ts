/** An instance that goes to FAULT together with the node that it stands in for. */

import { ownAddresses, sessionsOf } from '../cluster/bfd.ts'
import { type ClusterNode, type Member, pairsOf, type VirtualRouter } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { hasOption, originOfWord } from '../model/sited.ts'
import { syncGroupWith } from '../model/sync-groups.ts'
import type { Tracker } from '../model/trackers.ts'
import type { ClusterRule } from './rule.ts'

export const trackedPartner: ClusterRule = {
  kind: 'cluster',
  name: 'tracked-partner',
  severity: 'error',
  summary: 'An instance tracks the BFD session with its only partner without a weight, so that it fails with it.',
  why: 'A tracker without a weight takes the instance to FAULT when it is down. The session with the other node of the virtual router is down as soon as that node is: the one that is to take over goes to FAULT in the same moment, and nobody holds the addresses (seen with real daemons 2.2.7). A weight changes the priority instead, and with `reverse` a node gets stronger when its partner is gone.',
  check: ({ nodes, routers }) => {
    if (nodes.every((node) => sessionsOf(node).length === 0)) return []
    return routers.filter(({ members }) => members.length === 2).flatMap(lookAt)
  },
}

function lookAt(router: VirtualRouter): Finding[] {
  return pairsOf(router).flatMap(([one, other]) => [...compare(one, other), ...compare(other, one)])
}

function compare({ node, instance }: Member, other: Member): Finding[] {
  if (sessionsOf(node).length === 0) return []
  const addresses = ownAddresses(other.node)
  const own = sessionsOf(node).filter(({ neighbor }) => addresses.has(neighbor.value.text))
  return trackersOf(node, instance).flatMap((tracker): Finding[] => {
    const session = own.find(({ name }) => name.value === tracker.name)
    if (tracker.kind !== 'bfd' || tracker.weight !== 0 || session === undefined) return []
    if (hasOption(tracker.line, 'reverse')) return []
    return [
      {
        message: `\`${tracker.name}\` is the BFD session with ${other.node.name}: when that node fails, \`${instance.name.value}\` goes to FAULT on ${node.name} as well, and nobody holds the addresses. Give it a weight (\`${tracker.name} weight 10 reverse\`), or track something else.`,
        at: originOfWord(tracker.line.statement.keyword),
        nodes: [node.name, other.node.name],
        related: [{ message: `the session with ${other.node.name}`, at: session.neighbor.at }],
      },
    ]
  })
}

/** Of the instance, and of the sync group that it is in. */
function trackersOf({ config }: ClusterNode, instance: Instance): readonly Tracker[] {
  return [...instance.tracking.trackers, ...(syncGroupWith(config, instance)?.tracking.trackers ?? [])]
}
