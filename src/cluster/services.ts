/** The virtual servers of nodes that stand in for each other, side by side. */
import type { BoundStatement } from '../bind/bind.ts'
import { parseAddress } from '../bind/values.ts'
import type { VirtualServer } from '../model/server-completion.ts'
import type { Cluster, ClusterNode } from './cluster.ts'

/** A virtual server of one node. */
export interface ServiceOnNode {
  readonly node: ClusterNode
  readonly server: VirtualServer
  /** What it serves, as text. */
  readonly title: string
}

/** A virtual server, and what another node has in its place; absent where that has nothing. */
export interface ServiceComparison {
  readonly own: ServiceOnNode
  readonly other: string
  readonly theirs: ServiceOnNode | undefined
  /** What all nodes have under that title. */
  readonly all: readonly ServiceOnNode[]
}

/** Every virtual server of an address or a mark with that of the first node that has another one, or none. */
export function serviceComparisons(cluster: Cluster): ServiceComparison[] {
  const directors = knownDirectors(cluster)
  const services = new Map(directors.map((node) => [node, servicesOf(node)]))
  const allOf = (title: string) => directors.flatMap((node) => services.get(node)?.get(title) ?? [])
  return pairsOfDirectors(directors, cluster).flatMap(([one, other]) => {
    const mine = services.get(one) ?? NONE
    const others = services.get(other) ?? NONE
    if (mine.size === 0 && others.size === 0) return []
    const moved = movedAddresses(cluster, one, other)
    return [
      ...[...mine].flatMap(([title, own]) => {
        const theirs = others.get(title)
        const isCompared = theirs !== undefined || isMissed(own, others, moved)
        return isCompared ? [{ own, other: other.name, theirs, all: allOf(title) }] : []
      }),
      ...[...others].flatMap(([title, own]) =>
        !mine.has(title) && isMissed(own, mine, moved)
          ? [{ own, other: one.name, theirs: undefined, all: allOf(title) }]
          : [],
      ),
    ]
  })
}

const NONE: ReadonlyMap<string, ServiceOnNode> = new Map()

/** The nodes of which everything is known. */
function knownDirectors({ nodes }: Cluster): ClusterNode[] {
  return nodes.filter(
    ({ hasUnreadParts, config }) => !hasUnreadParts && !config.virtualServers.some(({ isUnclear }) => isUnclear),
  )
}

/** The first node with each later one that shares a virtual router with it. */
function pairsOfDirectors(known: readonly ClusterNode[], { routers }: Cluster): [ClusterNode, ClusterNode][] {
  const paired = new Set<ClusterNode>()
  return known.flatMap((one, index) =>
    known.slice(index + 1).flatMap((other): [ClusterNode, ClusterNode][] => {
      const share = routers.some(({ members }) => [one, other].every((node) => members.some((it) => it.node === node)))
      if (!share || paired.has(other)) return []
      paired.add(other)
      return [[one, other]]
    }),
  )
}

/** The addresses that both nodes may hold. */
function movedAddresses({ routers }: Cluster, one: ClusterNode, other: ClusterNode): ReadonlySet<string> {
  const shared = routers.filter(({ members }) => [one, other].every((node) => members.some((it) => it.node === node)))
  const lines = shared.flatMap(({ members }) =>
    members.flatMap(({ instance }) => [...instance.addresses, ...instance.excludedAddresses]),
  )
  return new Set(lines.map(({ value }) => value.text))
}

/** The other node would serve it too: its address moves there, and that node has virtual servers. */
function isMissed(
  { server }: ServiceOnNode,
  others: ReadonlyMap<string, ServiceOnNode>,
  moved: ReadonlySet<string>,
): boolean {
  const address = addressText(server.block)
  return others.size > 0 && address !== undefined && moved.has(address)
}

/** By what they serve, groups by their names. */
function servicesOf(node: ClusterNode): Map<string, ServiceOnNode> {
  const services = new Map<string, ServiceOnNode>()
  for (const server of node.config.virtualServers) {
    const title = titleOf(server)
    if (title !== undefined && !services.has(title)) services.set(title, { node, server, title })
  }
  return services
}

function titleOf({ block, service, protocol }: VirtualServer): string | undefined {
  if (service.kind === 'no-mark') return undefined
  if (service.kind === 'group') return `of group \`${service.name.value}\``
  if (service.kind === 'mark') return `with mark ${Number(block.match.slots[0]?.word.text)}`
  const address = addressText(block)
  // Without a protocol keepalived takes UDP, and that is told of the server itself: here it counts as what is meant.
  return address === undefined ? undefined : `${address} port ${service.port.value} (${protocol?.value ?? 'TCP'})`
}

function addressText({ match }: BoundStatement): string | undefined {
  return match.slots[0] === undefined ? undefined : parseAddress(match.slots[0].word.text)?.text
}
