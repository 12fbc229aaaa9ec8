/** Clean clusters: nodes whose configurations fit together, written by people of different habits. */
import { type Draw, happens, pick, shuffled } from './draw.ts'
import { block, type Line, line } from './lines.ts'
import { addressIn, type ClusterPlan, clusterPlan, ownAddress, type RouterPlan } from './plan.ts'

/** How the configurations of a cluster are divided into files: one for each node, or one with conditional lines. */
export type Division = 'file for each node' | 'one file'

export interface GeneratedNode {
  readonly name: string
  readonly lines: readonly Line[]
}

export interface GeneratedCluster {
  readonly plan: ClusterPlan
  readonly division: Division
  readonly nodes: readonly GeneratedNode[]
  /** What the layout follows from. */
  readonly layoutSeed: number
}

/** How one node names and writes what may differ between nodes. */
interface Habit {
  readonly node: number
  readonly name: string
  readonly interfaces: readonly string[]
  readonly names: readonly string[]
  /** Directives stand in the usual order, or in any. */
  readonly isOrderly: boolean
  readonly showsDevice: boolean
  readonly hasGroupsFirst: boolean
  readonly hasGlobalVersion: boolean
}

const NODE_NAMES = [
  ['lb1', 'lb2', 'lb3', 'lb4', 'lb5'],
  ['amber', 'birch', 'cedar', 'dune', 'elm'],
  ['gw-a', 'gw-b', 'gw-c', 'gw-d', 'gw-e'],
] as const
const INTERFACES = [
  ['eth0', 'eth1', 'eth2'],
  ['ens192', 'ens224', 'ens256'],
  ['bond0', 'bond0.20', 'bond0.30'],
  ['enp3s0', 'enp4s0f1', 'br0'],
] as const
const ROUTER_NAMES = [
  ['VI_1', 'VI_2', 'VI_3', 'VI_4', 'VI_5', 'VI_6'],
  ['web', 'mail', 'db', 'dns', 'ldap', 'proxy'],
] as const

export function generatedCluster(draw: Draw): GeneratedCluster {
  const plan = clusterPlan(draw)
  const division = pick(draw, ['file for each node', 'file for each node', 'one file'])
  const names = pick(draw, NODE_NAMES)
  const common: Pick<Habit, 'interfaces' | 'names'> = {
    interfaces: pick(draw, INTERFACES),
    names: pick(draw, ROUTER_NAMES),
  }
  const nodes = Array.from({ length: plan.nodeCount }, (_, node) => {
    const name = names[node] ?? `n${node}`
    const habit: Habit = {
      ...common,
      ...(happens(draw, 20) ? { interfaces: pick(draw, INTERFACES) } : {}),
      ...(division === 'file for each node' && happens(draw, 15) ? { names: pick(draw, ROUTER_NAMES) } : {}),
      node,
      name,
      isOrderly: division === 'one file' || happens(draw, 70),
      showsDevice: happens(draw, 30),
      hasGroupsFirst: division === 'file for each node' && happens(draw, 50),
      hasGlobalVersion: division === 'one file' || happens(draw, 80),
    }
    return { name, lines: nodeLines(draw, plan, habit) }
  })
  return { plan, division, nodes, layoutSeed: draw.integer(0, 1_000_000) }
}

/** The block of a virtual router in a node; `undefined` where the node is no member. */
export function instanceOf({ nodes, plan }: GeneratedCluster, router: RouterPlan, node: number): Line | undefined {
  const own = plan.routers.filter(({ members }) => members.includes(node))
  const instances = (nodes[node]?.lines ?? []).filter(({ words }) => words[0] === 'vrrp_instance')
  return instances[own.indexOf(router)]
}

function nodeLines(draw: Draw, plan: ClusterPlan, habit: Habit): Line[] {
  const own = plan.routers.filter(({ members }) => members.includes(habit.node))
  const groups = syncGroups(own, habit)
  const instances = own.map((router) => instance(draw, plan, habit, router))
  return [
    globals(draw, plan, habit),
    ...trackers(own, habit),
    ...(habit.hasGroupsFirst ? groups : []),
    ...instances,
    ...(habit.hasGroupsFirst ? [] : groups),
    ...virtualServers(plan),
  ]
}

function globals(draw: Draw, plan: ClusterPlan, { name, names, interfaces, hasGlobalVersion }: Habit): Line {
  const { balanced, hasSyncDaemon, globalVersion, multicastGroup } = plan
  const router = plan.routers.find(({ index }) => index === balanced)
  const isSynced = router !== undefined && hasSyncDaemon
  return block(
    ['global_defs'],
    [
      line('router_id', name),
      ...(happens(draw, 20) ? [block(['notification_email'], [line('ops@example.org')])] : []),
      ...(happens(draw, 20) ? [line('vrrp_garp_master_refresh', 60)] : []),
      ...(globalVersion !== undefined && hasGlobalVersion ? [line('vrrp_version', globalVersion)] : []),
      ...(multicastGroup === undefined ? [] : [line('vrrp_mcast_group4', multicastGroup)]),
      line('enable_script_security'),
      // With another user the config test of 2.2.7 ends itself before it says a word (lib/notify.c:761).
      line('script_user', 'root'),
      ...(isSynced
        ? [line('lvs_sync_daemon', interfaces[router.lan] ?? '', 'inst', names[router.index] ?? '', 'id', 77)]
        : []),
    ],
  )
}

/** What the instances track; it has to stand before them. */
function trackers(own: readonly RouterPlan[], { node }: Habit): Line[] {
  const kinds = new Set(own.flatMap(({ trackings }) => trackings.map(({ kind }) => kind)))
  const isScripted = kinds.has('script') || own.some(({ syncGroup }) => syncGroup !== undefined)
  const files = [line('file', '/run/keepalived/offset'), line('weight', 1), line('init_file', 0)]
  const session = [
    line('neighbor_ip', addressIn(0, 4, 1)),
    line('source_ip', ownAddress(node, 0, 4)),
    line('min_rx', 100),
    line('min_tx', 100),
  ]
  return [
    ...(isScripted
      ? [
          block(
            ['vrrp_script', 'alive'],
            [line('script', '/usr/local/bin/alive --quick'), line('interval', 2), line('fall', 2), line('rise', 2)],
          ),
        ]
      : []),
    ...(kinds.has('file') ? [block(['track_file', 'offset'], files)] : []),
    ...(kinds.has('process') ? [block(['vrrp_track_process', 'proxy'], [line('process', 'haproxy')])] : []),
    ...(kinds.has('bfd') ? [block(['bfd_instance', 'uplink'], session)] : []),
  ]
}

function syncGroups(own: readonly RouterPlan[], { names }: Habit): Line[] {
  const heads = new Set(own.flatMap(({ syncGroup }) => (syncGroup === undefined ? [] : [syncGroup])))
  return [...heads].map((head) => {
    const members = own.filter(({ syncGroup }) => syncGroup === head).map(({ index }) => line(names[index] ?? ''))
    return block(
      ['vrrp_sync_group', `GROUP_${head + 1}`],
      [block(['group'], members), block(['track_script'], [line('alive')])],
    )
  })
}

function instance(draw: Draw, plan: ClusterPlan, habit: Habit, router: RouterPlan): Line {
  const lines = [
    ...roleLines(router, habit),
    line('interface', habit.interfaces[router.lan] ?? ''),
    line('virtual_router_id', router.id),
    ...versionLines(draw, plan, habit, router),
    ...(router.advertInterval === undefined ? [] : [line('advert_int', router.advertInterval)]),
    ...(router.isVmac ? [line('use_vmac', ...(happens(draw, 50) ? [`vmac.${router.index}`] : []))] : []),
    ...(router.isVmac && router.mode === 'unicast' ? [line('vmac_xmit_base')] : []),
    ...preemptionLines(router),
    ...authenticationLines(router),
    ...senderLines(draw, router, habit),
    block(['virtual_ipaddress'], addressLines(draw, router, habit)),
    ...(router.excluded.length === 0
      ? []
      : [
          block(
            ['virtual_ipaddress_excluded'],
            router.excluded.map((address) => line(address)),
          ),
        ]),
    ...trackLines(draw, router, habit),
  ]
  return block(['vrrp_instance', habit.names[router.index] ?? ''], habit.isOrderly ? lines : shuffled(draw, lines))
}

function roleLines(router: RouterPlan, { node }: Habit): Line[] {
  const rank = router.members.indexOf(node)
  const state = router.states === 'master and backup' && rank === 0 ? 'MASTER' : 'BACKUP'
  return [...(router.states === 'unsaid' ? [] : [line('state', state)]), line('priority', router.priorities[rank] ?? 0)]
}

/** IPv6 is version 3 whatever stands there; what is the default may be said or not. */
function versionLines(draw: Draw, plan: ClusterPlan, { hasGlobalVersion }: Habit, router: RouterPlan): Line[] {
  const global = plan.globalVersion !== undefined && hasGlobalVersion ? plan.globalVersion : undefined
  const implied = global ?? (router.family === 6 ? 3 : 2)
  return implied === router.version && happens(draw, 85) ? [] : [line('version', router.version)]
}

function preemptionLines({ preemption }: RouterPlan): Line[] {
  if (preemption === 'usual') return []
  return [preemption === 'nopreempt' ? line('nopreempt') : line('preempt_delay', 30)]
}

function authenticationLines({ authentication }: RouterPlan): Line[] {
  if (authentication === undefined) return []
  const { type, password } = authentication
  return [block(['authentication'], [line('auth_type', type), line('auth_pass', password)])]
}

function senderLines(draw: Draw, { mode, hasSource, members, lan, family }: RouterPlan, { node }: Habit): Line[] {
  const own = ownAddress(node, lan, family)
  if (mode === 'multicast') return hasSource ? [line('mcast_src_ip', own)] : []
  const peers = shuffled(
    draw,
    members.filter((one) => one !== node),
  ).map((one) => line(ownAddress(one, lan, family)))
  return [...(hasSource ? [line('unicast_src_ip', own)] : []), block(['unicast_peer'], peers)]
}

function addressLines(draw: Draw, { addresses, prefix, family, lan }: RouterPlan, habit: Habit): Line[] {
  const [first, ...rest] = addresses
  const isLinkLocal = first?.startsWith('fe80') === true
  const ordered = isLinkLocal ? [first, ...shuffled(draw, rest)] : shuffled(draw, addresses)
  return ordered.map((address) => {
    const device = habit.showsDevice ? ['dev', habit.interfaces[lan] ?? ''] : []
    if (address.startsWith('fe80')) return line(address, ...device)
    if (prefix !== undefined) {
      const broadcast = family === 4 && happens(draw, 15) ? ['brd', '+'] : []
      return line(`${address}/${prefix}`, ...broadcast, ...device)
    }
    return line(happens(draw, 50) ? address : `${address}/${family === 4 ? 32 : 128}`, ...device)
  })
}

function trackLines(draw: Draw, { trackings, lan, syncGroup }: RouterPlan, { interfaces }: Habit): Line[] {
  const names = {
    script: 'alive',
    file: 'offset',
    process: 'proxy',
    bfd: 'uplink',
    interface: interfaces[lan === 0 ? 1 : 0] ?? '',
  }
  if (syncGroup !== undefined) return []
  return shuffled(draw, trackings).map(({ kind, weight }) =>
    block([`track_${kind}`], [line(names[kind], ...(weight === undefined ? [] : ['weight', weight]))]),
  )
}

/** The services on the first address of a virtual router, the same on all nodes. */
function virtualServers({ routers, balanced }: ClusterPlan): Line[] {
  const router = routers.find(({ index }) => index === balanced)
  const address = router?.addresses.find((one) => !one.startsWith('fe80'))
  if (router === undefined || address === undefined) return []
  return [80, 443].map((port) =>
    block(
      ['virtual_server', address, port],
      [
        line('delay_loop', 10),
        line('lb_algo', port === 80 ? 'rr' : 'wlc'),
        line('lb_kind', 'DR'),
        line('protocol', 'TCP'),
        ...(port === 443 ? [line('persistence_timeout', 120)] : []),
        ...[221, 222, 223].map((host) =>
          block(
            ['real_server', addressIn(router.lan, router.family, host), port],
            [line('weight', 1), block(['TCP_CHECK'], [line('connect_timeout', 3), line('retry', 2)])],
          ),
        ),
      ],
    ),
  )
}
