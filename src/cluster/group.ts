/** Which nodes belong together: strong evidence only, weaker where the user named the files together. */
import { rememberedForAll } from '../text/remembered.ts'
import type { Cluster, ClusterNode } from './cluster.ts'
import { advertPeers, advertSources, clues, sharedAddresses } from './evidence.ts'
import { areKin, haveCopies } from './kinship.ts'
import { pairInstances } from './pair.ts'

/** Splits nodes into clusters. `named`: the user gave them together; `found`: they only lie in one place. */
export function groupIntoClusters(nodes: readonly ClusterNode[], how: 'named' | 'found'): Cluster[] {
  return components(nodes, how).map((members) => {
    const apart = how === 'named' ? nodes.filter((node) => !members.includes(node)) : []
    return clusterOf(members, ...apart)
  })
}

/** The cluster of nodes of which the user says that they are one. */
export function declaredCluster(name: string, nodes: readonly ClusterNode[]): Cluster {
  return declaredFrom(nodes, name)
}

const declaredFrom = rememberedForAll(
  (nodes: readonly ClusterNode[], name: string): Cluster => ({ ...clusterOf(nodes), name }),
)

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

/**
 * The clusters, where those are one that the user named together and that have a virtual address in common: too little
 * to compare them, but enough to ask who holds it.
 */
export function joinedByAddress(clusters: readonly Cluster[]): Cluster[] {
  const left = [...clusters]
  const joined: Cluster[] = []
  for (let cluster = left.shift(); cluster !== undefined; cluster = left.shift()) {
    const nodes = [...cluster.nodes]
    for (let index = 0; index < left.length; index++) {
      const other = left[index]
      if (other === undefined || !nodes.some((node) => haveCommonAddress(node, other))) continue
      for (const node of other.nodes) nodes.push(node)
      left.splice(index, 1)
      index = -1
    }
    joined.push(nodes.length === cluster.nodes.length ? cluster : clusterOf(nodes))
  }
  return joined
}

function haveCommonAddress(node: ClusterNode, { nodes, apart }: Cluster): boolean {
  if (!apart.includes(node)) return false
  return nodes.some((other) =>
    node.config.instances.some((one) => other.config.instances.some((instance) => sharedAddresses(one, instance) > 0)),
  )
}

/** The clusters, each knowing the others as its neighbours on one LAN; templates are none of anybody. */
export function withNeighbours(clusters: readonly Cluster[]): Cluster[] {
  const isTemplate = ({ nodes }: Cluster): boolean => nodes.some(({ file }) => file.template !== undefined)
  return clusters.map((cluster) => {
    if (isTemplate(cluster)) return cluster
    return { ...cluster, neighbours: clusters.filter((other) => other !== cluster && !isTemplate(other)) }
  })
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
  for (const [one, other] of certainConnections(nodes)) join(groupOf, one, other, idsByFile)
  const [first] = nodes
  if (first !== undefined && groupOf.get(first)?.length === nodes.length) return [[...nodes]]
  for (const alike of indexBy(nodes, (node) => clues(node.config, how)).values()) {
    for (const [one, other] of pairsAmong(alike)) {
      if (groupOf.get(one) !== groupOf.get(other) && areKin(one.config, other.config)) {
        join(groupOf, one, other, idsByFile)
      }
    }
  }
  if (how === 'named') joinPair(nodes, groupOf, idsByFile)
  if (how === 'named') joinClusters(nodes, groupOf, idsByFile)
  return [...new Set(nodes.map((node) => groupOf.get(node) ?? [node]))].map((group) => {
    const members = new Set(group)
    return nodes.filter((node) => members.has(node))
  })
}

/** Nodes of one file, and senders of adverts with those who name them as peer. */
function certainConnections(nodes: readonly ClusterNode[]): [ClusterNode, ClusterNode][] {
  const files = [...indexBy(nodes, (node) => new Set([node.file.path])).values()].flatMap(chained)
  const named = indexBy(nodes, (node) => advertPeers(node.config))
  const peers = [...indexBy(nodes, (node) => advertSources(node.config))].flatMap(([address, from]) =>
    from.flatMap((one) => (named.get(address) ?? []).map((other): [ClusterNode, ClusterNode] => [one, other])),
  )
  return [...files, ...peers]
}

/** Two nodes that the user named, and no other: one that is a copy of the other belongs to it. */
function joinPair(
  nodes: readonly ClusterNode[],
  groupOf: Map<ClusterNode, ClusterNode[]>,
  idsByFile: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const [one, other] = nodes
  if (nodes.length !== 2 || one === undefined || other === undefined) return
  if (haveCopies(one.config, other.config)) join(groupOf, one, other, idsByFile)
}

/** Virtual routers that the user named together, each with several nodes, are on one LAN if one network says so. */
function joinClusters(
  nodes: readonly ClusterNode[],
  groupOf: Map<ClusterNode, ClusterNode[]>,
  idsByFile: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const paired = nodes.filter((node) => (groupOf.get(node)?.length ?? 0) > 1)
  for (const alike of indexBy(paired, (node) => clues(node.config, 'named')).values()) {
    for (const [one, other] of chained(alike)) join(groupOf, one, other, idsByFile)
  }
}

/** The first node with each of the others: enough to join them all. */
function chained([first, ...others]: readonly ClusterNode[]): [ClusterNode, ClusterNode][] {
  return first === undefined ? [] : others.map((other) => [first, other])
}

function* pairsAmong(nodes: readonly ClusterNode[]): Generator<[ClusterNode, ClusterNode]> {
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) yield [one, other]
  }
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
  for (const node of added) {
    group.push(node)
    groupOf.set(node, group)
  }
}
