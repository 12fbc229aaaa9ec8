/** The mistakes that people made, and the rule and the fixture that tell each of them: what is covered is visible here. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Severity } from '../src/diagnostics/diagnostic.ts'
import { lintFolder } from './lint-folder.ts'

/** An id, the defect in words, how severe it is, who tells it where, and a part of what is said. */
type Row = readonly [id: string, defect: string, severity: Severity, rule: string, fixture: string, says: string]

/** One instance, or the instances of one node. */
const VRRP: readonly Row[] = [
  ['S01', 'a keyword that is misspelt', 'error', 'unknown-directive', 'bad', '`raise` is no keyword'],
  ['S02', 'keyword=value', 'error', 'unknown-directive', 'bad', 'and its value are one word'],
  ['S03', 'a state that is none', 'error', 'invalid-value', 'bad', '`master` for `state`'],
  ['S04', 'an auth_type that is none', 'error', 'invalid-auth-type', 'bad', 'is no `auth_type`'],
  ['S05', 'an auth_pass of more than 8 bytes', 'warning', 'overlong-auth-pass', 'bad', 'the first 8 bytes'],
  ['S06', 'a comment sign in an auth_pass', 'warning', 'comment-in-value', 'bad', 'begins a comment'],
  ['S07', 'auth_pass without auth_type', 'error', 'incomplete-authentication', 'bad-no-type', 'no `auth_type`'],
  ['S07', 'auth_type without auth_pass', 'error', 'incomplete-authentication', 'bad', 'no `auth_pass`'],
  ['S08', 'authentication with version 3', 'warning', 'dropped-authentication', 'bad', 'version 3 has no'],
  ['S09', 'strict mode with unicast', 'error', 'strict-mode-conflict', 'bad', 'allows no unicast'],
  ['S09', 'strict mode with MASTER and no 255', 'warning', 'strict-mode-conflict', 'bad', 'changes the state'],
  ['S10', 'addresses that do not answer in strict mode', 'warning', 'silent-virtual-address', 'bad', 'In strict mode'],
  ['S10', 'no_accept with a virtual server', 'warning', 'silent-virtual-address', 'bad-no-accept', '`no_accept`'],
  ['S11', 'no virtual_router_id', 'error', 'missing-directive', 'bad', 'no `virtual_router_id`'],
  ['S11', 'virtual_router_id 0', 'error', 'invalid-value', 'bad-virtual-router-id', '`0` for `virtual_router_id`'],
  ['S11', 'virtual_router_id above 255', 'error', 'invalid-value', 'bad-virtual-router-id', '`256` for'],
  ['S12', 'a priority above 255', 'error', 'invalid-value', 'bad-priority', '`300` for `priority`'],
  ['S13', 'priority 255 with a weight', 'error', 'weighted-tracker-without-effect', 'bad', 'with priority 255'],
  ['S14', 'MASTER without priority', 'warning', 'master-without-priority', 'bad', 'no `priority`'],
  ['S15', 'nopreempt with a weight', 'warning', 'nopreempt-with-weight', 'bad', 'do not go together'],
  ['S16', 'nopreempt with MASTER', 'error', 'nopreempt-with-master', 'bad', '`state MASTER`'],
  ['S17', 'preempt_delay with MASTER', 'warning', 'preempt-delay-without-effect', 'bad', '`state MASTER`'],
  ['S17', 'preempt_delay with nopreempt', 'warning', 'preempt-delay-without-effect', 'bad', '`nopreempt`'],
  ['S18', 'a weight out of range', 'error', 'invalid-value', 'bad-weight', '`-300` for `weight`'],
  ['S18', 'a weight of 254 for an interface', 'error', 'invalid-value', 'bad-weight', '`254` behind `weight`'],
  ['S19', 'weights beyond 1 and 254', 'info', 'clamped-priority', 'bad', 'its priority would be'],
  ['S20', 'a script that is defined nowhere', 'error', 'undefined-name', 'bad', 'No `vrrp_script` is called'],
  ['S20', 'the same in a sync group', 'error', 'undefined-name', 'bad-sync-group', 'No `vrrp_script` is called'],
  ['S21', 'a script that is defined below its use', 'error', 'undefined-name', 'bad', 'only further down'],
  ['S22', 'a script that nothing tracks', 'warning', 'unused-script', 'bad', 'Nothing tracks'],
  ['S23', 'a weight in a sync group', 'error', 'weighted-tracker-without-effect', 'bad', 'in sync group'],
  ['S24', 'a sync group of one', 'warning', 'single-member-sync-group', 'bad', 'has one member'],
  ['S24', 'a sync group with an unknown member', 'error', 'undefined-name', 'bad', 'No `vrrp_instance` is called'],
  ['S24', 'a member of two sync groups', 'error', 'member-of-two-sync-groups', 'bad', 'is a member of'],
  ['S25', 'one weight in instance and sync group', 'error', 'duplicate-tracker', 'bad-weights', 'by its sync group'],
  ['S26', 'addresses of both families', 'error', 'address-family-mismatch', 'bad', 'is an IPv6 address'],
  ['S27', 'an address that is none', 'error', 'invalid-value', 'bad', '192.0.2.256'],
  ['S27', 'a prefix length above 32', 'error', 'invalid-value', 'bad', '192.0.2.10/33'],
  ['S28', 'a network as virtual address', 'warning', 'network-address-as-virtual-address', 'bad', 'of the network'],
  [
    'S28',
    'a broadcast address as virtual address',
    'warning',
    'network-address-as-virtual-address',
    'bad',
    'broadcast',
  ],
  ['S30', 'brd with the address itself', 'warning', 'wrong-broadcast-address', 'bad', 'the virtual address itself'],
  ['S30', 'brd of another network', 'warning', 'wrong-broadcast-address', 'bad', 'is not in the network'],
  ['S31', 'an address twice in one instance', 'error', 'duplicate-address', 'bad', 'has already'],
  ['S31', 'an address in two instances', 'error', 'address-of-two-instances', 'bad', 'takes it away'],
  ['S32', 'more addresses than an advert holds', 'warning', 'too-many-addresses', 'bad', 'has room for'],
  ['S33', 'version 2 without an address', 'warning', 'missing-virtual-address', 'bad', 'nothing moves'],
  ['S33', 'version 3 without an address', 'error', 'missing-virtual-address', 'bad-version-3', 'process stops'],
  ['S34', 'a virtual_router_id twice', 'error', 'duplicate-virtual-router-id', 'bad', 'both use'],
  ['S35', 'two instances of one name', 'error', 'duplicate-name', 'bad', 'skips this block'],
  ['S35', 'two scripts of one name', 'warning', 'duplicate-name', 'bad-script', 'gets the first'],
  ['S36', 'a priority twice', 'warning', 'repeated-directive', 'bad', '`priority` stands twice'],
  ['S37', 'multicast without interface', 'error', 'missing-directive', 'bad-interface', 'no `interface`'],
  ['S37', 'unicast without interface and source', 'error', 'unicast-without-source', 'bad', 'nor `unicast_src_ip`'],
  ['S38', 'an interface name of 16 signs', 'error', 'invalid-value', 'bad-interface', 'at most 15'],
  ['S38', 'a loopback interface', 'error', 'invalid-value', 'bad-interface', 'no loopback'],
  ['S39', 'a unicast source without peers', 'warning', 'unicast-source-without-peer', 'bad', '`unicast_src_ip`'],
  ['S39', 'an empty unicast_peer', 'warning', 'unicast-source-without-peer', 'bad-empty-peers', '`unicast_peer`'],
  ['S40', 'a peer of the other family', 'error', 'address-family-mismatch', 'bad-peer', 'drops the peer'],
  ['S41', 'unicast on a VMAC without xmit_base', 'warning', 'vmac-conflict', 'bad', 'needs `vmac_xmit_base`'],
  ['S42', 'a route over the interface of use_vmac', 'error', 'unmade-interface', 'bad', 'does not exist yet'],
  ['S42', 'the same as `dev` of an address', 'error', 'unmade-interface', 'bad-address', 'does not exist yet'],
  ['S43', 'a multicast group that is none', 'error', 'invalid-value', 'bad-multicast-group', 'multicast group'],
  ['S43', 'a multicast group outside of 224.0.0.0/24', 'warning', 'routable-multicast-group', 'bad', '224.0.0.0/24'],
  ['S44', 'a fraction with version 2', 'warning', 'rounded-advert-interval', 'bad', 'whole seconds'],
  ['S44', 'advert_int 0', 'error', 'invalid-value', 'bad-zero', '`0` for `advert_int`'],
  ['S45', 'a global IPv6 address first', 'info', 'first-address-not-link-local', 'bad', 'not link-local'],
  ['S45', 'the same in strict mode', 'error', 'strict-mode-conflict', 'bad', 'must be link-local'],
  ['S46', 'a route to a host with a prefix length', 'warning', 'refused-route', 'bad', 'no network'],
  ['S46', 'a broadcast address as gateway', 'warning', 'refused-route', 'bad', 'no router'],
  ['S47', 'vrrp_garp_interval 0', 'warning', 'invalid-value', 'bad', '`vrrp_garp_interval`'],
  ['S48', 'values of the sample', 'info', 'sample-value', 'bad', 'sample configuration'],
  ['S50', 'two lines lvs_sync_daemon', 'error', 'repeated-directive', 'bad-sync-daemon', '`lvs_sync_daemon`'],
  ['S50', 'lvs_sync_daemon_interface', 'warning', 'deprecated-directive', 'bad', '`lvs_sync_daemon_interface`'],
  ['S51', 'the own interface tracked', 'warning', 'tracked-own-interface', 'bad', 'tracked anyway'],
  ['S52', 'an old keyword', 'info', 'deprecated-directive', 'bad', 'is an old word'],
]

const SCRIPTS: readonly Row[] = [
  ['C01', 'scripts without script security', 'warning', 'script-security-off', 'bad', '`enable_script_security`'],
  ['C02', 'script security without a user', 'info', 'missing-script-user', 'bad', 'no `script_user`'],
  ['C03', 'a notify script with bare arguments', 'error', 'unquoted-command', 'bad', '`MASTER` for the user'],
  ['C03', 'the same in a real server', 'error', 'unquoted-command', 'bad-real-server', '`notify_down`'],
  ['C04', 'a check with bare arguments', 'error', 'unquoted-command', 'bad-script', 'without `-p`'],
  ['C05', 'a redirection behind the quotes', 'error', 'unquoted-command', 'bad-redirection', '/bin/sh -c'],
  ['C06', 'shell syntax without a shell', 'warning', 'shell-syntax-without-shell', 'bad', 'without a shell'],
  ['C07', 'a command without a path', 'info', 'relative-command', 'bad-root', 'has no path'],
  ['C08', 'notify as a block', 'error', 'missing-argument', 'bad-notify-block', '`notify` takes no block'],
  ['C09', 'interval 0', 'warning', 'invalid-value', 'bad-script-times', '`0` for `interval`'],
  ['C09', 'timeout 0', 'warning', 'invalid-value', 'bad-script-times', '`0` for `timeout`'],
  ['C12', 'a script that looks for a process', 'info', 'script-instead-of-process', 'bad', '`vrrp_track_process`'],
]

const SERVERS: readonly Row[] = [
  ['L01', 'no protocol', 'error', 'incomplete-virtual-server', 'bad', '`protocol`'],
  ['L02', 'another port with DR', 'error', 'mismatched-port', 'bad', 'does not rewrite packets'],
  [
    'L03',
    'a virtual server at no address of the node',
    'warning',
    'unmanaged-virtual-server',
    'bad',
    'no virtual address',
  ],
  ['L04', 'a real server without a check', 'warning', 'unchecked-real-server', 'bad', 'no health check'],
  ['L05', 'persistence_timeout 0', 'error', 'invalid-value', 'bad-zero', '`persistence_timeout`'],
  ['L06', 'a quorum above all weights', 'warning', 'unreachable-quorum', 'bad', 'is never reached'],
  ['L06', 'a hysteresis not below the quorum', 'warning', 'unreachable-quorum', 'bad', 'not below the quorum'],
  [
    'L07',
    'a sorry server among the real ones',
    'warning',
    'sorry-server-among-real-servers',
    'bad',
    'Name another one',
  ],
  ['L08', 'a real server twice', 'error', 'duplicate-real-server', 'bad', 'already'],
  ['L09', 'a scheduler that is none', 'error', 'invalid-value', 'bad', '`roundrobin` for `lb_algo`'],
  ['L10', 'a prefix length behind a server', 'warning', 'ignored-prefix', 'bad', 'no prefix length'],
  ['L11', 'a real server of the other family', 'error', 'server-family-mismatch', 'bad', 'drops the real server'],
  ['L12', 'no real server', 'error', 'missing-directive', 'bad-real-server', 'no `real_server`'],
  ['L13', 'a scheduler under both names', 'warning', 'contradictory-method', 'bad', 'the same setting'],
  ['L14', 'nb_get_retry in a TCP_CHECK', 'error', 'unknown-directive', 'bad-place', 'Write `retry`'],
  ['L15', 'HTTP_GET without url', 'error', 'missing-directive', 'bad-url', 'no `url`'],
  ['L15', 'url without path', 'error', 'missing-directive', 'bad', 'no `path`'],
  ['L16', 'connect_timeout not below delay_loop', 'info', 'slow-check', 'bad', '`delay_loop`'],
  ['L17', 'a group of two families', 'error', 'server-family-mismatch', 'bad-group', 'family'],
  ['L17', 'an empty group', 'error', 'empty-block', 'bad-server-group', 'is empty'],
  ['L17', 'a group that is defined nowhere', 'error', 'undefined-name', 'bad', 'No `virtual_server_group`'],
  ['L18', 'a firewall mark with a protocol', 'warning', 'unusable-server-option', 'bad', 'any protocol'],
  ['L20', 'a director among its real servers', 'info', 'director-as-real-server', 'bad', 'once more'],
]

const FILES: readonly Row[] = [
  ['F01', 'a } that is missing', 'error', 'unclosed-block', 'bad', 'is not closed'],
  ['F02', 'a { that is missing', 'error', 'missing-opening-brace', 'bad', 'missing'],
  ['F03', 'a } too many', 'error', 'extra-closing-brace', 'bad', 'too'],
  ['F04', 'a quote that is not closed', 'error', 'unterminated-quote', 'bad', 'not closed'],
  ['F06', 'an include of a file that is not there', 'warning', 'missing-include', 'bad', 'does not exist here'],
  ['F06', 'an absolute include', 'info', 'missing-include', 'bad', '`/etc/keepalived/site.inc`'],
  ['F06', 'wildcards that match nothing', 'info', 'missing-include', 'bad', 'No file matches'],
  ['F09', 'a definition that does not exist', 'warning', 'undefined-definition', 'bad', 'is not defined'],
  ['F09', 'a definition for one node only', 'warning', 'undefined-definition', 'bad-other-node', 'only for `@left`'],
  ['F10', 'a byte order mark', 'error', 'byte-order-mark', 'bad', 'byte order mark'],
  ['F10', 'a NUL byte', 'error', 'embedded-nul', 'bad', 'NUL byte'],
  ['F10', 'a line that is too long', 'error', 'overlong-line', 'bad', 'longer than'],
]

const folders = join(import.meta.dirname, '../fixtures/rules')

/** Nodes that do not agree. */
const CLUSTERS: readonly Row[] = [
  [
    'X01',
    'another virtual_router_id',
    'error',
    'virtual-router-id-mismatch',
    'bad',
    'virtual_router_id is 51 here and 15',
  ],
  ['X02', 'another password', 'error', 'auth-pass-mismatch', 'bad', '`auth_pass` is not that of'],
  [
    'X02',
    'another password on one of three',
    'error',
    'auth-pass-mismatch',
    'bad-one-of-three',
    '`auth_pass` is not that of',
  ],
  ['X03', 'authentication on one node only', 'error', 'auth-type-mismatch', 'bad', 'no authentication'],
  ['X03', 'PASS here and AH there', 'error', 'auth-type-mismatch', 'bad-ah', '`auth_type AH`'],
  [
    'X04',
    'another advert_int with version 2',
    'error',
    'advert-interval-mismatch',
    'bad',
    '`advert_int` is 2 here and 1',
  ],
  ['X04', 'another advert_int with version 3', 'warning', 'advert-interval-mismatch', 'bad-version-3', 'follows'],
  ['X05', 'another VRRP version', 'error', 'vrrp-version-mismatch', 'bad', 'version 3'],
  ['X06', 'MASTER on every node', 'warning', 'several-masters', 'bad', 'both have `state MASTER`'],
  ['X07', 'one priority on two nodes', 'warning', 'equal-priority', 'bad', 'both have priority 100'],
  ['X07', 'no priority on two nodes', 'warning', 'equal-priority', 'bad-default', 'both have priority 100'],
  ['X08', 'MASTER with the lower priority', 'warning', 'master-with-lower-priority', 'bad', 'but priority 100'],
  [
    'X09',
    'virtual addresses that differ, before 2.3.3',
    'error',
    'virtual-address-mismatch',
    'bad-before-2.3.3',
    'is only on nodeA',
  ],
  ['X09', 'virtual addresses that differ', 'warning', 'virtual-address-mismatch', 'bad', 'is only on nodeA'],
  ['X10', 'another prefix length', 'warning', 'prefix-length-mismatch', 'bad', 'is a /24 here and a /32'],
  ['X11', 'unicast here and multicast there', 'error', 'unicast-multicast-mix', 'bad', 'sends multicast adverts'],
  ['X12', 'a peer that is not listed', 'error', 'unicast-peer-unanswered', 'bad-third-node-missing', 'does not list'],
  ['X13', 'a peer with a wrong address', 'error', 'unicast-peer-unanswered', 'bad', 'No node sends from'],
  ['X13', 'a peer in a wrong network', 'error', 'unicast-peer-unanswered', 'bad-other-subnet', '203.0.113.1'],
  [
    'X13',
    'a peer that is a digit away, among others',
    'error',
    'unicast-peer-unanswered',
    'bad-slip-among-others',
    'sends from 192.0.2.22',
  ],
  ['X14', 'nobody but itself as peer', 'error', 'own-address-in-unicast-peer', 'bad-only-peer', 'The only peer'],
  ['X14', 'itself among the peers', 'warning', 'own-address-in-unicast-peer', 'bad', 'own address'],
  ['X15', 'one unicast_src_ip on two nodes', 'error', 'duplicate-unicast-source', 'bad', 'both send from'],
  ['X16', 'a misspelt interface', 'error', 'interface-typo', 'bad', 'looks misspelt'],
  ['X17', 'a weight that moves nothing', 'error', 'insufficient-weight', 'bad', 'stays master'],
  ['X18', 'nopreempt on the weaker node only', 'warning', 'nopreempt-on-lower-priority', 'bad', 'does nothing on'],
  ['X19', 'another multicast group', 'error', 'multicast-group-mismatch', 'bad', 'neither hears the other'],
  [
    'X20',
    'one virtual_router_id for two clusters',
    'error',
    'virtual-router-id-collision',
    'bad-shared-lan',
    'has virtual_router_id 51 as well',
  ],
  ['X21', 'an instance on one node only', 'warning', 'instance-without-partner', 'bad', 'stands in for it'],
  [
    'X22',
    'a virtual address that a node has anyway',
    'error',
    'real-address-as-virtual',
    'bad',
    'is a virtual address here',
  ],
  ['X23', 'two owners of an address', 'error', 'several-address-owners', 'bad', 'both claim to own'],
  ['X24', 'sync groups that pull both ways', 'warning', 'contradictory-sync-group-priorities', 'bad', 'moves as one'],
  ['X25', 'a sync group on one node only', 'warning', 'sync-group-mismatch', 'bad', 'no sync group does so'],
  ['X26', 'trackers on one node only', 'info', 'tracker-mismatch', 'bad', 'and nothing on nodeB'],
  ['X27', 'virtual servers that differ', 'warning', 'virtual-server-mismatch', 'bad', 'differs from that of'],
  ['X27', 'groups that list other addresses', 'warning', 'virtual-server-mismatch', 'bad-group', 'only on nodeA'],
  ['X27', 'other weights', 'info', 'virtual-server-mismatch', 'bad-weight', 'the weight of'],
  ['X27', 'another sorry server', 'warning', 'virtual-server-mismatch', 'bad-sorry-server', 'the sorry server'],
  ['X28', 'another sync id of IPVS', 'warning', 'sync-daemon-mismatch', 'bad', 'neither takes those'],
  ['X28', 'another multicast group of IPVS', 'warning', 'sync-daemon-mismatch', 'bad-group', 'neither hears'],
  ['X29', 'IPv6 unicast without source', 'error', 'ipv6-unicast-without-source', 'bad', 'link-local'],
  ['X32', 'use_vmac on one node only', 'warning', 'vmac-mismatch', 'bad', 'and nodeB does not'],
]

/** What else goes wrong between nodes, found by reading what keepalived compares. */
const MORE: readonly Row[] = [
  ['Y01', 'a TTL below min_ttl', 'error', 'unicast-ttl-mismatch', 'bad', 'drops the adverts'],
  ['Y02', 'another checksum', 'error', 'checksum-mismatch', 'bad', 'drop the adverts'],
  ['Y02', 'v3_checksum_as_v2 on one node only', 'error', 'checksum-mismatch', 'bad-plain', 'pseudo-header'],
  ['Y03', 'a BFD session that nobody answers', 'error', 'bfd-session-unanswered', 'bad', 'never comes up'],
  ['Y04', 'BFD sessions that both wait', 'warning', 'bfd-session-unanswered', 'bad-passive', 'both ends'],
  ['Y05', 'the partner tracked without a weight', 'error', 'tracked-partner', 'bad', 'as well'],
  ['Y06', 'virtual routes that differ', 'warning', 'virtual-route-mismatch', 'bad', 'only on nodeA'],
  ['Y06', 'virtual rules on one node only', 'warning', 'virtual-route-mismatch', 'bad-rules', 'Only nodeA'],
]

/** Rows of the catalogue that are no finding, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  S29: 'a virtual address without prefix is what the maintainers recommend within a subnet',
  S49: 'kalint says of a password only whether it differs: a known one works as well as any in clear text',
  C10: 'a weight where FAULT was expected is an intention: the hover tells what a weight does',
  C11: 'it would take reading scripts, which are on the machine only',
  L19: 'the networks of a director are on the machine only',
  F05: 'keepalived reads a brace without a blank before it: the formatter writes one',
  F07: 'releases that are supported read relative includes alike',
  F08: 'an include inside of a block is legal',
  X30: 'the prefix of a source address is nowhere in a file, and routed addresses are legal',
  X31: 'equal router ids do no harm',
}

/** Parts of rows that are told otherwise than the catalogue says, or not. */
const PARTS_LEFT_OUT: Readonly<Record<string, string>> = {
  C09: 'a timeout above the interval only lets a run take longer: the next one waits for it (vrrp_script_thread())',
  F09: 'an `@id` of no machine: only the machines know their ids, and each id that stands in a file is taken for a node',
  X13: 'a peer in another subnet by itself is legal, and so nothing is said of it where no node is known',
  X27: 'a group on one node only may be written as single virtual servers on the other',
}

describe('the catalogue', () => {
  const told = new Set([CLUSTERS, VRRP, SCRIPTS, SERVERS, FILES].flat().map(([id]) => id))
  const rows = Object.entries({ X: 32, S: 52, C: 12, L: 20, F: 10 }).flatMap(([letter, last]) =>
    Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
  )

  it('has a rule for every row, or a reason', () => {
    expect(rows.filter((id) => told.has(id) === id in LEFT_OUT)).toEqual([])
    expect(Object.keys(PARTS_LEFT_OUT).filter((id) => !told.has(id))).toEqual([])
  })
})

describe.each([
  ['clusters', CLUSTERS],
  ['clusters besides', MORE],
  ['VRRP', VRRP],
  ['scripts', SCRIPTS],
  ['virtual servers', SERVERS],
  ['files', FILES],
] as const)('mistakes with %s', (_, rows) => {
  it.each(rows)('%s: %s', (...[, , severity, rule, fixture, says]) => {
    const folder = join(folders, rule)
    expect(existsSync(join(folder, fixture))).toBe(true)
    expect(readdirSync(folder).filter((name) => /^good(-|$)/.test(name))).not.toEqual([])
    const told = lintFolder(join(folder, fixture)).diagnostics.filter((one) => one.rule === rule)
    const found = told.filter(({ message }) => message.includes(says))
    expect(found.map((one) => one.severity)).toContain(severity)
  })
})
