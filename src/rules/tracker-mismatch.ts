/** What the nodes of a virtual router track is not the same. */

import { disagreements } from '../cluster/agreement.ts'
import type { ClusterNode, Member } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Tracker } from '../model/trackers.ts'
import { compareTexts } from '../text/compare.ts'
import type { ClusterRule } from './rule.ts'

export const trackerMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'tracker-mismatch',
  severity: 'info',
  summary: 'The nodes of a virtual router track different things, or with different weights.',
  why: 'The failover then works from one node only: the other one keeps the addresses whatever fails there. Real daemons run such a pair without a word. It may be meant, where a service runs on one node only. Interfaces are not compared, for their names differ between machines.',
  check: (cluster) =>
    cluster.routers.flatMap(({ members }) =>
      disagreements(members, trackedText).map(({ odd, usual }): Finding => {
        const [own, theirs] = [trackedText(odd), trackedText(usual)]
        return {
          message: `\`${odd.instance.name.value}\` tracks ${own === '' ? 'nothing' : own} on ${odd.node.name} and ${theirs === '' ? 'nothing' : theirs} on ${usual.node.name}: what moves the addresses from one node leaves them on the other.`,
          at: odd.instance.name.at,
          nodes: [odd.node.name, usual.node.name],
          related: [{ message: `the instance of ${usual.node.name}`, at: usual.instance.name.at }],
        }
      }),
    ),
}

/** The scripts, files, processes and BFD sessions with their weights, where all is known. */
function trackedText({ node, instance }: Member): string | undefined {
  const trackers = trackersOf(node, instance.block)
  if (node.hasUnreadParts || trackers.some(({ weight }) => weight === undefined)) return undefined
  return trackers
    .map(({ kind, name, weight }) => `${kind} \`${name}\` (weight ${weight})`)
    .sort(compareTexts)
    .join(', ')
}

/** Of the instance, and of the sync group that it is in. */
function trackersOf({ config }: ClusterNode, block: Member['instance']['block']): readonly Tracker[] {
  const group = config.syncGroups.find(({ instances }) => instances.some((instance) => instance.block === block))
  const trackings = [block, ...(group === undefined ? [] : [group.block])].map((one) => config.tracking.get(one))
  return trackings.flatMap((tracking) => tracking?.trackers ?? []).filter(({ kind }) => kind !== 'interface')
}
