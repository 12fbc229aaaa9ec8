/** What a part of a node knows of the whole, and the virtual routers for whom that is enough: the same objects after an edit elsewhere. */
import type { Release } from '../../grammar/releases.ts'
import type { HostFacts } from '../facts/host.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'
import type { Cluster, ClusterNode, Member, Site, VirtualRouter } from './cluster.ts'

/** One object for all that is the same to a rule about a part of a node. */
export const siteOf = remembered(({ name, target, hasUnreadParts, facts }: ClusterNode): Site => {
  const sites = sitesOf(facts ?? NO_FACTS)(target)
  const key = `${hasUnreadParts} ${name}`
  const site = sites.get(key) ?? { name, target, hasUnreadParts, ...(facts === undefined ? {} : { facts }) }
  sites.set(key, site)
  return site
})

const sitesOf = remembered((_facts: HostFacts) => remembered((_target: Release) => new Map<string, Site>()))
const NO_FACTS: HostFacts = {}

/** The virtual routers of a cluster, as their instances and the sites of these make them. */
export const coresOf = remembered(({ nodes, routers }: Cluster): readonly VirtualRouter<Site>[] => {
  const sites = new Map(nodes.map((node) => [node, siteOf(node)]))
  return routers.map((router) => coreOf(router, sites))
})

/** The virtual routers of a cluster of which a question is answered with yes that concerns their instances and sites alone. */
export function routersWhere(
  ask: (core: VirtualRouter<Site>) => boolean,
): (cluster: Cluster) => readonly VirtualRouter[] {
  const affirmed = rememberedInEach((core: VirtualRouter<Site>) => (ask(core) ? [core] : []))
  return (cluster) => {
    const cores = coresOf(cluster)
    const found = new Set(affirmed(cores))
    if (found.size === 0) return NONE
    return cluster.routers.filter((_, index) => cores[index] !== undefined && found.has(cores[index]))
  }
}

const NONE: readonly VirtualRouter[] = []

/** One object as long as the instances and their sites are the same. */
function coreOf({ members }: VirtualRouter, sites: ReadonlyMap<ClusterNode, Site>): VirtualRouter<Site> {
  const first = members[0]?.instance ?? NOBODY
  const known = coresByFirst.get(first)
  if (known !== undefined && isCoreOf(known, members, sites)) return known
  const core = {
    members: members.map(({ node, instance }) => ({ node: sites.get(node) ?? siteOf(node), instance })),
  }
  coresByFirst.set(first, core)
  return core
}

const coresByFirst = new WeakMap<object, VirtualRouter<Site>>()
const NOBODY = {}

function isCoreOf(
  core: VirtualRouter<Site>,
  members: readonly Member[],
  sites: ReadonlyMap<ClusterNode, Site>,
): boolean {
  if (core.members.length !== members.length) return false
  return core.members.every(({ node, instance }, index) => {
    const member = members[index]
    return member !== undefined && instance === member.instance && node === sites.get(member.node)
  })
}
