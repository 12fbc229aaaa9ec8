/** Which nodes belong together: strong evidence only, weaker where the user named the files together. */
import { rememberedForAll } from '../text/remembered.ts'
import type { Cluster, ClusterNode } from './cluster.ts'
import { advertPeers, advertSources, clues } from './evidence.ts'
import { pairInstances } from './pair.ts'

/** Splits nodes into clusters. `named`: the user gave them together; `found`: they only lie in one place. */
export function groupIntoClusters(nodes: readonly ClusterNode[], how: 'named' | 'found'): Cluster[] {
  return components(nodes, how).map((members) => {
    const apart = how === 'named' ? nodes.filter((node) => !members.includes(node)) : []
    return clusterOf(members, ...apart)
  })
}

/** One object as long as its nodes are the same. */
const clusterOf = rememberedForAll(
  (nodes: readonly ClusterNode[], ...apart: readonly ClusterNode[]): Cluster => ({
    name: clusterName(nodes),
    nodes,
    routers: pairInstances(nodes),
    apart,
    neighbours: [],
  }),
)

/** The clusters, each knowing the others as its neighbours on one LAN. */
export function withNeighbours(clusters: readonly Cluster[]): Cluster[] {
  return clusters.map((cluster) => ({ ...cluster, neighbours: clusters.filter((other) => other !== cluster) }))
}

function clusterName(nodes: readonly ClusterNode[]): string {
  const shown = nodes.slice(0, 3).map((node) => node.name)
  const more = nodes.length - shown.length
  return more > 0 ? `${shown.join(' + ')} + ${more} more` : shown.join(' + ')
}

/** Nodes that something connects, directly or through others, in the order of the nodes. */
function components(nodes: readonly ClusterNode[], how: 'named' | 'found'): ClusterNode[][] {
  const groupOf = new Map<ClusterNode, ClusterNode[]>(nodes.map((node) => [node, [node]]))
  const idsByFile = idsOfFiles(nodes)
  for (const [one, other] of connections(nodes, how)) {
    join(groupOf, one, other, idsByFile)
  }
  return [...new Set(nodes.map((node) => groupOf.get(node) ?? [node]))].map((group) => {
    const members = new Set(group)
    return nodes.filter((node) => members.has(node))
  })
}

/** Pairs of nodes with something in common, and senders of adverts with those who name them as peer. */
function connections(nodes: readonly ClusterNode[], how: 'named' | 'found'): [ClusterNode, ClusterNode][] {
  const alike = [
    ...indexBy(nodes, (node) => new Set([node.file.path])).values(),
    ...indexBy(nodes, (node) => clues(node.config, how)).values(),
  ].flatMap(([first, ...others]) =>
    others.flatMap((other): [ClusterNode, ClusterNode][] => (first === undefined ? [] : [[first, other]])),
  )
  const named = indexBy(nodes, (node) => advertPeers(node.config))
  const peers = [...indexBy(nodes, (node) => advertSources(node.config))].flatMap(([address, from]) =>
    from.flatMap((one) => (named.get(address) ?? []).map((other): [ClusterNode, ClusterNode] => [one, other])),
  )
  return [...alike, ...peers]
}

function indexBy(
  nodes: readonly ClusterNode[],
  keysOf: (node: ClusterNode) => ReadonlySet<string>,
): Map<string, ClusterNode[]> {
  const index = new Map<string, ClusterNode[]>()
  for (const node of nodes) {
    for (const key of keysOf(node)) {
      const found = index.get(key)
      if (found === undefined) index.set(key, [node])
      else found.push(node)
    }
  }
  return index
}

function idsOfFiles(nodes: readonly ClusterNode[]): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>()
  for (const { file, configId } of nodes) {
    const known = ids.get(file.path) ?? new Set<string>()
    if (configId !== undefined) known.add(configId)
    ids.set(file.path, known)
  }
  return ids
}

/** Nodes of two files that are read for the same ids: each file is a cluster of its own. */
function areVersions(
  one: ClusterNode,
  other: ClusterNode,
  idsByFile: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (one.file.path === other.file.path) return false
  const others = idsByFile.get(other.file.path)
  return [...(idsByFile.get(one.file.path) ?? [])].some((id) => others?.has(id) === true)
}

/** Makes one group of two, unless versions of one configuration would meet in it. */
function join(
  groupOf: Map<ClusterNode, ClusterNode[]>,
  one: ClusterNode,
  other: ClusterNode,
  idsByFile: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const group = groupOf.get(one) ?? [one]
  const added = groupOf.get(other) ?? [other]
  if (group === added) return
  const withId = added.filter((node) => node.configId !== undefined)
  if (withId.some((node) => group.some((member) => areVersions(member, node, idsByFile)))) return
  group.push(...added)
  for (const node of added) groupOf.set(node, group)
}
