/** The configuration of the other node, made from that of one. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { siblingHosts, siblingNames, siblingPaths } from '../../src/service/actions/node-names.ts'
import { type OtherNode, otherNodes } from '../../src/service/actions/other-node.ts'
import { clusterFolders, ruleFolders, textsIn } from './fixtures.ts'
import { type Held, type SnapshotOptions, snapshotOf, type Texts } from './snapshot.ts'

function generated(texts: Texts, path: string, options: SnapshotOptions = {}): OtherNode[] {
  return otherNodes(snapshotOf(texts, options), path, (one) => Object.hasOwn(texts, one))
}

/** The lines that differ, those of the first text with a minus. */
function difference(one: string, other: string): string[] {
  const [first, second] = [one.split('\n'), other.split('\n')]
  return [
    ...first.filter((line) => !second.includes(line)).map((line) => `-${line.trim()}`),
    ...second.filter((line) => !first.includes(line)).map((line) => `+${line.trim()}`),
  ]
}

const addresses = '  virtual_router_id 51\n  virtual_ipaddress {\n    192.0.2.80/24\n  }\n'

function only(texts: Texts, held: Held = 'open'): OtherNode {
  const [path = ''] = Object.keys(texts)
  const [first, ...more] = generated(texts, path, { held })
  if (first === undefined || more.length > 0) throw new Error('there is exactly one')
  return first
}

function changed(text: string): string[] {
  return difference(text, only({ 'nodeA.conf': text }).text())
}

describe('the names of other nodes', () => {
  it.each([
    ['nodeA', 'nodeB'],
    ['nodeB', 'nodeA'],
    ['kv-a', 'kv-b'],
    ['lb1', 'lb2'],
    ['lb02', 'lb01'],
    ['node0', 'node1'],
    ['keepalived-MASTER', 'keepalived-BACKUP'],
    ['Backup', 'Master'],
    ['keepalived.conf.left', 'keepalived.conf.right'],
  ])('takes %s for one beside %s', (name, other) => {
    expect(siblingNames(name)[0]).toBe(other)
  })

  it('finds no pattern in a plain word', () => {
    expect(siblingNames('keepalived')).toEqual([])
    expect(siblingNames('LVS')).toEqual([])
  })

  it('knows hosts in domains', () => {
    expect(siblingHosts('lb1.example.com')[0]).toBe('lb2.example.com')
  })

  it.each([
    ['/etc/nodeA.conf', 'anywhere', '/etc/nodeB.conf'],
    ['node1/keepalived.conf', 'anywhere', 'node2/keepalived.conf'],
    ['/s/node1/keepalived.conf', 'same-directory', '/s/node1/keepalived-2.conf'],
    ['keepalived.conf', 'anywhere', 'keepalived-2.conf'],
  ] as const)('puts the node beside %s (%s) into %s', (path, where, other) => {
    expect(siblingPaths(path, where)[0]).toBe(other)
  })
})

describe('the other node', () => {
  it('is the backup of a master, of lower priority and with its addresses the other way round', () => {
    const text = `# Comment
global_defs {
  router_id nodeA
}
vrrp_instance a {
  state MASTER
  priority 150 # high
  unicast_src_ip 192.0.2.1
  unicast_peer {
    192.0.2.2
  }
  authentication {
    auth_type PASS
    auth_pass secret
  }
${addresses}}
`
    expect(changed(text)).toEqual([
      '-router_id nodeA',
      '-state MASTER',
      '-priority 150 # high',
      '-unicast_src_ip 192.0.2.1',
      '-192.0.2.2',
      '+router_id nodeB',
      '+state BACKUP',
      '+priority 140 # high',
      '+unicast_src_ip 192.0.2.2',
      '+192.0.2.1',
    ])
    expect(only({ 'nodeA.conf': text })).toMatchObject({ path: 'nodeB.conf', address: '192.0.2.2' })
  })

  it.each([
    ['MASTER', 'priority 1', ['-state MASTER', '+state BACKUP']],
    ['MASTER', 'priority 8', ['-state MASTER', '-priority 8', '+state BACKUP', '+priority 7']],
    ['MASTER', '', ['-state MASTER', '+state BACKUP']],
    ['BACKUP', 'priority 90', ['-state BACKUP', '-priority 90', '+state MASTER', '+priority 100']],
    ['BACKUP', 'priority 150', ['-priority 150', '+priority 140']],
    ['BACKUP', 'priority 90\n  nopreempt', ['-priority 90', '+priority 80']],
    ['BACKUP', '', ['+priority 90']],
  ])('has its own role beside %s with %j', (state, priority, expected) => {
    expect(changed(`vrrp_instance a {\n  state ${state}\n  ${priority}\n${addresses}}\n`)).toEqual(expected)
  })

  it('is master where the other one stands by', () => {
    const instance = (name: string, id: number, rest: string): string =>
      `vrrp_instance ${name} {\n  virtual_router_id ${id}\n  virtual_ipaddress {\n    192.0.2.${id}\n  }\n${rest}}\n`
    const text = `${instance('a', 1, '  state MASTER\n  priority 120\n')}${instance('b', 2, '  state BACKUP\n  priority 110\n')}`
    expect(only({ 'a.conf': text }).text()).toBe(
      `${instance('a', 1, '  state BACKUP\n  priority 110\n')}${instance('b', 2, '  state MASTER\n  priority 120\n')}`,
    )
  })

  it('changes the values of definitions where nothing else uses them', () => {
    const body = `vrrp_instance a {\n  priority $P\n  unicast_src_ip $OWN\n  unicast_peer {\n    $PEER\n  }\n${addresses}}\n`
    expect(changed(`$P=100\n$OWN=192.0.2.1\n$PEER=192.0.2.2\n${body}`)).toEqual([
      '-$P=100',
      '-$OWN=192.0.2.1',
      '-$PEER=192.0.2.2',
      '+$P=90',
      '+$OWN=192.0.2.2',
      '+$PEER=192.0.2.1',
    ])
    expect(changed(`$P=100\nvrrp_instance a {\n  priority $P\n  preempt_delay $P\n${addresses}}\n`)).toEqual([
      '-priority $P',
      '+priority 90',
    ])
  })

  it('turns BFD sessions round', () => {
    const text = `bfd_instance b {\n  source_ip 192.0.2.1\n  neighbor_ip 192.0.2.2\n}\nvrrp_instance a {\n  priority 50\n  unicast_src_ip 192.0.2.1\n  unicast_peer {\n    192.0.2.2\n  }\n${addresses}}\n`
    expect(changed(text)).toContain('+source_ip 192.0.2.2')
    expect(changed(text)).toContain('+neighbor_ip 192.0.2.1')
  })

  it('leaves a priority as it is that is none', () => {
    for (const priority of ['300', '<priority>', '1']) {
      const text = `vrrp_instance a {\n  state MASTER\n  priority ${priority}\n${addresses}}\n`
      expect(changed(text)).toEqual(['-state MASTER', '+state BACKUP'])
    }
  })

  it('does not send from the multicast source of this one', () => {
    const text = `vrrp_instance a {\n  mcast_src_ip 192.0.2.1\n  state MASTER\n${addresses}}\n`
    expect(changed(text)).toEqual(['-mcast_src_ip 192.0.2.1', '-state MASTER', '+state BACKUP'])
  })

  it('is one for each peer that is not there', () => {
    const text = `vrrp_instance a {\n  state MASTER\n  priority 100\n  unicast_src_ip 192.0.2.1\n  unicast_peer {\n    192.0.2.2\n    192.0.2.3\n  }\n${addresses}}\n`
    const [second, third] = generated({ 'lb1.conf': text }, 'lb1.conf')
    expect([second?.path, second?.address, third?.path, third?.address]).toEqual([
      'lb2.conf',
      '192.0.2.2',
      'lb3.conf',
      '192.0.2.3',
    ])
    expect(third?.text()).toContain('unicast_src_ip 192.0.2.3\n  unicast_peer {\n    192.0.2.2\n    192.0.2.1\n')
    expect(third?.text()).toContain('priority 80')
    const both = { 'lb1.conf': text, 'lb2.conf': second?.text() ?? '' }
    expect(generated(both, 'lb1.conf').map(({ path }) => path)).toEqual(['lb3.conf'])
  })

  it.each([
    [
      'there is already another one',
      { 'a.conf': `vrrp_instance a {\n${addresses}}\n`, 'b.conf': `vrrp_instance a {\n  priority 90\n${addresses}}\n` },
    ],
    [
      'nobody knows where this one sends from',
      { 'a.conf': 'vrrp_instance a {\n  unicast_peer {\n    192.0.2.2\n  }\n}\n' },
    ],
    [
      'one file holds all nodes',
      { 'a.conf': `@one $P=1\n@two $P=2\nvrrp_instance a {\n  priority $P\n${addresses}}\n` },
    ],
    ['nothing would differ', { 'a.conf': `vrrp_instance a {\n  priority 1\n${addresses}}\n` }],
    ['it has no instance', { 'a.conf': 'global_defs {\n  router_id a\n}\n' }],
    [
      'the role stands in another file',
      { 'a.conf': 'vrrp_instance a {\n  include r.inc\n}\n', 'r.inc': 'state MASTER\npriority 150\n' },
    ],
  ] as readonly (readonly [string, Texts])[])('is not made where %s', (_, texts) => {
    expect(generated(texts, 'a.conf')).toEqual([])
  })
})

/** An owner of addresses has no equal, and what holds for it alone does not hold for the other node. */
const OF_OWNERS = join('silent-virtual-address', 'good')

describe('what is made of every fixture', () => {
  // What their comments silence need not be there on another node.
  const good = ruleFolders().filter(
    (folder) => /\/good[^/]*$/.test(folder) && !/suppression|in-comment/.test(folder) && !folder.endsWith(OF_OWNERS),
  )

  it.each([...clusterFolders(), ...good])('has no new finding: %s', (folder) => {
    const texts = textsIn(folder)
    for (const path of Object.keys(texts)) {
      const inc = Object.fromEntries(Object.entries(texts).filter(([one]) => one.endsWith('.inc')))
      const alone = { ...inc, [path]: texts[path] ?? '' }
      for (const held of ['open', 'closed'] as const) {
        const made = generated(alone, path, { held })
        const all = { ...alone, ...Object.fromEntries(made.map((one) => [one.path, one.text()])) }
        const before = snapshotOf(alone, { held }).report.diagnostics.map(({ rule }) => rule)
        const after = snapshotOf(all, { held }).report.diagnostics
        const added = after.filter(({ rule, severity }) => severity !== 'info' && !before.includes(rule))
        expect(added.map(({ rule, message }) => `${join(folder, path)} ${rule} ${message}`)).toEqual([])
      }
    }
  })

  it('is made of most clusters', () => {
    const made = clusterFolders().flatMap((folder) =>
      Object.entries(textsIn(folder)).flatMap(([path, text]) => generated({ [path]: text }, path)),
    )
    expect(made.length).toBeGreaterThan(12)
  })
})
