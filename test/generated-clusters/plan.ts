/** What a cluster is to do, decided once for all of its nodes: from it follow lines that fit together. */
import { type Draw, happens, pick, shuffled } from './draw.ts'

/** A tracker with the weight that it has in an instance; without one a failure means FAULT. */
interface Tracking {
  readonly kind: 'script' | 'file' | 'process' | 'interface' | 'bfd'
  readonly weight?: number
}

/** A virtual router: what its members must agree on, and what tells them apart. */
export interface RouterPlan {
  readonly index: number
  readonly id: number
  readonly lan: number
  readonly family: 4 | 6
  readonly version: 2 | 3
  readonly mode: 'unicast' | 'multicast'
  /** Whether the members say which address they send from. */
  readonly hasSource: boolean
  /** Indices of nodes, the preferred one first. */
  readonly members: readonly number[]
  /** By position in `members`. */
  readonly priorities: readonly number[]
  readonly states: 'master and backup' | 'all backup' | 'unsaid'
  readonly advertInterval?: string
  readonly authentication?: { readonly type: 'PASS' | 'AH'; readonly password: string }
  readonly addresses: readonly string[]
  /** The prefix length of all addresses; without one they are hosts, and may be written either way. */
  readonly prefix?: number
  readonly excluded: readonly string[]
  readonly trackings: readonly Tracking[]
  readonly preemption: 'usual' | 'nopreempt' | 'delayed'
  readonly isVmac: boolean
  /** The one with the number that precedes it is in the same sync group. */
  readonly syncGroup?: number
}

export interface ClusterPlan {
  readonly nodeCount: number
  readonly lans: number
  readonly routers: readonly RouterPlan[]
  /** The version in `global_defs`, where it stands there. */
  readonly globalVersion?: 2 | 3
  readonly multicastGroup?: string
  /** The virtual router for whose first address requests are balanced. */
  readonly balanced?: number
  readonly hasSyncDaemon: boolean
}

const PREFIXES = ['192.0.2', '198.51.100', '203.0.113'] as const

/** An address of a network of the cluster. */
export function addressIn(lan: number, family: 4 | 6, host: number): string {
  return family === 4 ? `${PREFIXES[lan] ?? PREFIXES[0]}.${host}` : `2001:db8:${lan + 1}::${host.toString(16)}`
}

/** The address of a node in a network. */
export function ownAddress(node: number, lan: number, family: 4 | 6): string {
  return addressIn(lan, family, 11 + node)
}

export function clusterPlan(draw: Draw): ClusterPlan {
  const nodeCount = pick(draw, [2, 3, 2, 4, 2, 5])
  const lans = draw.integer(1, 3)
  const count = draw.integer(1, 6)
  const routers: RouterPlan[] = []
  while (routers.length < count) {
    const router = routerPlan(draw, routers, nodeCount, lans)
    routers.push(router)
    const partner = routers.length < count && happens(draw, 30) ? syncPartner(draw, router, routers, lans) : undefined
    if (partner !== undefined) {
      routers[routers.length - 1] = { ...router, ...IN_GROUP, syncGroup: router.index }
      routers.push(partner)
    }
  }
  const versions = new Set(routers.map((router) => router.version))
  const hasGlobalVersion = versions.size > 1 || versions.has(3) ? happens(draw, 50) : happens(draw, 10)
  const balanceable = routers.find((router) => router.members.length === nodeCount && nodeCount === 2)
  return {
    nodeCount,
    lans,
    routers,
    ...(hasGlobalVersion ? { globalVersion: versions.has(3) ? 3 : 2 } : {}),
    ...(happens(draw, 15) ? { multicastGroup: '224.0.0.81' } : {}),
    ...(balanceable !== undefined && happens(draw, 50) ? { balanced: balanceable.index } : {}),
    hasSyncDaemon: happens(draw, 50),
  }
}

function routerPlan(draw: Draw, others: readonly RouterPlan[], nodeCount: number, lans: number): RouterPlan {
  const index = others.length
  const lan = draw.integer(0, lans - 1)
  const family = pick(draw, [4, 4, 6])
  const version = family === 6 ? 3 : pick(draw, [2, 3])
  const mode = pick(draw, ['multicast', 'unicast'])
  const members = shuffled(draw, [...Array(nodeCount).keys()]).slice(0, index > 0 && happens(draw, 15) ? 2 : nodeCount)
  const states = pick(draw, ['master and backup', 'all backup', 'unsaid'])
  const gap = pick(draw, [1, 5, 10])
  const top = draw.integer(120, 140)
  const preemption =
    states !== 'master and backup' && happens(draw, 40) ? pick(draw, ['nopreempt', 'delayed']) : 'usual'
  const isVmac = happens(draw, 15)
  const prefix = happens(draw, 70) ? (family === 4 ? 24 : 64) : undefined
  const interval = version === 2 ? pick(draw, [undefined, '1', '2', '3']) : pick(draw, [undefined, '1', '0.5', '0.25'])
  return {
    index,
    ...freeId(draw, others, { lan, family, isVmac }),
    lan,
    family,
    version,
    mode,
    hasSource: mode === 'unicast' ? family === 6 || happens(draw, 85) : happens(draw, 20),
    members,
    priorities: members.map((_, rank) => top - rank * gap),
    states,
    ...(interval === undefined ? {} : { advertInterval: interval }),
    ...authenticationFor(draw, version, mode, states),
    addresses: addressesFor(draw, index, lan, family, mode),
    ...(prefix === undefined ? {} : { prefix }),
    excluded: happens(draw, 20) ? [addressIn(lan, happens(draw, 30) ? 6 : family, 201 + index)] : [],
    trackings: trackingsFor(draw, preemption !== 'nopreempt', lans),
    preemption,
    isVmac,
  }
}

/** A member of a sync group changes with the others: its own weights do not count. */
const IN_GROUP = { trackings: [], preemption: 'usual' } as const

/** A virtual router that moves together with another one: the same nodes in the same order. */
function syncPartner(draw: Draw, first: RouterPlan, others: readonly RouterPlan[], lans: number): RouterPlan {
  const { members, priorities, states, index } = first
  const own = routerPlan(draw, others, members.length, lans)
  const { authentication, ...rest } = own
  const isLegal = authentication?.type === 'AH' ? states !== 'master and backup' : true
  return {
    ...rest,
    ...(authentication !== undefined && isLegal ? { authentication } : {}),
    ...IN_GROUP,
    members,
    priorities,
    states,
    syncGroup: index,
  }
}

/** An id of its own; or, which is legal, that of a virtual router of another family or network. */
function freeId(
  draw: Draw,
  others: readonly RouterPlan[],
  { lan, family, isVmac }: Pick<RouterPlan, 'lan' | 'family' | 'isVmac'>,
): Pick<RouterPlan, 'id'> {
  const apart = others.filter((other) => {
    const same = others.filter(({ id }) => id === other.id)
    return same.every((one) => one.family !== family || one.lan !== lan) && !same.some((one) => one.isVmac)
  })
  const [twin] = shuffled(draw, apart)
  if (twin !== undefined && !isVmac && happens(draw, 25)) return { id: twin.id }
  const taken = new Set(others.map(({ id }) => id))
  let id = draw.integer(1, 255)
  while (taken.has(id)) id = (id % 255) + 1
  return { id }
}

function authenticationFor(
  draw: Draw,
  version: 2 | 3,
  mode: RouterPlan['mode'],
  states: RouterPlan['states'],
): Pick<RouterPlan, 'authentication'> {
  if (version === 3 || happens(draw, 40)) return {}
  const type = mode === 'multicast' && states !== 'master and backup' && happens(draw, 20) ? 'AH' : 'PASS'
  return { authentication: { type, password: pick(draw, ['s3cr3t', 'k4-Lmz', 'a#b!c', 'two wds', 'Zq81xx0p']) } }
}

/** The first address of an IPv6 router is link-local, as the protocol wants it. */
function addressesFor(draw: Draw, index: number, lan: number, family: 4 | 6, mode: RouterPlan['mode']): string[] {
  const count = draw.integer(1, 4)
  const addresses = Array.from({ length: count }, (_, one) => addressIn(lan, family, 101 + index * 10 + one))
  return family === 6 && mode === 'multicast' ? [`fe80::${lan + 1}:${index + 1}`, ...addresses] : addresses
}

/** At most one weight that lowers and one that raises, each larger than what lies between two priorities. */
function trackingsFor(draw: Draw, mayWeigh: boolean, lans: number): Tracking[] {
  const kinds = ['script', 'process', 'bfd', ...(lans > 1 ? (['interface'] as const) : [])] as const
  const signs = shuffled(draw, [-1, 1])
  const chosen = shuffled(draw, kinds).slice(0, pick(draw, [0, 0, 1, 1, 2, 3]))
  const trackings = chosen.map((kind): Tracking => {
    const sign = mayWeigh && happens(draw, 50) ? signs.pop() : undefined
    return sign === undefined ? { kind } : { kind, weight: sign * draw.integer(20, 50) }
  })
  return mayWeigh && happens(draw, 15) ? [...trackings, { kind: 'file', weight: 1 }] : trackings
}
