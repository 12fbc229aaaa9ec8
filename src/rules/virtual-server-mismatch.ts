/** A virtual server that the nodes of a virtual router configure differently. */
import { rewriting } from '../bind/edits.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { type ServiceComparison, type ServiceOnNode, serviceComparisons } from '../cluster/services.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { originOfWord, type Sited } from '../model/sited.ts'
import { compareTexts } from '../text/compare.ts'
import type { ClusterRule } from './rule.ts'

export const virtualServerMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'virtual-server-mismatch',
  severity: 'warning',
  summary: 'A virtual server is missing or configured differently on another node.',
  why: 'Every node keeps its own IPVS table, which counts while it is master: after a failover the service has other real servers, or another scheduler, method or persistence, or is gone. The maintainers want the same virtual servers on the master and all backups (keepalived issue #2389). Compared are address, port and protocol, or mark, of nodes that share a virtual router; the order of the real servers, and addresses that no virtual router moves, do not count.',
  check: (cluster) =>
    serviceComparisons(cluster).flatMap((comparison) => {
      const { own, theirs, all } = comparison
      if (theirs === undefined) return missing(comparison)
      return isUsual(own, theirs, all) ? difference(theirs, own, cluster) : difference(own, theirs, cluster)
    }),
}

/** More nodes have the first than the second. */
function isUsual(one: ServiceOnNode, other: ServiceOnNode, all: readonly ServiceOnNode[]): boolean {
  const alike = (service: ServiceOnNode) => all.filter((it) => !areDifferent(it, service)).length
  return alike(one) > alike(other)
}

function missing({ own, other, all }: ServiceComparison): Finding[] {
  const { node, server, title } = own
  const fact =
    all.length === 1
      ? `Only ${node.name} has virtual server ${title}`
      : `${other} lacks virtual server ${title}, which ${node.name} has`
  return [
    {
      message: `${fact}: the service is gone while ${other} is master. Write it on all nodes.`,
      at: originOfWord(server.block.statement.keyword),
      nodes: [node.name, other],
    },
  ]
}

function areDifferent(one: ServiceOnNode, other: ServiceOnNode): boolean {
  const lacks = [...beyond(one, other), ...beyond(other, one)]
  return lacks.length > 0 || ASPECTS.some(({ of }) => of(one) !== of(other))
}

function difference(own: ServiceOnNode, theirs: ServiceOnNode, { nodes }: Cluster): Finding[] {
  const aspects = ASPECTS.filter(({ of }) => of(own) !== of(theirs))
  const facts = aspects.map(({ name, of }) => `${name} ${of(own)} here and ${of(theirs)} on ${theirs.node.name}`)
  if (!areDifferent(own, theirs)) return []
  const onlyHere = beyond(own, theirs)
  const onlyThere = beyond(theirs, own)
  const servers = [
    ...(onlyHere.length === 0 ? [] : [`${named(onlyHere)} only on ${own.node.name}`]),
    ...(onlyThere.length === 0 ? [] : [`${named(onlyThere)} only on ${theirs.node.name}`]),
  ]
  return [
    {
      message: `Virtual server ${own.title} differs from that of ${theirs.node.name}: ${[...facts, ...servers].join('; ')}. The service changes with each failover. Write the same on all nodes.`,
      at: onlyHere[0]?.at ?? originOfWord(own.server.block.statement.keyword),
      nodes: [own.node.name, theirs.node.name],
      related: [
        { message: `that of ${theirs.node.name}`, at: originOfWord(theirs.server.block.statement.keyword) },
        ...onlyThere.map(({ at }) => ({ message: `only ${theirs.node.name} has this real server`, at })),
      ],
      fixes: nodes.length > 2 ? [] : [...adoption(aspects, own, theirs), ...adoption(aspects, theirs, own)],
    },
  ]
}

/** Where they differ in one word that both have written, what writes that of the other. */
function adoption([aspect, ...more]: readonly Aspect[], own: ServiceOnNode, theirs: ServiceOnNode): Fix[] {
  const at = aspect?.written?.(own)?.at
  const value = aspect?.written?.(theirs)?.value
  if (more.length > 0 || at === undefined || value === undefined) return []
  const title = `Use ${value} on ${own.node.name}, as on ${theirs.node.name}`
  return rewriting(at, { title, safety: 'unsafe', newText: value })
}

interface Aspect {
  readonly name: string
  readonly of: (service: ServiceOnNode) => string
  readonly written?: (service: ServiceOnNode) => Sited<string> | undefined
}

const ASPECTS: readonly Aspect[] = [
  {
    name: 'the scheduler is',
    of: ({ server }) => server.scheduler?.value ?? 'wlc',
    written: ({ server }) => server.scheduler,
  },
  {
    name: 'the method is',
    of: ({ server }) => server.forwarding?.value ?? 'unset',
    written: ({ server }) => server.forwarding,
  },
  { name: 'persistence is', of: ({ server }) => (server.persists ? 'on' : 'off') },
]

/** The real servers of one that the other lacks. */
function beyond(one: ServiceOnNode, other: ServiceOnNode) {
  const theirs = new Set(realServers(other).map(({ text }) => text))
  return realServers(one).filter(({ text }) => !theirs.has(text))
}

function realServers({ server }: ServiceOnNode) {
  return server.realServers.map(({ address, port }) => ({
    text: port.value === 0 ? address.value.text : `${address.value.text} port ${port.value}`,
    at: address.at,
  }))
}

function named(servers: ReturnType<typeof realServers>): string {
  const texts = servers.map(({ text }) => text).sort(compareTexts)
  const more = texts.length - MOST
  return more > 0 ? `${texts.slice(0, MOST).join(', ')} and ${more} more` : texts.join(', ')
}

const MOST = 3
