/** What may stand outside of all blocks: the blocks themselves and a few settings that must be known before them. */
import { either, literal, nothing, opt, seq } from '../arguments.ts'
import { type DirectiveTable, keywords, lines, type Need, reportedEmpty } from '../directive.ts'
import {
  address,
  integer,
  labelled,
  lenientInteger,
  limitedText,
  reference,
  servicePort,
  text,
  UINT32_MAX,
} from '../values.ts'
import { staticAddressLine } from './addresses.ts'
import { bfdInstance } from './bfd.ts'
import { globalDefs } from './global.ts'
import { staticRouteLine, staticRuleLine } from './routing.ts'
import { vrrpSyncGroup } from './sync-group.ts'
import {
  garpGroup,
  linkbeatLine,
  trackFile,
  trackGroup,
  upDownDelayLine,
  vrrpScript,
  vrrpTrackFile,
  vrrpTrackProcess,
} from './tracking.ts'
import { ssl, virtualServer, virtualServerGroupLine } from './virtual-server.ts'
import { vrrpInstance } from './vrrp.ts'

const name = text('name')

const block = { args: nothing, repeat: 'accumulate', missing: 'accepted' } as const

/** A second block of the same name stands, but whoever looks for the name finds the first. */
const namedBlock = { args: name, sameName: 'hidden', repeat: 'accumulate', missing: 'exit' } as const

/** A block that the daemon skips, and says so, unless exactly one name that is not taken yet follows its keyword. */
const uniqueBlock = { args: name, sameName: 'skipped', repeat: 'accumulate', exact: true, missing: 'told' } as const

const flag = { args: nothing, repeat: 'flag', missing: 'accepted' } as const

const needsFile: Need = { oneOf: ['file'], otherwise: 'removes the block', atEnd: true }

const stopsInstances = 'stops its VRRP process, so that no instance of the node runs'

const needsInterface = {
  otherwise: stopsInstances,
  later: { process: 'vrrp', step: 1, check: 1, ends: true },
} as const

/** A unicast instance can do without an interface, except where a flag is looked at before it is set (chk_min_cfg() in vrrp.c). */
const instanceNeeds: readonly Need[] = [
  {
    oneOf: ['virtual_router_id'],
    otherwise: stopsInstances,
    later: { process: 'vrrp', step: 1, check: 0, ends: true },
  },
  { ...needsInterface, oneOf: ['interface'], before: '2.1.0' },
  { ...needsInterface, oneOf: ['interface', 'unicast_peer'], filled: true, since: '2.1.0', before: '2.2.5' },
  { ...needsInterface, oneOf: ['interface'], since: '2.2.5', before: '2.2.8' },
  {
    ...needsInterface,
    oneOf: [
      ...['interface', 'unicast_peer', 'unicast_src_ip'],
      ...['check_unicast_src', 'old_unicast_checksum', 'unicast_fault_no_peer'],
    ],
    since: '2.2.8',
  },
]

/** What keepalived knows at the top of its file. */
export const root: DirectiveTable = {
  bfd_instance: {
    args: limitedText('name', 31),
    body: keywords(bfdInstance, {
      oneOf: ['neighbor_ip', 'neighbour_ip'],
      otherwise: 'disables the session',
      atEnd: true,
      by: 'bfd',
      refusedAtOnce: true,
      keepsName: true,
    }),
    declares: 'bfd_instance',
    sameName: 'skipped',
    doc: 'One BFD session: it notices within milliseconds that a neighbour is gone, and `track_bfd` or `BFD_CHECK` act on it. It must stand before the blocks that track it.',
    repeat: 'accumulate',
    missing: 'crash',
    since: '2.0.0',
    readers: ['checker', 'vrrp', 'bfd'],
    source: 'bfd_parser.c:510',
  },
  track_file: {
    ...namedBlock,
    body: keywords(trackFile, needsFile),
    declares: 'track_file',
    doc: 'A file whose number is added to priorities or weights whenever it changes. It must stand before the blocks that track it; of two with one name the first counts.',
    since: '2.1.0',
    readers: ['checker', 'vrrp'],
    source: 'track_file.c:538',
  },
  vrrp_track_file: {
    ...namedBlock,
    body: keywords(vrrpTrackFile, needsFile),
    declares: 'track_file',
    doc: 'Older name of `track_file`, with the same effect.',
    since: '2.0.0',
    deprecated: { use: 'track_file', told: 'log', since: '2.1.0' },
    readers: ['checker', 'vrrp'],
    source: 'track_file.c:545',
  },
  SSL: {
    args: nothing,
    body: keywords(ssl),
    doc: 'Certificate and key that the checkers show to real servers which ask for them over TLS. A second block replaces the first.',
    repeat: 'last',
    repeatTold: true,
    missing: 'accepted',
    since: '0.5.3',
    readers: ['checker'],
    source: 'check_parser.c:943',
  },
  virtual_server_group: {
    ...namedBlock,
    body: reportedEmpty('removes the group', lines('entry', virtualServerGroupLine, 'exit')),
    declares: 'virtual_server_group',
    endsWithoutBrace: true,
    doc: 'Addresses, ports and firewall marks that a `virtual_server group` serves as one. It may stand after the virtual server; an empty one is dropped.',
    since: '1.0.2',
    readers: ['checker'],
    source: 'check_parser.c:950',
  },
  virtual_server: {
    args: either(
      seq(literal('group'), reference('virtual_server_group', 'drops the virtual server', 'logged')),
      seq(literal('fwmark'), labelled('mark', lenientInteger(0, UINT32_MAX))),
      seq(address, opt(labelled('port', servicePort))),
    ),
    body: keywords(virtualServer, {
      oneOf: ['real_server'],
      otherwise: 'drops the virtual server',
      atEnd: '2.2.8',
      later: { process: 'checker', step: 1 },
    }),
    usual: true,
    doc: 'An IPVS service and the real servers behind it, by address and port, firewall mark or group. Without any real server it is dropped.',
    repeat: 'accumulate',
    missing: 'exit',
    since: '0.5.3',
    readers: ['checker'],
    source: 'check_parser.c:951',
  },
  track_group: {
    ...uniqueBlock,
    body: keywords(trackGroup, { oneOf: ['group'], otherwise: 'removes the group', since: '2.2.8', atEnd: true }),
    declares: 'track_group',
    doc: 'Instances that go to fault when a static address, route or rule of this group disappears. It must stand before the lines that name it.',
    since: '2.0.3',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2282',
  },
  static_ipaddress: {
    ...block,
    body: lines('address', staticAddressLine),
    doc: 'Addresses that are set while keepalived runs, whoever is master. A line without `dev` uses `default_interface`.',
    since: '1.1.0',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2287',
  },
  static_routes: {
    ...block,
    body: lines('route', staticRouteLine, 'exit'),
    doc: 'Routes that are set while keepalived runs, whoever is master, written as for `ip route add` without abbreviations.',
    since: '1.0.1',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2288',
  },
  static_rules: {
    ...block,
    body: lines('rule', staticRuleLine, 'exit'),
    doc: 'Policy routing rules that are set while keepalived runs, whoever is master, written as for `ip rule add` without abbreviations.',
    since: '1.2.20',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2289',
  },
  vrrp_sync_group: {
    ...uniqueBlock,
    body: keywords(vrrpSyncGroup, {
      oneOf: ['group'],
      otherwise: 'removes the group',
      atEnd: '2.2.8',
      later: { process: 'vrrp', step: 2 },
    }),
    declares: 'vrrp_sync_group',
    doc: 'Instances that change state together: if one fails or yields, all do. It may stand before its members; a second group of the same name is skipped.',
    since: '0.6.1',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2292',
  },
  garp_group: {
    ...block,
    body: keywords(garpGroup, {
      oneOf: ['garp_interval', 'gna_interval'],
      otherwise: 'removes the group',
      atEnd: true,
    }),
    doc: 'Pauses between gratuitous ARP or NA messages that some interfaces share. A name is ignored; without any interval the block is dropped.',
    since: '1.2.21',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2315',
  },
  linkbeat_interfaces: {
    ...block,
    body: lines('interface', linkbeatLine),
    doc: 'Interfaces whose link is polled, for drivers that do not report its loss to the kernel.',
    since: '2.0.13',
    needs: 'LINKBEAT',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2324',
  },
  vrrp_instance: {
    ...uniqueBlock,
    body: keywords(vrrpInstance, ...instanceNeeds),
    declares: 'vrrp_instance',
    usual: true,
    doc: 'One virtual router on one interface: its ID, priority and addresses. The name is local to this node; a second block of the same name is skipped.',
    since: '0.5.3',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2328',
  },
  vrrp_script: {
    ...namedBlock,
    body: keywords(vrrpScript, { oneOf: ['script'], otherwise: 'removes the block', atEnd: true }),
    declares: 'vrrp_script',
    usual: true,
    doc: 'A command run at intervals whose success or failure counts for the instances that track it. It must stand before them; of two with one name the first counts.',
    since: '1.1.13',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2434',
  },
  vrrp_track_process: {
    ...namedBlock,
    body: keywords(vrrpTrackProcess, { oneOf: ['process'], otherwise: 'removes the block', atEnd: true }),
    declares: 'vrrp_track_process',
    doc: 'Processes whose number is watched through the kernel, without a script. It must stand before the blocks that track it; of two with one name the first counts.',
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2447',
  },
  interface_up_down_delays: {
    ...block,
    body: lines('delay', upDownDelayLine, 'logged'),
    doc: 'How long the link of an interface must stay down or up before keepalived believes it; without a line, not at all. A long delay down is cut to fit the advert interval.',
    since: '2.2.3',
    readers: ['vrrp'],
    source: 'vrrp_parser.c:2461',
  },
  linkbeat_use_polling: {
    ...flag,
    doc: 'Polls the link of every interface that has an instance, for drivers that do not report its loss. `linkbeat_interfaces` does so for single interfaces.',
    since: '1.1.18',
    needs: 'LINKBEAT',
    source: 'global_parser.c:2608',
  },
  net_namespace: {
    args: name,
    doc: 'Network namespace in which keepalived runs, with PID files of its own. It must exist; a reload cannot change it.',
    repeat: 'first',
    repeatTold: true,
    missing: 'told',
    since: '1.2.24',
    source: 'global_parser.c:2610',
  },
  net_namespace_ipvs: {
    args: opt(name),
    doc: 'Network namespace in which the IPVS table is kept, while checks run in `net_namespace`; without a name the default namespace. A reload cannot change it.',
    repeat: 'first',
    repeatTold: true,
    missing: 'accepted',
    default: 'net_namespace',
    since: '2.1.0',
    source: 'global_parser.c:2611',
  },
  namespace_with_ipsets: {
    ...flag,
    doc: 'Uses ipsets in a network namespace even on kernels before 3.13, whose ipsets all namespaces share. Newer kernels do not need it.',
    since: '1.3.0',
    source: 'global_parser.c:2612',
  },
  use_pid_dir: {
    ...flag,
    doc: 'Puts the PID files into a directory of their own, such as `/run/keepalived`. `net_namespace` and `instance` do so anyway.',
    since: '1.2.24',
    source: 'global_parser.c:2613',
  },
  instance: {
    args: name,
    doc: 'Name of this keepalived among several on one machine, used for PID files and `$_INSTANCE`. A reload cannot change it.',
    repeat: 'first',
    repeatTold: true,
    missing: 'told',
    since: '1.2.24',
    source: 'global_parser.c:2614',
  },
  child_wait_time: {
    args: integer(0, UINT32_MAX, 's'),
    doc: 'How long a stopping keepalived waits for its processes to take addresses and services down before it kills them.',
    repeat: 'last',
    missing: 'exit',
    default: '5',
    since: '2.0.0',
    source: 'global_parser.c:2615',
  },
  global_defs: {
    ...block,
    mergesBlocks: true,
    body: keywords(globalDefs),
    usual: true,
    doc: 'Settings of the daemon and defaults for all instances. Best at the top: a reload gives the defaults only to instances below it. Several blocks add up.',
    since: '0.5.3',
    source: 'global_parser.c:2616',
  },
}
