/** Values that follow from what the nodes of the cluster say: free numbers, addresses of the others, what stands there as well. */
import type { Member } from '../../cluster/cluster.ts'
import { sourceOf } from '../../cluster/unicast.ts'
import type { AddressLine, Instance } from '../../model/config.ts'
import type { Asking } from './asking.ts'

/** A value that one may want. Those that are likelier come first. */
export interface Candidate {
  readonly text: string
  /** Why, in some words. */
  readonly detail?: string
}

/** The values for a keyword of an instance, or for the lines of one of its blocks; `undefined` where the cluster tells none. */
export function valuesFromCluster(keyword: string, asking: Asking): Candidate[] | undefined {
  return Object.hasOwn(FROM_CLUSTER, keyword) ? FROM_CLUSTER[keyword]?.(asking) : undefined
}

const FROM_CLUSTER: Readonly<Record<string, (asking: Asking) => Candidate[]>> = {
  state: states,
  virtual_router_id: routerIds,
  priority: priorities,
  unicast_src_ip: sources,
  mcast_src_ip: sources,
  unicast_peer: peers,
  virtual_ipaddress: (asking) => missingAddresses(asking, ({ addresses }) => addresses),
  virtual_ipaddress_excluded: (asking) => missingAddresses(asking, ({ excludedAddresses }) => excludedAddresses),
}

/** One of them begins as MASTER. */
function states({ others }: Asking): Candidate[] {
  const master = others.find(({ instance }) => instance.state.value === 'MASTER')
  return master === undefined ? [] : [{ text: 'BACKUP', detail: `${master.node.name} is MASTER` }]
}

/** How many free numbers are worth a look. */
const FREE_IDS = 5

const LARGEST_ID = 255

/** What the others have for this virtual router, and numbers that no instance of the cluster or its neighbours has. */
function routerIds({ own, others, readers, nodes }: Asking): Candidate[] {
  const mine = new Set(own.map(({ instance }) => instance))
  const neighbours = readers.flatMap(({ cluster }) => cluster.neighbours.flatMap(({ nodes }) => nodes))
  const used = new Set(
    [...nodes, ...neighbours].flatMap(({ config }) =>
      config.instances.flatMap((one) => (mine.has(one) ? [] : (one.virtualRouterId?.value ?? []))),
    ),
  )
  const start = Math.max(FIRST_ID - 1, ...used)
  const free = Array.from({ length: LARGEST_ID }, (_, index) => ((start + index) % LARGEST_ID) + 1)
  return [
    ...others.flatMap(({ node, instance }) => {
      const id = instance.virtualRouterId?.value
      return id === undefined ? [] : [{ text: `${id}`, detail: `as on ${node.name}` }]
    }),
    ...free
      .filter((id) => !used.has(id))
      .slice(0, FREE_IDS)
      .map((id) => ({ text: `${id}`, detail: 'not used in this cluster' })),
  ]
}

/** Where numbers begin if there are none yet: small ones are what everybody else begins with as well. */
const FIRST_ID = 51

/** Ranks above, below and between those of the others, which must differ. */
function priorities({ others }: Asking): Candidate[] {
  const ranks = others.map(({ instance }) => instance.priority.value)
  const highest = Math.max(...ranks)
  const lowest = Math.min(...ranks)
  const usual = ranks.includes(USUAL_PRIORITY) ? [] : [{ text: `${USUAL_PRIORITY}`, detail: 'the default' }]
  if (ranks.length === 0) return usual
  const name = (rank: number): string =>
    others.find(({ instance }) => instance.priority.value === rank)?.node.name ?? ''
  const below = lowest - PRIORITY_STEP
  const above = highest + PRIORITY_STEP
  return [
    ...(below > 0 ? [{ text: `${below}`, detail: `below ${name(lowest)} (${lowest})` }] : []),
    ...(above < OWNER_PRIORITY ? [{ text: `${above}`, detail: `above ${name(highest)} (${highest})` }] : []),
    ...usual,
  ]
}

const USUAL_PRIORITY = 100
const OWNER_PRIORITY = 255
const PRIORITY_STEP = 10

/** Addresses that the others send to and nobody else has, and those that this node sends from elsewhere on the interface. */
function sources({ own, others }: Asking): Candidate[] {
  const theirs = new Set(others.map(({ instance }) => sourceOf(instance)?.text))
  const named = others.flatMap(({ node, instance }) =>
    instance.unicast.peers
      .filter(({ value }) => !theirs.has(value.text))
      .map(({ value }) => ({ text: value.text, detail: `${node.name} sends to it` })),
  )
  const elsewhere = own.flatMap(({ node, instance }) =>
    node.config.instances.flatMap((other) => {
      const isHere = instance.interface === undefined || other.interface?.value === instance.interface.value
      const source = other === instance || !isHere ? undefined : sourceOf(other)
      return source === undefined ? [] : [{ text: source.text, detail: `as in ${other.name.value}` }]
    }),
  )
  return unique([...named, ...elsewhere])
}

/** The sources of the others, then whom they name as peers beside this node. */
function peers({ own, others }: Asking): Candidate[] {
  const mine = new Set(own.flatMap(({ instance }) => sourceOf(instance)?.text ?? []))
  const isOpen = ({ text }: Candidate): boolean => !mine.has(text)
  const theirSources = others.flatMap(({ node, instance }) => {
    const source = sourceOf(instance)
    return source === undefined ? [] : [{ text: source.text, detail: `${node.name} sends from it` }]
  })
  const theirPeers = others.flatMap(({ node, instance }) =>
    instance.unicast.peers.map(({ value }) => ({ text: value.text, detail: `a peer of ${node.name}` })),
  )
  const known = mine.size === 0 ? theirSources : [...theirSources, ...theirPeers]
  return unique(known.filter(isOpen))
}

/** What the others have and this instance has not. */
function missingAddresses(
  { own, others }: Asking,
  linesOf: (instance: Instance) => readonly AddressLine[],
): Candidate[] {
  const mine = new Set(
    own.flatMap(({ instance }) =>
      [...instance.addresses, ...instance.excludedAddresses].map(({ value }) => value.text),
    ),
  )
  return unique(
    others.flatMap(({ node, instance }: Member) =>
      linesOf(instance)
        .filter(({ value }) => !mine.has(value.text))
        .map(({ value }) => ({
          text: value.prefix === undefined ? value.text : `${value.text}/${value.prefix}`,
          detail: `missing here, as on ${node.name}`,
        })),
    ),
  )
}

/** Each text once, as it first came. */
export function unique(candidates: readonly Candidate[]): Candidate[] {
  const byText = new Map<string, Candidate>()
  for (const one of candidates) if (!byText.has(one.text)) byText.set(one.text, one)
  return [...byText.values()]
}
