/** A virtual server that the nodes of a virtual router configure differently. */
import { rewriting } from '../bind/edits.ts'
import { parseAddress } from '../bind/values.ts'
import type { Cluster } from '../cluster/cluster.ts'
import { type ServiceComparison, type ServiceOnNode, serviceComparisons } from '../cluster/services.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { groupNamed } from '../model/server-groups.ts'
import { ifKnown, lastTaken, numberOf, originOfWord, type Sited } from '../model/sited.ts'
import type { RealServer } from '../model/virtual-server.ts'
import { compareTexts } from '../text/compare.ts'
import type { Origin } from '../text/source-file.ts'
import type { ClusterRule } from './rule.ts'

export const virtualServerMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'virtual-server-mismatch',
  severity: 'warning',
  summary: 'A virtual server is missing or configured differently on another node.',
  why: 'Every node keeps its own IPVS table, which counts while it is master: after a failover the service has other real servers, or another scheduler, method or persistence, or is gone. The maintainers want the same virtual servers on the master and all backups (keepalived issue #2389). Compared are address, port and protocol, or mark, of nodes that share a virtual router; the order of the real servers, and addresses that no virtual router moves, do not count. A `virtual_server_group` is compared by its name and by what it lists, unless it has ranges. Weights that differ alone are only mentioned: they change how much each real server gets, and a director that is a real server as well may be meant to prefer itself.',
  check: (cluster) =>
    serviceComparisons(cluster).flatMap((comparison) => {
      const { own, theirs, all } = comparison
      if (theirs === undefined) return missing(comparison)
      return isUsual(own, theirs, all) ? difference(theirs, own, cluster) : difference(own, theirs, cluster)
    }),
}

/** More nodes have the first than the second. */
function isUsual(one: ServiceOnNode, other: ServiceOnNode, all: readonly ServiceOnNode[]): boolean {
  const alike = (service: ServiceOnNode) => all.filter((it) => areAlike(it, service)).length
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

/** What one has otherwise than the other. */
function compare(own: ServiceOnNode, theirs: ServiceOnNode) {
  const lists = [servedIn, realServers].map((list) => surplus(list(own), list(theirs)))
  return {
    aspects: ASPECTS.filter(({ of }) => of(own) !== of(theirs)),
    weights: weightFacts(own, theirs),
    onlyHere: lists.flatMap(({ here }) => here),
    onlyThere: lists.flatMap(({ there }) => there),
  }
}

function areAlike(one: ServiceOnNode, other: ServiceOnNode): boolean {
  return Object.values(compare(one, other)).every((differences) => differences.length === 0)
}

function difference(own: ServiceOnNode, theirs: ServiceOnNode, { nodes }: Cluster): Finding[] {
  if (areAlike(own, theirs)) return []
  const { aspects, weights, onlyHere, onlyThere } = compare(own, theirs)
  const facts = aspects.map(({ name, of }) => `${name} ${of(own)} here and ${of(theirs)} on ${theirs.node.name}`)
  const entries = [
    ...(onlyHere.length === 0 ? [] : [`${named(onlyHere)} only on ${own.node.name}`]),
    ...(onlyThere.length === 0 ? [] : [`${named(onlyThere)} only on ${theirs.node.name}`]),
  ]
  const isShareOnly = facts.length + entries.length === 0
  return [
    {
      message: `Virtual server ${own.title} differs from that of ${theirs.node.name}: ${[...facts, ...entries, ...weights].join('; ')}. The service changes with each failover. Write the same on all nodes.`,
      at: onlyHere[0]?.at ?? originOfWord(own.server.block.statement.keyword),
      nodes: [own.node.name, theirs.node.name],
      severity: isShareOnly ? 'info' : 'warning',
      related: [
        { message: `that of ${theirs.node.name}`, at: originOfWord(theirs.server.block.statement.keyword) },
        ...onlyThere.map(({ at }) => ({ message: `only ${theirs.node.name} has this`, at })),
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
  { name: 'persistence is', of: persistenceOf },
  {
    name: 'the sorry server is',
    of: ({ server }) => (server.sorryServer === undefined ? 'none' : textOf(server.sorryServer)),
  },
]

function persistenceOf({ server }: ServiceOnNode): string {
  if (!server.persists) return 'off'
  const timeout = lastTaken(server.block.block, 'persistence_timeout', (line) => numberOf(line), 0)
  return `${timeout?.value ?? DEFAULT_PERSISTENCE} s`
}

/** Of a line without a number (check_parser.c:487). */
const DEFAULT_PERSISTENCE = 360

/** Something of a virtual server that both nodes are to have. */
interface Entry {
  readonly text: string
  readonly at: Origin
}

/** What only one of two lists has; nothing where one of them is not known. */
function surplus(own: readonly Entry[] | undefined, theirs: readonly Entry[] | undefined) {
  if (own === undefined || theirs === undefined) return { here: [], there: [] }
  return { here: beyond(own, theirs), there: beyond(theirs, own) }
}

function beyond(one: readonly Entry[], other: readonly Entry[]): Entry[] {
  const theirs = new Set(other.map(({ text }) => text))
  return one.filter(({ text }) => !theirs.has(text))
}

function realServers({ server }: ServiceOnNode): Entry[] {
  return server.realServers.map((one) => ({ text: textOf(one), at: one.address.at }))
}

function textOf({ address, port }: Pick<RealServer, 'address' | 'port'>): string {
  return port.value > 0 ? `${address.value.text} port ${port.value}` : address.value.text
}

/** What a group serves: a range may be written in many ways, and says nothing here. */
function servedIn({ node, server: { service } }: ServiceOnNode): Entry[] | undefined {
  if (service.kind !== 'group') return []
  const group = groupNamed(node.config.serverGroups, service.name.value)
  if (group === undefined || group.unknown === true) return undefined
  if (group.entries.some(({ word }) => /[-/]/.test(word.text))) return undefined
  const addresses = group.entries.map(({ word }, index) => {
    const port = group.ports[index]?.value ?? 0
    const address = parseAddress(word.text)?.text ?? word.text
    return { text: port === 0 ? address : `${address} port ${port}`, at: originOfWord(word) }
  })
  const marks = group.marks.map((line) => ({
    text: `mark ${numberOf(line)?.value ?? line.statement.args[0]?.text}`,
    at: originOfWord(line.statement.keyword),
  }))
  return [...addresses, ...marks]
}

/** Real servers of both that get another share of the connections; a director may favour itself. */
function weightFacts(own: ServiceOnNode, theirs: ServiceOnNode): string[] {
  const others = new Map(theirs.server.realServers.map((one) => [textOf(one), one]))
  return own.server.realServers.flatMap((one) => {
    const other = others.get(textOf(one))
    if (other === undefined) return []
    const [here, there] = [weightOf(one, own), weightOf(other, theirs)]
    return here === undefined || there === undefined || here === there
      ? []
      : [`the weight of ${textOf(one)} is ${here} here and ${there} on ${theirs.node.name}`]
  })
}

function weightOf({ weight }: RealServer, { server }: ServiceOnNode): number | undefined {
  const own = weight ?? server.weight
  return own === undefined ? 1 : ifKnown(own)?.value
}

function named(entries: readonly Entry[]): string {
  const texts = entries.map(({ text }) => text).sort(compareTexts)
  const more = texts.length - MOST
  return more > 0 ? `${texts.slice(0, MOST).join(', ')} and ${more} more` : texts.join(', ')
}

const MOST = 3
