/** The sync groups of one node, seen from another one that has some of their virtual routers. */
import type { Instance, SyncGroup } from '../model/config.ts'
import type { Cluster, ClusterNode } from './cluster.ts'

/** A sync group of `one`, at least two of whose virtual routers `other` has as well. */
export interface SharedGroup {
  readonly one: ClusterNode
  readonly other: ClusterNode
  readonly group: SyncGroup
  /** The group of the other node that holds all of them, if there is one. */
  readonly counterpart: SyncGroup | undefined
  /** The instances of the group, each with that of the other node. */
  readonly pairs: readonly (readonly [own: Instance, theirs: Instance])[]
}

/** Every sync group with every other node, where all of both nodes could be read. */
export function sharedGroups(cluster: Cluster): SharedGroup[] {
  const nodes = cluster.nodes.filter((node) => !node.hasUnreadParts)
  return nodes.flatMap((one) =>
    one.config.syncGroups.flatMap((group) =>
      nodes.flatMap((other) => (other === one ? [] : (sharedGroup({ one, other, group }, cluster) ?? []))),
    ),
  )
}

function sharedGroup(
  { one, other, group }: Pick<SharedGroup, 'one' | 'other' | 'group'>,
  { routers }: Cluster,
): SharedGroup | undefined {
  const pairs = group.instances.flatMap((own): (readonly [Instance, Instance])[] => {
    const router = routers.find(({ members }) => members.some(({ instance }) => instance === own))
    const theirs = router?.members.find(({ node }) => node === other)?.instance
    return theirs === undefined ? [] : [[own, theirs]]
  })
  if (pairs.length < 2) return undefined
  const counterpart = other.config.syncGroups.find(({ instances }) =>
    pairs.every(([, theirs]) => instances.includes(theirs)),
  )
  return { one, other, group, counterpart, pairs }
}
