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
  ['C07', 'a command without a path', 'info', 'relative-command', 'bad', 'has no path'],
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
  ['F10', 'a byte order mark', 'error', 'byte-order-mark', 'bad', 'byte order mark'],
  ['F10', 'a NUL byte', 'error', 'embedded-nul', 'bad', 'NUL byte'],
  ['F10', 'a line that is too long', 'error', 'overlong-line', 'bad', 'longer than'],
]

const folders = join(import.meta.dirname, '../fixtures/rules')

describe.each([
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
