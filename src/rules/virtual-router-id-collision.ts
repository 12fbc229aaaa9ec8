/** Different virtual routers that use one virtual_router_id on one network. */
import type { Release } from '../../grammar/releases.ts'
import { isInNetwork } from '../bind/networks.ts'
import { isLinkLocal, type ParsedAddress } from '../bind/values.ts'
import type { Cluster, ClusterNode, Member, VirtualRouter } from '../cluster/cluster.ts'
import { arePeerInstances, networkOf, sharedAddresses } from '../cluster/evidence.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { compareTexts } from '../text/compare.ts'
import { groupBy } from '../text/group-by.ts'
import type { ClusterRule } from './rule.ts'

export const virtualRouterIdCollision: ClusterRule = {
  kind: 'cluster',
  name: 'virtual-router-id-collision',
  severity: 'error',
  summary: 'Two virtual routers on one network use the same virtual_router_id.',
  why: 'A node takes every multicast advert with its own virtual_router_id for one of its virtual router. Of two virtual routers with one id the weaker one never gets its addresses (seen with real daemons 2.4.3 without passwords); with different passwords, and up to release 2.3.2 with different addresses, the log fills with refused adverts instead. See openshift/installer#2966, easzlab/kubeasz#126 and keepalived issue #2444. Compared are the nodes of one cluster, and those of all clusters where you say that they share a LAN.',
  check: (cluster) => candidates(cluster).flatMap(([one, other]) => compare(one, other)),
}

/**
 * Pairs of virtual routers with an id in common, each once; those of neighbours are merged, for both clusters tell them
 * at the same place.
 */
function candidates(cluster: Cluster): [VirtualRouter, VirtualRouter][] {
  if (cluster.nodes.length + cluster.neighbours.length < 2) return []
  const routers = [...cluster.neighbours.flatMap((neighbour) => neighbour.routers), ...cluster.routers]
  const byId = new Map<string, VirtualRouter[]>()
  const pairs: [VirtualRouter, VirtualRouter][] = []
  for (const router of withIdsOfSeveral(routers)) {
    const isOwn = cluster.nodes.some((node) => node === firstNode(router))
    for (const id of idsOf(router)) {
      const earlier = byId.get(id) ?? []
      if (isOwn) for (const other of earlier) if (!haveOneFirstNode(router, other)) pairs.push([router, other])
      earlier.push(router)
      byId.set(id, earlier)
    }
  }
  return pairs
}

/** The virtual routers with an id that those of different first nodes have. */
function withIdsOfSeveral(routers: readonly VirtualRouter[]): readonly VirtualRouter[] {
  const [most = [], ...others] = [...groupBy(routers, firstNode).values()].sort(
    (one, other) => other.length - one.length,
  )
  if (others.length === 0) return []
  const ids = new Set(others.flat().flatMap((router) => [...idsOf(router)]))
  const isAlone = new Set(most.filter((router) => ![...idsOf(router)].some((id) => ids.has(id))))
  return routers.filter((router) => !isAlone.has(router))
}

/** A node that runs both tells their adverts apart. */
function haveOneFirstNode(one: VirtualRouter, other: VirtualRouter): boolean {
  return firstNode(one) === firstNode(other)
}

function firstNode({ members }: VirtualRouter): ClusterNode | undefined {
  return members[0]?.node
}

function idsOf(router: VirtualRouter): Set<string> {
  return new Set(router.members.map(({ instance }) => `${instance.family} ${instance.virtualRouterId?.value}`))
}

function compare(one: VirtualRouter, other: VirtualRouter): Finding[] {
  if (areRelated(one, other)) return []
  const pairs = one.members.flatMap((first) => other.members.map((second) => inOrder(first, second)))
  const pair = pairs.find(([first, second]) => collide(first, second))
  return pair === undefined ? [] : finding(...pair)
}

function finding(first: Member, second: Member): Finding[] {
  const id = second.instance.virtualRouterId
  const firstId = first.instance.virtualRouterId
  if (id === undefined || firstId === undefined) return []
  const address = first.instance.addresses[0]?.value.text
  const others = address === undefined ? 'other addresses' : `other addresses (${address})`
  return [
    {
      message: `\`${first.instance.name.value}\` on ${first.node.name} has virtual_router_id ${id.value} as well, for ${others} on the same network: ${effectOn(second.node.target)}. Give each virtual router on a network an id of its own.`,
      at: id.at,
      nodes: [second.node.name, first.node.name],
      severity: second.node.target.atLeast('2.3.3') ? 'error' : 'warning',
      related: [
        { message: `${first.node.name} uses ${firstId.value} for \`${first.instance.name.value}\``, at: firstId.at },
      ],
    },
  ]
}

/**
 * They may be one virtual router after all, unless each has several nodes already; or a node runs both: then it tells
 * the adverts apart by their interfaces, or `duplicate-virtual-router-id` tells about it.
 */
function areRelated(one: VirtualRouter, other: VirtualRouter): boolean {
  const areWhole = one.members.length > 1 && other.members.length > 1
  return one.members.some((first) =>
    other.members.some(
      (second) =>
        first.node === second.node ||
        (!areWhole && first.instance.name.value === second.instance.name.value) ||
        sharedAddresses(first.instance, second.instance) > 0 ||
        arePeerInstances(first.instance, second.instance),
    ),
  )
}

/** Each would take the adverts of the other. */
function collide({ instance: one }: Member, { instance: other }: Member): boolean {
  if (one.virtualRouterId === undefined || one.virtualRouterId.value !== other.virtualRouterId?.value) return false
  if (one.family !== other.family || one.unicast.active || other.unicast.active) return false
  if (one.multicastGroup.unknown === true || other.multicastGroup.unknown === true) return false
  return one.multicastGroup.value === other.multicastGroup.value && haveOneNetwork(one.addresses, other.addresses)
}

interface Addressed {
  readonly value: ParsedAddress
}

function haveOneNetwork(ones: readonly Addressed[], others: readonly Addressed[]): boolean {
  return ones.some(({ value: one }) =>
    others.some(({ value: other }) => {
      if (isLinkLocal(one) || isLinkLocal(other)) return false
      return networkOf(one) === networkOf(other) || lies(one, other) || lies(other, one)
    }),
  )
}

/** The address lies in the network of the other, unless that is no network of a LAN. */
function lies(address: ParsedAddress, network: ParsedAddress): boolean {
  return (network.prefix ?? 0) >= SHORTEST_PREFIX && isInNetwork(address, network)
}

const SHORTEST_PREFIX = 8

/** The same order whichever of them is looked at first. */
function inOrder(one: Member, other: Member): [Member, Member] {
  return compareTexts(one.node.file.path, other.node.file.path) <= 0 ? [one, other] : [other, one]
}

/** Adverts with other addresses are refused up to release 2.3.2. */
function effectOn(target: Release): string {
  return target.atLeast('2.3.3')
    ? 'each takes the adverts of the other for its own, and the weaker one never gets its addresses'
    : 'each refuses the adverts of the other, and says so in its log at every one'
}
