/** Every place in a cluster where the name at a spot stands. */
import type { Cluster, ClusterNode } from '../../cluster/cluster.ts'
import { barePlace, placeKey } from '../../text/places.ts'
import type { Place } from '../../text/source-file.ts'
import { keyOf, type Name, type NameAtSpot, type NameUse, namesAt, usesOf } from '../names.ts'
import { type NodeInCluster, nodesReading, type Snapshot, type Spot } from '../snapshot.ts'
import { inclusionsAt } from './definition.ts'

/** Where the name at a spot stands in all nodes of its cluster; on an include, where its files are included. */
export function referencesAt(snapshot: Snapshot, spot: Spot, declarations: 'included' | 'left-out'): Place[] {
  const included = inclusionsAt(snapshot, spot)
  if (included.length > 0) return includesOf(snapshot, spot, new Set(included.map(({ file }) => file.path)))
  const uses = namesAt(snapshot, spot).flatMap((name) => usesInStep(snapshot, name))
  return uses.filter(({ role }) => declarations === 'included' || role === 'reference').map(({ at }) => at)
}

/**
 * The uses of a name in all nodes that have it in step: those of the cluster that use the same name for the same thing, and
 * whoever else reads one of their files. Instances of one name on two nodes are in step if they are one virtual router.
 */
export function usesInStep(snapshot: Snapshot, name: NameAtSpot): NameUse[] {
  const uses = new Map<string, NameUse>()
  const paths = new Set<string>()
  const seen = new Set<ClusterNode>()
  const waiting: NodeInCluster[] = [...name.readers]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next.node)) continue
    seen.add(next.node)
    const own = usesOf(next.node, name)
    if (own.length === 0) continue
    for (const node of inStep(next, name)) waiting.push({ node, cluster: next.cluster })
    for (const use of own) {
      uses.set(keyOf(use), use)
      const { path } = use.at.file
      if (!paths.has(path)) waiting.push(...nodesReading(snapshot, path))
      paths.add(path)
    }
  }
  return [...uses.values()]
}

/** The nodes that share names with a node: for an instance those that run it as well. */
function inStep({ node, cluster }: NodeInCluster, { kind, text }: Name): readonly ClusterNode[] {
  if (kind !== 'vrrp_instance') return cluster.nodes
  return cluster.routers
    .filter((router) => router.members.some((one) => one.node === node && one.instance.name.value === text))
    .flatMap((router) => router.members.filter(({ instance }) => instance.name.value === text).map((one) => one.node))
}

function includesOf(snapshot: Snapshot, spot: Spot, paths: ReadonlySet<string>): Place[] {
  const clusters = new Set<Cluster>(nodesReading(snapshot, spot.file.path).map(({ cluster }) => cluster))
  const places = [...clusters]
    .flatMap(({ nodes }) => nodes.flatMap(({ reading }) => reading.inclusions))
    .filter(({ file }) => paths.has(file.path))
    .map(({ at }) => barePlace(at))
  return [...new Map(places.map((place) => [placeKey(place), place])).values()]
}
