/** What the nodes of a virtual router track is not the same. */

import { disagreements } from '../cluster/agreement.ts'
import type { Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import { coresOf } from '../cluster/site.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance, SyncGroup } from '../model/config.ts'
import { syncGroupWith } from '../model/sync-groups.ts'
import { compareTexts } from '../text/compare.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { ClusterRule } from './rule.ts'

export const trackerMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'tracker-mismatch',
  severity: 'info',
  summary: 'The nodes of a virtual router track different things, or with different weights.',
  why: 'The failover then works differently from each node: one may keep the addresses whatever fails there. Real daemons run such a pair without a word. It may be meant, where a service runs on one node only. Interfaces are not compared, for their names differ between machines.',
  check: (cluster) =>
    cluster.nodes.some(({ config }) => config.syncGroups.length > 0)
      ? cluster.routers.flatMap(({ members }) => compare(members, groupsOf(members)))
      : mismatchesAmong(coresOf(cluster)),
}

type Tracking = Instance | SyncGroup

/** The instance of each member and the sync group that it is in. */
function groupsOf(members: readonly Member[]): ReadonlyMap<Member<Site>, readonly Tracking[]> {
  return new Map(
    members.map((member) => {
      const { node, instance } = member
      const group = syncGroupWith(node.config, instance)
      return [member, group === undefined ? [instance] : [instance, group]]
    }),
  )
}

const mismatchesAmong = rememberedInEach(({ members }: VirtualRouter<Site>) =>
  compare(members, new Map(members.map((member) => [member, [member.instance]]))),
)

function compare(
  members: readonly Member<Site>[],
  trackingOf: ReadonlyMap<Member<Site>, readonly Tracking[]>,
): readonly Finding[] {
  const trackedText = (member: Member<Site>): string | undefined =>
    member.node.hasUnreadParts ? undefined : textOf(trackingOf.get(member) ?? [])
  return disagreements(members, trackedText).map(({ odd, usual }): Finding => {
    const [own, theirs] = [trackedText(odd), trackedText(usual)]
    return {
      message: `\`${odd.instance.name.value}\` tracks ${own === '' ? 'nothing' : own} on ${odd.node.name} and ${theirs === '' ? 'nothing' : theirs} on ${usual.node.name}: a failure that moves the addresses from one node may leave them on the other.`,
      at: odd.instance.name.at,
      nodes: [odd.node.name, usual.node.name],
      related: [{ message: `the instance of ${usual.node.name}`, at: usual.instance.name.at }],
    }
  })
}

/** The scripts, files, processes and BFD sessions with their weights in the order of their texts, where all is known. */
function textOf(tracking: readonly Tracking[]): string | undefined {
  const trackers = tracking.flatMap((one) => one.tracking.trackers).filter(({ kind }) => kind !== 'interface')
  if (trackers.some(({ weight }) => weight === undefined)) return undefined
  return trackers
    .map(({ kind, name, weight }) => `${kind} \`${name}\` (weight ${weight})`)
    .sort(compareTexts)
    .join(', ')
}
