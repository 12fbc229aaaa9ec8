/** The model holds what the daemon ends up with: defaults, and all that it alters, ignores or drops. */
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../grammar/releases.ts'
import { type Bound, bind } from '../src/bind/bind.ts'
import { expand } from '../src/expand/expand.ts'
import { treeOf } from '../src/expand/tree.ts'
import { buildConfig } from '../src/model/build.ts'
import type { AddressLine, Config, Instance } from '../src/model/config.ts'
import type { Sited } from '../src/model/sited.ts'
import { decode, sourceFile, textAt } from '../src/text/source-file.ts'

/** Bytes in Latin-1: 0xe9 alone is no UTF-8. */
const LATIN1_PASSWORD = decode(Uint8Array.from([0x70, 0xe9]))

describe('family and version', () => {
  it.each([
    // lines, family, version
    ['', 4, 2],
    ['version 3', 4, 3],
    ['version 2; virtual_ipaddress { 192.0.2.1 }', 4, 2],
    ['virtual_ipaddress { 2001:db8::1 }', 6, 3],
    ['version 2; virtual_ipaddress { 2001:db8::1 }', 6, 2],
    ['virtual_ipaddress { 2001:db8::1 }; version 2', 6, 3],
    ['unicast_peer { }; version 2; virtual_ipaddress { 2001:db8::1 }', 6, 2],
    ['version 2; virtual_ipaddress { 2001:db8::1 }; strict_mode', 6, 3],
    ['version 3; version 2', 4, 3],
    ['version 2; version 3', 4, 2],
    ['version 4; version 3', 4, 3],
    ['version 3x', 4, 3],
    ['virtual_ipaddress { 2001:db8::1 }; version 2; version 3', 6, 3],
    ['native_ipv6; virtual_ipaddress { 192.0.2.1 }', 6, 3],
    ['version 2; native_ipv6', 6, 3],
    ['virtual_ipaddress { 192.0.2.1 }; native_ipv6', 4, 2],
    ['unicast_src_ip 192.0.2.7; virtual_ipaddress { 2001:db8::1 }', 4, 2],
    ['unicast_peer { 2001:db8::2 }; virtual_ipaddress { 192.0.2.1 }', 6, 3],
    ['mcast_dst_ip 192.0.2.9; virtual_ipaddress { 2001:db8::1 }', 4, 2],
    ['use_ipvlan 2001:db8::7/64; virtual_ipaddress { 192.0.2.1 }', 6, 3],
    ['virtual_ipaddress_excluded { 2001:db8::1 }; virtual_ipaddress { 192.0.2.1 }', 4, 2],
    ['virtual_ipaddress { 300.0.2.1; 2001:db8::1 }', 6, 3],
    ['virtual_ipaddress { 192.0.2.1 dev; 2001:db8::1 }', 6, 3],
  ])('%s: IPv%i, version %i', (lines, family, version) => {
    const instance = instanceOf(lines)
    expect([instance.family, instance.version.value]).toEqual([family, version])
  })

  it.each([
    // global_defs, lines, version
    ['vrrp_version 3', '', 3],
    ['vrrp_version 3', 'version 2', 2],
    ['vrrp_version 2', 'virtual_ipaddress { 2001:db8::1 }', 3],
    ['vrrp_version 3; vrrp_version 2', '', 2],
    ['vrrp_version 3; vrrp_version 4', '', 3],
    ['vrrp_strict', 'version 2; virtual_ipaddress { 2001:db8::1 }', 3],
  ])('global_defs { %s } and %s: version %i', (globals, lines, version) => {
    expect(instanceOf(lines, globals).version.value).toBe(version)
  })

  it('leads to the line that decides', () => {
    expect(textAt(instanceOf('', 'vrrp_version 3').version.at)).toBe('3')
    expect(textAt(instanceOf('virtual_ipaddress { 2001:db8::1 }').version.at)).toBe('VI_1')
  })
})

describe('state, priority and preemption', () => {
  it.each([
    // lines, state, priority, preempts
    ['', 'BACKUP', 100, true],
    ['state MASTER', 'MASTER', 255, true],
    ['state BACKUP', 'BACKUP', 100, true],
    ['priority 255', 'MASTER', 255, true],
    ['state BACKUP; priority 255', 'BACKUP', 255, true],
    ['state MASTER; priority 150', 'MASTER', 150, true],
    ['state MASTER; priority 300', 'MASTER', 100, true],
    ['priority 150; priority 0', 'BACKUP', 100, true],
    ['priority 150; priority 90', 'BACKUP', 90, true],
    ['priority 150x', 'BACKUP', 100, true],
    ['state master; priority 150', 'BACKUP', 150, true],
    ['state master', 'BACKUP', 100, true],
    ['state MASTER; state BACKUP; priority 150', 'MASTER', 150, true],
    ['state BACKUP; state MASTER; priority 150', 'MASTER', 150, true],
    ['state MASTER; state SLAVE; priority 150', 'BACKUP', 150, true],
    ['priority 90; nopreempt', 'BACKUP', 90, false],
    ['nopreempt; preempt', 'BACKUP', 100, true],
    ['preempt; nopreempt', 'BACKUP', 100, false],
    ['state MASTER; priority 150; nopreempt', 'MASTER', 150, true],
    ['state BACKUP; priority 255; nopreempt', 'BACKUP', 255, true],
    ['strict_mode; state MASTER; priority 150; nopreempt', 'BACKUP', 150, false],
    ['strict_mode; state BACKUP; priority 255', 'MASTER', 255, true],
    ['strict_mode; state MASTER', 'MASTER', 255, true],
    [
      'state MASTER; priority 150; nopreempt; authentication {; auth_type AH; auth_pass sesame; }',
      'BACKUP',
      150,
      false,
    ],
    ['state MASTER; authentication {; auth_type AH; auth_pass sesame; }', 'MASTER', 255, true],
    ['state MASTER; priority 150; authentication {; auth_type AH; }', 'MASTER', 150, true],
    ['version 3; state MASTER; priority 150; authentication {; auth_type AH; auth_pass sesame; }', 'MASTER', 150, true],
  ])('%s: %s, %i, preempts %s', (lines, state, priority, preempts) => {
    const instance = instanceOf(lines)
    expect([instance.state.value, instance.priority.value, instance.preempts]).toEqual([state, priority, preempts])
  })

  it('marks what follows from something else', () => {
    expect(instanceOf('state MASTER').priority).toMatchObject({ value: 255, implied: true })
    expect(textAt(instanceOf('priority 300').priority.at)).toBe('300')
    expect(instanceOf('priority 100').priority.implied).toBeUndefined()
  })
})

describe('strict mode', () => {
  it.each([
    // global_defs, lines, strict
    ['', '', false],
    ['vrrp_strict', '', true],
    ['vrrp_strict yes', '', true],
    ['vrrp_strict off', '', false],
    ['vrrp_strict; vrrp_strict maybe', '', true],
    ['vrrp_strict maybe', '', false],
    ['vrrp_strict', 'strict_mode no', false],
    ['vrrp_strict', 'strict_mode 0', true],
    ['', 'strict_mode', true],
    ['', 'strict_mode on; strict_mode off', false],
  ])('global_defs { %s } and %s: %s', (globals, lines, strict) => {
    expect(instanceOf(lines, globals).strict).toBe(strict)
  })
})

describe('advert_int', () => {
  it.each([
    // lines, seconds
    ['', 1],
    ['advert_int 3', 3],
    ['advert_int 0.4', 1],
    ['advert_int 1.4', 1],
    ['advert_int 1.5', 2],
    ['advert_int 255', 255],
    ['advert_int 0', 1],
    ['advert_int 256', 1],
    ['advert_int 3; advert_int 0', 3],
    ['advert_int 3; advert_int 5', 5],
    ['advert_int 2s', 1],
    ['advert_int 3; advert_int 2s', 3],
    ['version 3; advert_int 20000s', 0.02],
    ['version 3; advert_int 2.0000004', 2],
    ['version 3; advert_int 0.4', 0.4],
    ['version 3; advert_int 0.01', 0.01],
    ['version 3; advert_int 1.005', 1.01],
    ['version 3; advert_int 1.004', 1],
    ['version 3; advert_int 0.3333333', 0.33],
    ['version 3; advert_int 40.955', 40.95],
    ['version 3; advert_int 60', 40.95],
    ['advert_int 0.4; virtual_ipaddress { 2001:db8::1 }', 0.4],
  ])('%s: %f s', (lines, seconds) => {
    expect(instanceOf(lines).advertInterval.value).toBe(seconds)
  })
})

describe('interface and virtual_router_id', () => {
  it.each([
    // lines, interface, id
    ['interface eth0; virtual_router_id 51', 'eth0', 51],
    ['interface eth0; interface eth1', 'eth1', undefined],
    ['interface eth0; interface a-name-that-is-too-long', 'eth0', undefined],
    ['virtual_router_id 51; virtual_router_id 300', undefined, 51],
    ['virtual_router_id 0', undefined, undefined],
    ['virtual_router_id 51x', undefined, undefined],
  ])('%s: %s, %s', (lines, device, id) => {
    const instance = instanceOf(lines)
    expect([instance.interface?.value, instance.virtualRouterId?.value]).toEqual([device, id])
  })
})

describe('authentication', () => {
  it.each([
    // lines, type, password
    ['', 'none', ''],
    ['authentication {; auth_type PASS; auth_pass sesame; }', 'PASS', 'sesame'],
    ['authentication {; auth_type AH; auth_pass sesame; }', 'AH', 'sesame'],
    ['authentication {; auth_type PASS; auth_pass "sesame"; }', 'PASS', 'sesame'],
    ['authentication {; auth_type PASS; auth_pass "open sesame"; }', 'PASS', 'open ses'],
    ['authentication {; auth_type PASS; auth_pass ab#111; }', 'PASS', 'ab'],
    ['authentication {; auth_type PASS; auth_pass "ab#111"; }', 'PASS', 'ab#111'],
    ['authentication {; auth_type PASS; auth_pass ab!cd; }', 'PASS', 'ab'],
    ['authentication {; auth_type PASS; auth_pass 12345678; }', 'PASS', '12345678'],
    ['authentication {; auth_type PASS; auth_pass 123456789; }', 'PASS', '12345678'],
    ['authentication {; auth_type PASS; auth_pass \u00e9\u00e9; }', 'PASS', '\xc3\xa9\xc3\xa9'],
    ['authentication {; auth_type PASS; auth_pass 1234567\u00e9; }', 'PASS', '1234567\xc3'],
    [`authentication {; auth_type PASS; auth_pass ${LATIN1_PASSWORD}; }`, 'PASS', 'p\xe9'],
    ['authentication {; auth_type PASS; auth_pass first; auth_pass last; }', 'PASS', 'last'],
    ['authentication {; auth_type PASS; auth_type AH; auth_pass sesame; }', 'AH', 'sesame'],
    ['authentication {; auth_type PASS; auth_type pass; auth_pass sesame; }', 'PASS', 'sesame'],
    ['authentication {; auth_type pass; auth_pass sesame; }', 'none', ''],
    ['authentication {; auth_type PASS; }; authentication {; auth_pass sesame; }', 'PASS', 'sesame'],
    ['authentication {; auth_type PASS; }', 'none', ''],
    ['authentication {; auth_type PASS; auth_pass ""; }', 'none', ''],
    ['authentication {; auth_pass sesame; }', 'none', ''],
    ['authentication { auth_type PASS auth_pass sesame }', 'none', ''],
    ['version 3; authentication {; auth_type PASS; auth_pass sesame; }', 'none', ''],
    ['strict_mode; authentication {; auth_type PASS; auth_pass sesame; }', 'none', ''],
    ['virtual_ipaddress { 2001:db8::1 }; authentication {; auth_type PASS; auth_pass sesame; }', 'none', ''],
    [
      'version 2; virtual_ipaddress { fe80::1 }; authentication {; auth_type PASS; auth_pass sesame; }',
      'PASS',
      'sesame',
    ],
    ['version 2; virtual_ipaddress { fe80::1 }; authentication {; auth_type AH; auth_pass sesame; }', 'none', ''],
    ['authentication {; auth_type PASS; auth_pass sesame; }; auth_hmac {; mode enforce; }', 'none', ''],
  ])('%s: %s', (lines, type, password) => {
    const { authentication } = instanceOf(lines)
    expect([authentication.type, authentication.password]).toEqual([type, password])
  })

  it('comes from a definition', () => {
    const text = '$PASS=sesame\nvrrp_instance VI_1 {\nauthentication {\nauth_type PASS\nauth_pass $PASS\n}\n}\n'
    expect(onlyInstance(configOf(text)).authentication.password).toBe('sesame')
  })

  it('comes from a definition that a comment or quotes surround', () => {
    const text = `$PASS="a#b" # old\nvrrp_instance VI_1 {\nauthentication {\nauth_type PASS\nauth_pass \${PASS}\n}\n}\n`
    expect(onlyInstance(configOf(text)).authentication.password).toBe('a#b')
  })

  it('comes from an included file', () => {
    const text = 'vrrp_instance VI_1 {\nauthentication {\nauth_type PASS\ninclude secret.inc\n}\n}\n'
    expect(onlyInstance(configOf(text, { 'secret.inc': 'auth_pass sesame\n' })).authentication.password).toBe('sesame')
  })
})

describe('sources, peers and groups', () => {
  it.each([
    // lines, unicast source, peers, multicast source
    ['', undefined, [], undefined],
    ['unicast_src_ip 192.0.2.1; unicast_peer { 192.0.2.2 }', '192.0.2.1', ['192.0.2.2'], undefined],
    ['unicast_src_ip 192.0.2.1', '192.0.2.1', [], '192.0.2.1'],
    ['mcast_src_ip 192.0.2.1', undefined, [], '192.0.2.1'],
    ['mcast_src_ip 192.0.2.1; unicast_peer { 192.0.2.2 }', '192.0.2.1', ['192.0.2.2'], undefined],
    [
      'unicast_src_ip 192.0.2.1; mcast_src_ip 192.0.2.9; unicast_peer { 192.0.2.2 }',
      '192.0.2.9',
      ['192.0.2.2'],
      undefined,
    ],
    ['use_ipvlan 192.0.2.1/24; unicast_peer { 192.0.2.2 }', '192.0.2.1', ['192.0.2.2'], undefined],
    ['unicast_src_ip 192.0.2.1; unicast_peer { 2001:db8::2; 192.0.2.2 }', '192.0.2.1', ['192.0.2.2'], undefined],
    ['virtual_ipaddress { 192.0.2.10 }; unicast_src_ip 2001:db8::1', undefined, [], undefined],
    ['unicast_peer { 192.0.2.2/24; 192.0.2.3-9 }', undefined, ['192.0.2.2', '192.0.2.3'], undefined],
    ['unicast_peer { 2001:DB8:0::2 }', undefined, ['2001:db8::2'], undefined],
  ])('%s: from %s to %j', (lines, source, peers, multicastSource) => {
    const { unicast, multicastSource: multicast } = instanceOf(lines)
    expect(unicast.source?.value.text).toBe(source)
    expect(unicast.peers.map((peer) => peer.value.text)).toEqual(peers)
    expect(multicast?.value.text).toBe(multicastSource)
    expect(unicast.active).toBe(peers.length > 0)
  })

  it.each([
    // lines, the keyword that asks for unicast
    ['', undefined],
    ['unicast_peer { }', 'unicast_peer'],
    ['mcast_src_ip 192.0.2.1', undefined],
    ['old_unicast_checksum', 'old_unicast_checksum'],
    ['unicast_fault_no_peer', 'unicast_fault_no_peer'],
    ['check_unicast_src; unicast_src_ip 192.0.2.1', 'check_unicast_src'],
  ])('%s: %s', (lines, keyword) => {
    expect(instanceOf(lines).unicast.keyword?.keyword).toBe(keyword)
  })

  it.each([
    // global_defs, lines, checks
    ['', 'unicast_peer { 192.0.2.2 }', false],
    ['', 'unicast_peer { 192.0.2.2 }; check_unicast_src', true],
    ['', 'unicast_peer { 192.0.2.2 min_ttl 250 }', true],
    ['', 'unicast_peer { 192.0.2.2 min_ttl 300 }', false],
    ['vrrp_check_unicast_src', 'unicast_peer { 192.0.2.2 }', true],
  ])('global_defs { %s } and %s: checks the sender %s', (globals, lines, checks) => {
    expect(instanceOf(lines, globals).unicast.checksSource).toBe(checks)
  })

  it.each([
    // global_defs, lines, group
    ['', '', '224.0.0.18'],
    ['', 'virtual_ipaddress { 2001:db8::1 }', 'ff02::12'],
    ['vrrp_mcast_group4 224.0.10.18', '', '224.0.10.18'],
    ['vrrp_mcast_group4 224.0.10.18', 'virtual_ipaddress { 2001:db8::1 }', 'ff02::12'],
    ['vrrp_mcast_group6 FF02:0::99', 'virtual_ipaddress { 2001:db8::1 }', 'ff02::99'],
    ['vrrp_mcast_group4 224.0.10.18; vrrp_mcast_group4 192.0.2.1', '', '224.0.10.18'],
    ['vrrp_mcast_group4 224.0.10.18', 'mcast_dst_ip 224.0.10.19', '224.0.10.19'],
    ['vrrp_mcast_group4 224.0.10.18', 'mcast_dst_ip 192.0.2.1', '224.0.10.18'],
    ['', 'mcast_dst_ip 224.0.10.19; mcast_dst_ip 192.0.2.1', '224.0.0.18'],
    ['', 'mcast_dst_ip ff12::99', 'ff12::99'],
    ['', 'mcast_dst_ip ff05::99', 'ff02::12'],
  ])('global_defs { %s } and %s: %s', (globals, lines, group) => {
    expect(instanceOf(lines, globals).multicastGroup.value).toBe(group)
  })
})

describe('address lines', () => {
  it.each([
    // line, what is kept: address, dev, label
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1/24', '192.0.2.1/24'],
    ['192.0.2.1/33', '192.0.2.1'],
    ['192.0.2.1/', '192.0.2.1/0'],
    ['192.0.2.1/x', '192.0.2.1/0'],
    ['192.0.2.1/-1', '192.0.2.1'],
    ['192.0.2.1/24x', '192.0.2.1/24'],
    ['192.0.2.1/0', '192.0.2.1/0'],
    ['2001:DB8::0:1/64', '2001:db8::1/64'],
    ['2001:db8::1/129', '2001:db8::1'],
    ['192.0.2.1/24 dev eth1 label eth1:1', '192.0.2.1/24 eth1 eth1:1'],
    ['192.0.2.1/24 brd + dev eth1 scope global', '192.0.2.1/24 eth1'],
    ['2001:db8::1/64 dev eth1 label eth1:1', '2001:db8::1/64 eth1'],
    ['192.0.2.1/24 peer 192.0.2.2', '192.0.2.1'],
    ['192.0.2.1/24 peer 192.0.2.2/24', '192.0.2.1/24'],
    ['192.0.2.1/24 no-such-option', '192.0.2.1/24'],
    ['300.0.2.1/24', ''],
    ['192.0.2/24', ''],
    ['192.0.2.1/24 dev eth0 dev eth1', ''],
    ['192.0.2.1/24 dev', ''],
    ['192.0.2.1/24 label', ''],
    ['192.0.2.1/24 label eth0:a-label-that-is-too-long', ''],
    ['192.0.2.1/24 brd 192.0.2.300', ''],
    ['2001:db8::1/64 brd +', ''],
    ['$VIP', ''],
  ])('%s: %s', (line, kept) => {
    const { excludedAddresses } = instanceOf(`virtual_ipaddress_excluded { ${line} }`)
    expect(excludedAddresses.map(shown).join()).toBe(kept)
  })

  it('of the other family are dropped, except from the excluded ones', () => {
    const instance = instanceOf(
      'virtual_ipaddress { 192.0.2.1; 2001:db8::1 }; virtual_ipaddress_excluded { 2001:db8::2; 192.0.2.2 }',
    )
    expect(instance.addresses.map(shown)).toEqual(['192.0.2.1'])
    expect(instance.excludedAddresses.map(shown)).toEqual(['2001:db8::2', '192.0.2.2'])
  })

  it('of repeated blocks add up', () => {
    const instance = instanceOf('virtual_ipaddress { 192.0.2.1 }; virtual_ipaddress { 192.0.2.2 }')
    expect(instance.addresses.map(shown)).toEqual(['192.0.2.1', '192.0.2.2'])
  })
})

describe('what only the machine knows', () => {
  it.each([
    // lines, what is a stand-in
    [`priority \${_RANDOM 90 110}`, ['priority', 'state']],
    ['state MASTER; priority $PRIORITY', ['priority']],
    ['state $STATE', ['priority', 'state']],
    ['advert_int $INTERVAL', ['advertInterval']],
    ['version $VERSION', ['version']],
    ['mcast_dst_ip $GROUP', ['multicastGroup']],
    ['priority $PRIORITY; priority 100', []],
  ])('%s: %j', (lines, standIns) => {
    const { priority, state, advertInterval, version, multicastGroup } = instanceOf(lines)
    const values: Record<string, Sited<unknown>> = { priority, state, advertInterval, version, multicastGroup }
    expect(Object.keys(values).filter((key) => values[key]?.unknown === true)).toEqual(standIns)
  })

  it('leaves out what has no default', () => {
    const instance = instanceOf(`interface $DEVICE; virtual_router_id \${_RANDOM 1 255}; unicast_src_ip $SOURCE`)
    expect([instance.interface, instance.virtualRouterId, instance.unicast.source]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([
    ['authentication {; auth_type PASS; auth_pass $PASSWORD; }', true],
    ['authentication {; auth_type $TYPE; auth_pass sesame; }', true],
    ['version $VERSION; authentication {; auth_type PASS; auth_pass sesame; }', true],
    ['authentication {; auth_type PASS; auth_pass ses$me; }', true],
    ['authentication {; auth_type PASS; auth_pass sesame$; }', undefined],
  ])('%s: %s', (lines, isUnknown) => {
    expect(instanceOf(lines).authentication.unknown).toBe(isUnknown)
  })
})

describe('blocks', () => {
  it('of a name that is taken are skipped', () => {
    const config = configOf(
      'vrrp_instance A {\npriority 1\n}\nvrrp_instance A {\npriority 2\n}\nvrrp_instance B {\n}\n',
    )
    expect(config.instances.map((one) => [one.name.value, one.priority.value])).toEqual([
      ['A', 1],
      ['B', 100],
    ])
  })

  it('without exactly one name are skipped', () => {
    expect(configOf('vrrp_instance {\n}\nvrrp_instance A B {\n}\nvrrp_sync_group {\n}\n')).toMatchObject({
      instances: [],
      syncGroups: [],
    })
  })

  it('of global_defs add up, wherever they stand', () => {
    const config = configOf('vrrp_instance A {\n}\nglobal_defs {\nvrrp_version 3\n}\nglobal_defs {\nrouter_id x\n}\n')
    expect(config.globals.routerId?.value).toBe('x')
    expect(config.instances[0]?.version.value).toBe(3)
  })

  it('of server groups take a port with text behind it, which their config test refuses', () => {
    const bound = boundOf('virtual_server_group web {\n192.0.2.1 80\n192.0.2.2 8n\n192.0.2.x 80\n}\n')
    const portsIn = (one: Bound): (readonly number[] | undefined)[] =>
      buildConfig(one).serverGroups.map(({ ports }) => ports.map(({ value }) => value))
    expect(portsIn(bound)).toEqual([[80, 8]])
    expect(bound.asRead && portsIn(bound.asRead.bound)).toEqual([[80]])
  })

  it('of track files are found in the order of the file', () => {
    const config = configOf('vrrp_track_file a {\nfile /a\n}\ntrack_file b {\nfile /b\n}\n')
    expect(config.trackFiles.map((one) => one.name.value)).toEqual(['a', 'b'])
  })

  it('of a sync group list their members once', () => {
    const config = configOf('vrrp_sync_group G {\ngroup {\nA\nB C\n}\ngroup {\nD\n}\n}\n')
    expect(config.syncGroups[0]?.members.map((member) => member.value)).toEqual(['A', 'B', 'C'])
  })
})

/** The instance with these lines; `;` ends a line. */
function instanceOf(lines: string, globals = ''): Instance {
  const text = `global_defs {\n${onLines(globals)}\n}\nvrrp_instance VI_1 {\n${onLines(lines)}\n}\n`
  return onlyInstance(configOf(text))
}

function onLines(text: string): string {
  return text.replace(/; */g, '\n')
}

function onlyInstance(config: Config): Instance {
  const [instance] = config.instances
  if (instance === undefined) throw new Error('the text holds an instance')
  return instance
}

function configOf(text: string, includes?: Readonly<Record<string, string>>): Config {
  return buildConfig(boundOf(text, includes))
}

function boundOf(text: string, includes: Readonly<Record<string, string>> = {}): Bound {
  const reading = expand(sourceFile('node.conf', text), {
    files: {
      read: (path) => {
        const found = includes[path]
        return found === undefined ? { kind: 'missing' } : { kind: 'text', file: sourceFile(path, found) }
      },
      glob: () => [],
    },
    target: newestRelease(),
    configId: undefined,
  })
  return bind(treeOf(reading), newestRelease())
}

function shown(line: AddressLine): string {
  const { text, prefix } = line.value
  const address = prefix === undefined ? text : `${text}/${prefix}`
  return [address, line.device?.value, line.label?.value].filter((part) => part !== undefined).join(' ')
}
