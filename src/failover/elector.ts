/** One instance of one node in the elections of its virtual router: what its configuration makes of it. */
import { ownAddresses, sessionsOf } from '../cluster/bfd.ts'
import type { Cluster, ClusterNode, Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import { coresOf, siteOf } from '../cluster/site.ts'
import type { Instance, SyncGroup } from '../model/config.ts'
import { type ElectionManners, mannersOf } from '../model/election.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { linesOf } from '../model/sited.ts'
import { isRemovedGroup } from '../model/sync-groups.ts'
import type { Tracker } from '../model/trackers.ts'
import { remembered } from '../text/remembered.ts'

export interface Elector {
  readonly member: Member<Site>
  readonly node: string
  /** What it is a member of. */
  readonly router?: VirtualRouter<Site>
  readonly manners: ElectionManners
  /** The sync group that the daemon keeps the instance in. */
  readonly group?: SyncGroup
  /** What can change its priority or put it into FAULT, with the weights that count. */
  readonly trackers: readonly ElectorTracker[]
}

/** Whether its files tell what decides an election, or only its machine does. */
export function isKnown({ priority, advertInterval, version, state }: Instance): boolean {
  return [priority, advertInterval, version, state].every((value) => value.unknown !== true)
}

/** A tracker with weight 0 means FAULT. */
export interface ElectorTracker extends Pick<Tracker, 'kind' | 'name' | 'isReversed'> {
  readonly weight: number
  /** The node of the cluster that a BFD session leads to: when that dies, or is cut off, the session goes down. */
  readonly peer?: string
}

/** The electors of a node: the same objects as long as what decides about them is the same. */
export function electorsOf(node: ClusterNode, cluster: Cluster): Elector[] {
  const site = siteOf(node)
  const peers = peersOf(node, cluster.nodes)
  const routers = new Map(
    coresOf(cluster).flatMap((router) =>
      router.members.flatMap((member) => (member.node === site ? [[member.instance, router]] : [])),
    ),
  )
  const globalLines = linesOf(node.bound.statements, 'global_defs').flatMap((block) => block.block)
  return node.config.instances.map((instance) => {
    const group = node.config.syncGroups.find(
      (one) => one.instances.includes(instance) && !isRemovedGroup(one, node.target),
    )
    const manners = mannersOf(instance, globalLines)
    const router = routers.get(instance)
    return asBefore({
      member: { node: site, instance },
      node: node.name,
      ...(router === undefined ? {} : { router }),
      manners,
      ...(group === undefined ? {} : { group }),
      trackers: trackersOf(instance, group, peers),
    })
  })
}

/** The elector that was made of the same instance, where that is as this one. */
function asBefore(elector: Elector): Elector {
  const { member, router, group, manners, trackers } = elector
  const electors = electorsBefore(member.instance)
  const text = JSON.stringify([manners, trackers])
  const before = electors.get(member.node)
  if (before?.elector.router === router && before?.elector.group === group && before?.text === text) {
    return before.elector
  }
  electors.set(member.node, { elector, text })
  return elector
}

const electorsBefore = remembered(
  (_instance: Instance) => new Map<Site, { readonly elector: Elector; readonly text: string }>(),
)

/** The nodes that BFD sessions lead to, by the names of the sessions. */
function peersOf(node: ClusterNode, nodes: readonly ClusterNode[]): ReadonlyMap<string, string> {
  const others = nodes.filter((other) => other !== node)
  return new Map(
    sessionsOf(node).flatMap(({ name, neighbor }) => {
      const peer = others.find((other) => ownAddresses(other).has(neighbor.value.text))
      return peer === undefined ? [] : [[name.value, peer.name] as const]
    }),
  )
}

/** What the daemon keeps of the lines of the instance and of its group. An unknown weight leaves its line out. */
function trackersOf(
  instance: Instance,
  group: SyncGroup | undefined,
  peers: ReadonlyMap<string, string>,
): ElectorTracker[] {
  const trackersIn = ({ tracking }: Instance | SyncGroup): ElectorTracker[] =>
    tracking.trackers.flatMap(({ kind, name, isReversed, weight }) =>
      weight === undefined ? [] : [{ kind, name, isReversed, weight, ...peerOf(kind, name) }],
    )
  const peerOf = (kind: Tracker['kind'], name: string): Pick<ElectorTracker, 'peer'> => {
    const peer = kind === 'bfd' ? peers.get(name) : undefined
    return peer === undefined ? {} : { peer }
  }
  const ofGroup = group === undefined ? [] : trackersIn(group)
  const isOwner = instance.priority.value === OWNER_PRIORITY
  const isBound = isOwner || (group !== undefined && !group.keepsWeights)
  const own = trackersIn(instance).flatMap((tracker) => (isBound ? withoutWeight(tracker) : [tracker]))
  return [...own, ...ofGroup].filter(({ kind, name }) => kind !== 'interface' || name !== instance.interface?.value)
}

/**
 * What becomes of a line of an owner, or of a member of a group that shares the weights: an interface means FAULT from
 * then on, a file with weight 1 too, and all else with a weight is removed but for processes (vrrp.c:4312 to 4380).
 */
function withoutWeight(tracker: ElectorTracker): ElectorTracker[] {
  const { kind, weight } = tracker
  if (weight === 0 || kind === 'process') return [tracker]
  return kind === 'interface' || (kind === 'file' && weight === 1) ? [{ ...tracker, weight: 0 }] : []
}
