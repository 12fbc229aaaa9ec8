/** Mistakes that people make, each put into a clean cluster where it can be made, with the rule and the line that must be told. */
import { type GeneratedCluster, type GeneratedNode, instanceOf } from './cluster.ts'
import { type Draw, pick } from './draw.ts'
import { block, type Line, line, linesIn, lineWith, replaced } from './lines.ts'
import { addressIn, ownAddress, type RouterPlan } from './plan.ts'

/** A kind of mistake. */
export interface Fault {
  readonly name: string
  readonly rule: string
  /** The cluster with the mistake in it; `undefined` where it cannot be made. */
  readonly inject: (cluster: GeneratedCluster, draw: Draw) => FaultyCluster | undefined
}

export interface FaultyCluster {
  readonly cluster: GeneratedCluster
  /** The finding shows one of these lines, as its own place or as a related one. */
  readonly at: readonly Line[]
}

/** An instance in which a mistake can be made. */
interface Spot {
  readonly cluster: GeneratedCluster
  readonly draw: Draw
  readonly router: RouterPlan
  readonly node: number
  readonly instance: Line
  readonly lines: readonly Line[]
}

type Applies = (spot: Spot) => boolean
type Make = (spot: Spot) => Change | undefined

/** A line, and what is written in its place. */
interface Change {
  readonly old: Line
  readonly news: readonly Line[]
  /** What is written behind all other lines of the node. */
  readonly last?: readonly Line[]
  /** Where the finding stands, if not at the new lines. */
  readonly at?: (cluster: GeneratedCluster) => readonly (Line | undefined)[]
}

/** A mistake in one instance of one node. */
function inInstance(name: string, rule: string, applies: Applies, make: Make): Fault {
  return {
    name,
    rule,
    inject: (cluster, draw) => {
      const spots = cluster.plan.routers.flatMap((router) =>
        router.members.flatMap((node) => {
          const instance = instanceOf(cluster, router, node)
          if (instance?.block === undefined) return []
          return [{ cluster, draw, router, node, instance, lines: instance.block }]
        }),
      )
      const applicable = spots.filter(applies)
      const spot = applicable.length === 0 ? undefined : pick(draw, applicable)
      const change = spot === undefined ? undefined : make(spot)
      return spot === undefined || change === undefined ? undefined : changed(cluster, spot.node, change)
    },
  }
}

function changed(cluster: GeneratedCluster, node: number, { old, news, last = [], at }: Change): FaultyCluster {
  const nodes = cluster.nodes.map((one, index) =>
    index === node ? { ...one, lines: [...replaced(one.lines, old, news), ...last] } : one,
  )
  const faulty = { ...cluster, nodes }
  return { cluster: faulty, at: (at?.(faulty) ?? news).filter((one) => one !== undefined) }
}

/** A mistake that all members of a virtual router make together. */
function inAllMembers(
  name: string,
  rule: string,
  applies: (router: RouterPlan, cluster: GeneratedCluster) => boolean,
  change: (router: RouterPlan, rank: number, cluster: GeneratedCluster) => Line,
): Fault {
  return {
    name,
    rule,
    inject: (cluster, draw) => {
      const applicable = cluster.plan.routers.filter((router) => applies(router, cluster))
      if (applicable.length === 0) return undefined
      const router = pick(draw, applicable)
      return router.members.reduce<FaultyCluster | undefined>(
        (faulty, node, rank) => {
          const news = change(router, rank, cluster)
          const old = lineWith(instanceOf(cluster, router, node)?.block ?? [], news.words[0] ?? '')
          if (faulty === undefined || old === undefined) return undefined
          const more = changed(faulty.cluster, node, { old, news: [news] })
          return { cluster: more.cluster, at: [...faulty.at, ...more.at] }
        },
        { cluster, at: [] },
      )
    },
  }
}

/** Another line with the keyword. */
function instead(keyword: string, ...words: readonly (string | number)[]): Make {
  return ({ lines }) => {
    const old = lineWith(lines, keyword)
    return old === undefined ? undefined : { old, news: [line(...words)] }
  }
}

/** No line with the keyword; the finding stands at the head of the instance. */
function without(keyword: string): Make {
  return ({ lines, router, node }) => {
    const old = lineWith(lines, keyword)
    return old === undefined ? undefined : { old, news: [], at: (faulty) => [instanceOf(faulty, router, node)] }
  }
}

/** A line more in a block of the instance, behind all others. */
function added(keyword: string, make: (spot: Spot) => Line): Make {
  return (spot) => {
    const old = lineWith(spot.lines, keyword)
    const more = make(spot)
    if (old === undefined) return undefined
    return { old, news: [{ ...old, block: [...(old.block ?? []), more] }], at: () => [more] }
  }
}

/** A line more in the instance, with what it holds. */
function addedLine(make: (spot: Spot) => Line): Make {
  return (spot) => {
    const more = make(spot)
    const news = [{ ...spot.instance, block: [...spot.lines, more] }]
    return { old: spot.instance, news, at: () => [more, ...(more.block ?? [])] }
  }
}

/** Without a brace of the block. */
function lost(lostBrace: Line['lost'] & string, keyword: string): Make {
  return ({ lines }) => {
    const old = lineWith(lines, keyword)
    return old === undefined ? undefined : { old, news: [{ ...old, lost: lostBrace }] }
  }
}

const always: Applies = () => true
const has =
  (keyword: string): Applies =>
  ({ lines }) =>
    lineWith(lines, keyword) !== undefined
const isUnicast: Applies = ({ router }) => router.mode === 'unicast'
const isSourced: Applies = ({ router }) => router.mode === 'unicast' && router.hasSource
const isAuthenticated: Applies = ({ router }) => router.authentication !== undefined
const own = ({ node, router }: Spot): string => ownAddress(node, router.lan, router.family)
const partnerOf = ({ node, router }: Spot): number => router.members.find((one) => one !== node) ?? node

/** An address of the network that nobody has. */
const nobody = ({ router }: Spot): string => addressIn(router.lan, router.family, 93)

function unusedId({ plan }: GeneratedCluster): number {
  const taken = new Set(plan.routers.map(({ id }) => id))
  return Array.from({ length: 255 }, (_, index) => index + 1).find((id) => !taken.has(id)) ?? 255
}

/** What makes the nodes of a cluster disagree. */
const betweenNodes: readonly Fault[] = [
  inInstance('another virtual_router_id', 'virtual-router-id-mismatch', always, (spot) =>
    instead('virtual_router_id', 'virtual_router_id', unusedId(spot.cluster))(spot),
  ),
  inInstance('another password', 'auth-pass-mismatch', isAuthenticated, ({ lines }) => {
    const old = lineWith(linesIn(lines, 'authentication'), 'auth_pass')
    return old === undefined ? undefined : { old, news: [line('auth_pass', 'An0ther')] }
  }),
  inInstance('another auth_type', 'auth-type-mismatch', isAuthenticated, ({ lines, router }) => {
    const old = lineWith(linesIn(lines, 'authentication'), 'auth_type')
    const other = router.authentication?.type === 'AH' ? 'PASS' : 'AH'
    return old === undefined ? undefined : { old, news: [line('auth_type', other)] }
  }),
  inInstance('authentication on one node only', 'auth-type-mismatch', isAuthenticated, without('authentication')),
  inInstance('no peers any more', 'unicast-multicast-mix', isUnicast, ({ instance, lines, router, node }) => ({
    old: instance,
    news: [{ ...instance, block: lines.filter(({ words }) => !words[0]?.startsWith('unicast_')) }],
    at: (faulty) => [instanceOf(faulty, router, node)],
  })),
  inInstance(
    'its own address among the peers',
    'own-address-in-unicast-peer',
    isSourced,
    added('unicast_peer', (spot) => line(own(spot))),
  ),
  inInstance(
    'a peer that is missing',
    'unicast-peer-unanswered',
    (spot) => isSourced(spot) && spot.router.members.length > 2,
    ({ lines, router, node }) => {
      const [old] = linesIn(lines, 'unicast_peer')
      if (old === undefined) return undefined
      return {
        old,
        news: [],
        at: (faulty) => [lineWith(instanceOf(faulty, router, node)?.block ?? [], 'unicast_peer')],
      }
    },
  ),
  inInstance('a wrong digit in a peer', 'unicast-peer-unanswered', isSourced, (spot) => {
    const [old] = linesIn(spot.lines, 'unicast_peer')
    return old === undefined ? undefined : { old, news: [line(nobody(spot))] }
  }),
  inInstance('a source address that no other node names', 'unicast-peer-unanswered', isSourced, (spot) =>
    instead('unicast_src_ip', 'unicast_src_ip', nobody(spot))(spot),
  ),
  inInstance('the source address of another node', 'duplicate-unicast-source', isSourced, (spot) =>
    instead('unicast_src_ip', 'unicast_src_ip', ownAddress(partnerOf(spot), spot.router.lan, spot.router.family))(spot),
  ),
  inInstance(
    'a min_ttl above the hop limit of the kernel',
    'unicast-ttl-mismatch',
    (spot) => isSourced(spot) && spot.router.family === 6,
    ({ lines }) => {
      const [old] = linesIn(lines, 'unicast_peer')
      return old === undefined ? undefined : { old, news: [line(...old.words, 'min_ttl', 255)] }
    },
  ),
  inInstance(
    'a route on one node only',
    'virtual-route-mismatch',
    always,
    addedLine(({ router }) =>
      block(['virtual_routes'], [line(router.family === 4 ? '198.18.0.0/15' : '2001:db8:ffff::/48', 'dev', 'eth9')]),
    ),
  ),
  inInstance(
    'IPv6 unicast without a source',
    'ipv6-unicast-without-source',
    (spot) => isSourced(spot) && spot.router.family === 6,
    ({ lines, node, router }) => {
      const old = lineWith(lines, 'unicast_src_ip')
      if (old === undefined) return undefined
      return {
        old,
        news: [],
        at: (faulty) => [lineWith(instanceOf(faulty, router, node)?.block ?? [], 'unicast_peer')],
      }
    },
  ),
]

/** What keeps a failover from going well, though each node is fine by itself. */
const inFailover: readonly Fault[] = [
  inInstance(
    'another advert_int',
    'advert-interval-mismatch',
    (spot) => spot.router.version === 2 && has('advert_int')(spot),
    (spot) => instead('advert_int', 'advert_int', 7)(spot),
  ),
  inInstance(
    'another version',
    'vrrp-version-mismatch',
    ({ router, lines }) =>
      router.version === 2 &&
      lineWith(lines, 'version') !== undefined &&
      router.authentication === undefined &&
      router.advertInterval === undefined,
    instead('version', 'version', 3),
  ),
  inInstance(
    'another multicast group',
    'multicast-group-mismatch',
    ({ router }) => router.mode === 'multicast' && router.family === 4,
    addedLine(() => line('mcast_dst_ip', '224.0.0.99')),
  ),
  inInstance('the priority of another node', 'equal-priority', always, (spot) => {
    const { router, node } = spot
    const rank = router.members.indexOf(node)
    return instead('priority', 'priority', router.priorities[rank === 0 ? 1 : 0] ?? 0)(spot)
  }),
  inInstance(
    'a second MASTER',
    'several-masters',
    ({ router, node }) => router.states === 'master and backup' && router.members[0] !== node,
    instead('state', 'state', 'MASTER'),
  ),
  inInstance(
    'a MASTER with the lowest priority',
    'master-with-lower-priority',
    ({ router, node }) => router.states === 'master and backup' && router.members[0] === node,
    instead('priority', 'priority', 60),
  ),
  inInstance(
    'an address that is missing',
    'virtual-address-mismatch',
    // A link-local address says little about who belongs together.
    ({ lines }) => linesIn(lines, 'virtual_ipaddress').filter(({ words }) => !words[0]?.startsWith('fe80')).length > 1,
    ({ lines, node, router }) => {
      const old = linesIn(lines, 'virtual_ipaddress').at(-1)
      if (old === undefined) return undefined
      return {
        old,
        news: [],
        at: (faulty) => [lineWith(instanceOf(faulty, router, node)?.block ?? [], 'virtual_ipaddress')],
      }
    },
  ),
  inInstance(
    'another prefix length',
    'prefix-length-mismatch',
    ({ router }) => router.prefix !== undefined,
    ({ lines }) => {
      const old = linesIn(lines, 'virtual_ipaddress').find(({ words }) => words[0]?.includes('/'))
      const [address = '', ...rest] = old?.words ?? []
      return old === undefined ? undefined : { old, news: [line(address.replace(/\/.*/, '/27'), ...rest)] }
    },
  ),
  inInstance(
    'nopreempt on the weaker node only',
    'nopreempt-on-lower-priority',
    ({ router, node }) =>
      router.states === 'all backup' &&
      router.preemption === 'usual' &&
      router.syncGroup === undefined &&
      router.trackings.length === 0 &&
      router.members.length === 2 &&
      router.members[1] === node,
    addedLine(() => line('nopreempt')),
  ),
  inInstance('use_vmac on one node only', 'vmac-mismatch', ({ router }) => router.isVmac, without('use_vmac')),
  inInstance('a tracker on one node only', 'tracker-mismatch', has('track_process'), without('track_process')),
  inInstance(
    'a weight that moves nothing',
    'insufficient-weight',
    ({ router, node }) =>
      router.members[0] === node &&
      router.trackings.length === 1 &&
      (router.trackings[0]?.weight ?? 0) < 0 &&
      (router.priorities[0] ?? 0) - (router.priorities[1] ?? 0) > 1,
    ({ router, lines }) => {
      const [old] = linesIn(lines, `track_${router.trackings[0]?.kind}`)
      return old === undefined ? undefined : { old, news: [line(old.words[0] ?? '', 'weight', -1)] }
    },
  ),
  inInstance(
    'the address of a node as a virtual one',
    'real-address-as-virtual',
    isSourced,
    added('virtual_ipaddress', (spot) => line(own(spot))),
  ),
  inInstance(
    'an instance on one node only',
    'instance-without-partner',
    ({ cluster: { plan }, router }) =>
      plan.nodeCount === 2 &&
      plan.routers.length > 2 &&
      router.syncGroup === undefined &&
      plan.balanced !== router.index,
    (spot) => ({
      old: spot.instance,
      news: [],
      at: (faulty) => [instanceOf(faulty, spot.router, partnerOf(spot))],
    }),
  ),
  inInstance('a sync group on one node only', 'sync-group-mismatch', isGrouped, (spot) => {
    const [old] = groupLines(spot.cluster, spot.node, spot.router)
    if (old === undefined) return undefined
    return { old, news: [], at: (faulty) => spot.router.members.flatMap((one) => groupLines(faulty, one, spot.router)) }
  }),
  inAllMembers(
    'ranks against those of the sync group',
    'contradictory-sync-group-priorities',
    (router) => router.syncGroup !== undefined && router.members.length === 2,
    (router, rank) => line('priority', router.priorities.toReversed()[rank] ?? 0),
  ),
  inAllMembers(
    'several owners',
    'several-address-owners',
    ({ trackings, syncGroup, preemption, states }) =>
      trackings.length === 0 && syncGroup === undefined && preemption === 'usual' && states !== 'master and backup',
    () => line('priority', 255),
  ),
  {
    name: 'another id of the sync daemon',
    rule: 'sync-daemon-mismatch',
    inject: (cluster, draw) => {
      const node = pick(draw, [...cluster.nodes.keys()])
      const old = lineWith(linesIn(cluster.nodes[node]?.lines ?? [], 'global_defs'), 'lvs_sync_daemon')
      if (old === undefined || cluster.division === 'one file') return undefined
      return changed(cluster, node, { old, news: [line(...old.words.slice(0, -1), 78)] })
    },
  },
  {
    name: 'the id of another cluster on the network',
    rule: 'virtual-router-id-collision',
    inject: (cluster, draw) => {
      const routers = cluster.plan.routers.filter(({ mode }) => mode === 'multicast')
      const { division, plan } = cluster
      if (routers.length === 0 || division === 'one file' || plan.multicastGroup !== undefined) return undefined
      const nodes = otherCluster(pick(draw, routers))
      return {
        cluster: { ...cluster, nodes: [...cluster.nodes, ...nodes] },
        at: nodes.flatMap(({ lines }) => lineWith(lines[0]?.block ?? [], 'virtual_router_id') ?? []),
      }
    },
  },
  inServer('a real server on one node only', 'virtual-server-mismatch', (server) => {
    const reals = (server.block ?? []).filter(({ words }) => words[0] === 'real_server')
    const old = reals.at(-1)
    if (old === undefined) return undefined
    const smaller = { ...server, block: (server.block ?? []).filter((one) => one !== old) }
    return { old: server, news: [smaller], at: () => [smaller] }
  }),
]

/** Two more nodes, with a virtual router of their own on the network of another one and with its id. */
function otherCluster({ id, lan, family }: RouterPlan): GeneratedNode[] {
  return ['far-a', 'far-b'].map((name, rank) => ({
    name,
    lines: [
      block(
        ['vrrp_instance', 'FAR'],
        [
          line('interface', 'eth0'),
          line('virtual_router_id', id),
          line('priority', 150 - 50 * rank),
          block(['virtual_ipaddress'], [line(addressIn(lan, family, 251))]),
        ],
      ),
    ],
  }))
}

/** What is wrong with one node, whatever the others have. */
const inOneNode: readonly Fault[] = [
  inInstance('a misspelt keyword', 'unknown-directive', always, (spot) => {
    const old = lineWith(spot.lines, 'priority')
    return old === undefined ? undefined : { old, news: [line('pritority', ...old.words.slice(1))] }
  }),
  inInstance('a keyword with an equals sign', 'unknown-directive', always, instead('priority', 'priority=110')),
  inInstance('a priority out of range', 'invalid-value', always, instead('priority', 'priority', 300)),
  inInstance('a state in lower case', 'invalid-value', has('state'), instead('state', 'state', 'master')),
  inInstance('an auth_type in lower case', 'invalid-auth-type', isAuthenticated, ({ lines }) => {
    const old = lineWith(linesIn(lines, 'authentication'), 'auth_type')
    return old === undefined ? undefined : { old, news: [line('auth_type', 'pass')] }
  }),
  inInstance('a password without its type', 'incomplete-authentication', isAuthenticated, ({ lines, router, node }) => {
    const old = lineWith(linesIn(lines, 'authentication'), 'auth_type')
    if (old === undefined) return undefined
    const at = (faulty: GeneratedCluster): (Line | undefined)[] => {
      const authentication = lineWith(instanceOf(faulty, router, node)?.block ?? [], 'authentication')
      return [authentication, ...(authentication?.block ?? [])]
    }
    return { old, news: [], at }
  }),
  inInstance('a long password', 'overlong-auth-pass', isAuthenticated, ({ lines }) => {
    const old = lineWith(linesIn(lines, 'authentication'), 'auth_pass')
    return old === undefined ? undefined : { old, news: [line('auth_pass', `${old.words[1]}aaaaaaaaa`)] }
  }),
  inInstance(
    'authentication where the version has none',
    'dropped-authentication',
    ({ router }) => router.version === 3,
    addedLine(() => block(['authentication'], [line('auth_type', 'PASS'), line('auth_pass', 'abcd')])),
  ),
  inInstance('no virtual_router_id', 'missing-directive', always, without('virtual_router_id')),
  inInstance('no virtual address', 'missing-virtual-address', always, without('virtual_ipaddress')),
  inInstance(
    'a directive twice',
    'repeated-directive',
    always,
    addedLine(() => line('priority', 99)),
  ),
  inInstance(
    'nopreempt with state MASTER',
    'nopreempt-with-master',
    ({ router, node }) => router.states === 'master and backup' && router.members[0] === node,
    addedLine(() => line('nopreempt')),
  ),
  inInstance(
    'a fraction of a second in version 2',
    'rounded-advert-interval',
    ({ router }) => router.version === 2 && router.advertInterval === '2',
    instead('advert_int', 'advert_int', '2.3'),
  ),
  inInstance(
    'an address of the other family',
    'address-family-mismatch',
    always,
    added('virtual_ipaddress', ({ router }) => line(addressIn(router.lan, router.family === 4 ? 6 : 4, 240))),
  ),
  inInstance(
    'a prefix that is too long',
    'invalid-value',
    always,
    added('virtual_ipaddress', ({ router }) => line(`${addressIn(router.lan, router.family, 241)}/129`)),
  ),
  inInstance(
    'an address twice',
    'duplicate-address',
    always,
    added('virtual_ipaddress', ({ lines }) => line(...(linesIn(lines, 'virtual_ipaddress')[0]?.words ?? []))),
  ),
  inInstance(
    'a definition that is made nowhere',
    'undefined-definition',
    always,
    added('virtual_ipaddress', () => line('$NOWHERE')),
  ),
  inInstance('a tracked script that is none', 'undefined-name', has('track_script'), ({ lines }) => {
    const [old] = linesIn(lines, 'track_script')
    return old === undefined ? undefined : { old, news: [line('alvie', ...old.words.slice(1))] }
  }),
  inInstance(
    'a tracked interface that is its own',
    'tracked-own-interface',
    (spot) => has('track_interface')(spot) && !spot.router.isVmac,
    added('track_interface', ({ lines }) => line(lineWith(lines, 'interface')?.words[1] ?? '')),
  ),
  inInstance(
    'a weight in a sync group',
    'weighted-tracker-without-effect',
    ({ router }) => router.syncGroup !== undefined,
    addedLine(() => block(['track_script'], [line('alive', 'weight', -20)])),
  ),
  inInstance('a member of a sync group that is none', 'undefined-name', isGrouped, (spot) => {
    const old = memberOf(spot)
    return old === undefined ? undefined : { old, news: [line(`${old.words[0]}_old`)] }
  }),
  inInstance('a sync group of one', 'single-member-sync-group', isGrouped, (spot) => {
    const old = memberOf(spot)
    if (old === undefined) return undefined
    return { old, news: [], at: (faulty) => groupLines(faulty, spot.node, spot.router) }
  }),
]

function isGrouped({ router }: Spot): boolean {
  return router.syncGroup !== undefined
}

/** The sync group of a virtual router, with all of its lines. */
function groupLines({ nodes }: GeneratedCluster, node: number, router: RouterPlan): readonly Line[] {
  const head = `GROUP_${(router.syncGroup ?? 0) + 1}`
  const group = nodes[node]?.lines.find(({ words }) => words[0] === 'vrrp_sync_group' && words[1] === head)
  return group === undefined ? [] : [group, ...(group.block ?? []), ...linesIn(group.block ?? [], 'group')]
}

function memberOf({ cluster, node, router, instance }: Spot): Line | undefined {
  return groupLines(cluster, node, router).find(({ words }) => words.length === 1 && words[0] === instance.words[1])
}

/** Something stands between the list and the end of the instance: only then the list is certainly what is not closed. */
const isFollowed: Applies = ({ lines }) => lines.at(-1)?.words[0] !== 'virtual_ipaddress'

/** What is wrong with the structure of a file. */
const inStructure: readonly Fault[] = [
  inInstance('a list that is not closed', 'unclosed-block', isFollowed, lost('closing brace', 'virtual_ipaddress')),
  inInstance('an instance that is not closed', 'unclosed-block', always, ({ instance }) => ({
    old: instance,
    news: [{ ...instance, lost: 'closing brace' }],
  })),
  inInstance('an instance that is not opened', 'missing-opening-brace', always, ({ instance }) => ({
    old: instance,
    news: [{ ...instance, lost: 'opening brace' }],
  })),
  inInstance('a brace too many', 'extra-closing-brace', always, ({ instance }) => {
    const brace = line('}')
    return { old: instance, news: [instance, brace], at: () => [brace] }
  }),
  inInstance('an include that is not there', 'missing-include', always, ({ instance }) => {
    const include = line('include', 'absent.conf')
    return { old: instance, news: [include, instance], at: () => [include] }
  }),
  inInstance('a quote that is not closed', 'unterminated-quote', always, ({ lines }) => {
    const old = lineWith(lines, 'interface')
    return old === undefined ? undefined : { old, news: [line('interface', `"${old.words[1]}`)] }
  }),
]

/** What is wrong with several lines at once, or with another block than an instance. */
const elsewhere: readonly Fault[] = [
  inInstance('a slip in the name of an interface', 'interface-typo', isUsedOften, (spot) => {
    const [first = '', second = '', ...rest] = interfaceOf(spot)
    return instead('interface', 'interface', [second, first, ...rest].join(''))(spot)
  }),
  inInstance('one id twice on an interface', 'duplicate-virtual-router-id', hasNeighbour, (spot) =>
    instead('virtual_router_id', 'virtual_router_id', neighboursOf(spot)[0]?.id ?? 0)(spot),
  ),
  inInstance('a script that is defined too late', 'undefined-name', has('track_script'), ({ cluster, node, lines }) => {
    const all = cluster.nodes[node]?.lines ?? []
    const old = all.find(({ words }) => words[0] === 'vrrp_script')
    if (cluster.division === 'one file' || old === undefined) return undefined
    return { old, news: [], last: [old], at: () => linesIn(lines, 'track_script') }
  }),
  inServer('a real server twice', 'duplicate-real-server', (server) => {
    const [real] = (server.block ?? []).filter(({ words }) => words[0] === 'real_server')
    if (real === undefined) return undefined
    const twin = { ...real }
    return { old: server, news: [{ ...server, block: [...(server.block ?? []), twin] }], at: () => [real, twin] }
  }),
  inServer('a real server on another port', 'mismatched-port', (server) => {
    const [real] = (server.block ?? []).filter(({ words }) => words[0] === 'real_server')
    return real === undefined
      ? undefined
      : { old: real, news: [{ ...real, words: [...real.words.slice(0, 2), '8080'] }] }
  }),
  inServer('a weight in words', 'invalid-value', (server) => {
    const [real] = (server.block ?? []).filter(({ words }) => words[0] === 'real_server')
    const old = lineWith(real?.block ?? [], 'weight')
    return old === undefined ? undefined : { old, news: [line('weight', 'one')] }
  }),
]

/** A mistake in a virtual server of one node. */
function inServer(name: string, rule: string, make: (server: Line) => Change | undefined): Fault {
  return {
    name,
    rule,
    inject: (cluster, draw) => {
      const node = pick(draw, [...cluster.nodes.keys()])
      const servers = cluster.nodes[node]?.lines.filter(({ words }) => words[0] === 'virtual_server') ?? []
      const change = servers.length === 0 ? undefined : make(pick(draw, servers))
      return change === undefined ? undefined : changed(cluster, node, change)
    },
  }
}

function interfaceOf({ lines }: Spot): string {
  return lineWith(lines, 'interface')?.words[1] ?? ''
}

/** The node uses the name at two other places, or the virtual router of another node uses it. */
function isUsedOften(spot: Spot): boolean {
  const name = interfaceOf(spot)
  // With a dot, all that stands before it is a usual name.
  const others = spot.cluster.plan.routers.filter(
    (router) => router !== spot.router && router.members.includes(spot.node) && router.lan === spot.router.lan,
  )
  return others.length > 1 && /^[a-z]{2}\w*$/.test(name) && !spot.lines.some(({ block }) => mentions(block ?? [], name))
}

function mentions(lines: readonly Line[], word: string): boolean {
  return lines.some(({ words, block }) => words.includes(word) || mentions(block ?? [], word))
}

/** The other virtual routers of the node that must not have the same id. */
function neighboursOf({ cluster, router, node }: Spot): RouterPlan[] {
  return cluster.plan.routers.filter(
    (other) =>
      other.id !== router.id &&
      other.lan === router.lan &&
      other.family === router.family &&
      other.mode === 'multicast' &&
      other.members.includes(node),
  )
}

function hasNeighbour(spot: Spot): boolean {
  return spot.router.mode === 'multicast' && neighboursOf(spot).length > 0
}

/** All kinds of mistakes. */
export const faults: readonly Fault[] = [...betweenNodes, ...inFailover, ...inOneNode, ...inStructure, ...elsewhere]
