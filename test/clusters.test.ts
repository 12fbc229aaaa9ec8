/** Which files are one cluster, what its nodes are called, which instances are one virtual router; and silence on all that is well. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../grammar/releases.ts'
import type { Cluster, ClusterNode, VirtualRouter } from '../src/cluster/cluster.ts'
import { nodeNames } from '../src/cluster/names.ts'
import { clustersOf } from '../src/engine/lint.ts'
import { sourceFile } from '../src/text/source-file.ts'
import { lintFolder } from './lint-folder.ts'

const fixtures = join(import.meta.dirname, '../fixtures/clusters')
const examples = join(import.meta.dirname, '../examples')

describe.each(readdirSync(fixtures))('%s', (name) => {
  const report = lintFolder(join(fixtures, name))

  it('is without error and warning', () => {
    const told = report.diagnostics.filter((diagnostic) => diagnostic.severity !== 'info')
    expect(told.map(({ at, rule, message }) => `${at.file.path} ${rule}: ${message}`)).toEqual([])
  })

  it('has these clusters, nodes and virtual routers', async () => {
    await expect(report.clusters.map(described).join('\n')).toMatchFileSnapshot(join(fixtures, name, 'expected.txt'))
  })
})

describe('the example', () => {
  it('has one error, and it is about the addresses of VI_2', () => {
    const { clusters, diagnostics } = lintFolder(join(examples, 'active-active'))
    expect(clusters.map((cluster) => cluster.name)).toEqual(['nodeA + nodeB'])
    expect(clusters.map((cluster) => cluster.routers.map(routerText))).toEqual([
      ['192.0.2.80: nodeA VI_1, nodeB VI_1', '192.0.2.90: nodeA VI_2, nodeB VI_2'],
    ])
    const told = diagnostics.filter((diagnostic) => diagnostic.severity !== 'info')
    expect(told).toHaveLength(1)
    expect(told[0]?.severity).toBe('error')
    expect(told[0]?.at.file.path).toBe('nodeA.conf')
    expect(told[0]?.message).toContain('198.51.100.2')
  })
})

describe('a node is called', () => {
  it.each([
    ['by its file', ['lb1.conf', 'lb2.cfg', 'lb3'], ['lb1', 'lb2', 'lb3']],
    ['by its directory', ['node1/keepalived.conf', 'node2/keepalived.conf'], ['node1', 'node2']],
    ['by the directory that tells', ['a/etc/keepalived.conf', 'b/etc/keepalived.conf'], ['a', 'b']],
    ['by its suffix', ['keepalived.conf.master', 'keepalived.conf.backup'], ['master', 'backup']],
    ['by its suffix after a dash', ['x/keepalived.conf-1', 'x/keepalived.conf_2'], ['1', '2']],
    ['by directory and file where one lies above the other', ['a/b.conf', 'b.conf'], ['a/b', 'b']],
    ['by its path where another node has the short name', ['a/k.conf', 'b/k.conf', 'a.conf'], ['a/k', 'b', 'a']],
    [
      'by directory and file where several directories hold the same files',
      ['s1/a.conf', 's1/b.conf', 's2/a.conf', 's2/b.conf'],
      ['s1/a', 's1/b', 's2/a', 's2/b'],
    ],
    [
      'by the directories that tell, without those that all have',
      ['prod/lb1/etc/k.conf', 'prod/lb2/etc/k.conf', 'test/lb1/etc/k.conf', 'test/lb2/etc/k.conf'],
      ['prod/lb1', 'prod/lb2', 'test/lb1', 'test/lb2'],
    ],
    ['by its file where only some collide', ['a/k.conf', 'b/k.conf', 'lb3.conf'], ['a', 'b', 'lb3']],
  ])('%s', (_, paths, names) => {
    expect(nodeNames(paths.map((path) => ({ path })))).toEqual(names)
  })

  it('by its id, and by its file too where two files use one id', () => {
    const nodes = ['east.conf', 'west.conf'].flatMap((path) => ['one', 'two'].map((configId) => ({ path, configId })))
    expect(nodeNames(nodes)).toEqual(['one (east.conf)', 'two (east.conf)', 'one (west.conf)', 'two (west.conf)'])
  })
})

describe('the nodes of a file with conditional lines', () => {
  const conditional = instance('GW', '@a priority 20', '@b priority 10')

  it('are those that the option names', () => {
    expect(names({ 'k.conf': conditional }, { configIds: ['b'] })).toEqual([['b']])
    expect(names({ 'k.conf': conditional }, { configIds: ['a', 'b', 'c'] })).toEqual([['a', 'b']])
  })

  it('are one where the option names none of its ids', () => {
    expect(names({ 'k.conf': conditional }, { configIds: ['c', 'd'] })).toEqual([['c']])
  })

  it('are all that it names, and the one that reads what none of them reads', () => {
    expect(names({ 'k.conf': conditional })).toEqual([['a', 'b']])
    expect(names({ 'k.conf': instance('GW', '@a priority 20', '@^a priority 10') })).toEqual([['a', 'k']])
    expect(names({ 'k.conf': instance('GW', '@^b priority 20', '@^a priority 10') })).toEqual([['b', 'a']])
  })

  it('are found where the conditions stand in a file that it includes', () => {
    const files = {
      'k.conf': 'include gw.inc',
      'gw.inc': instance('GW', '@a priority 2', '@^a priority 1', '@b state BACKUP'),
    }
    expect(names(files)).toEqual([['a', 'b']])
  })

  it('are one where no line of a service depends on the id', () => {
    expect(names({ 'k.conf': `global_defs {\n@a router_id a\n@b router_id b\n}\n${instance('GW')}` })).toEqual([['k']])
  })

  it('are one where the file bears an id as its suffix', () => {
    expect(names({ 'keepalived.conf.b': conditional })).toEqual([['b']])
  })

  it('are not mixed with those of another file for the same ids, whatever connects the files', () => {
    const plain = instance('GW', 'priority 30')
    expect(names({ 'one.conf': conditional, 'plain.conf': plain, 'two.conf': conditional })).toEqual([
      ['a (one.conf)', 'b (one.conf)', 'plain'],
      ['a (two.conf)', 'b (two.conf)'],
    ])
    expect(names({ 'plain.conf': plain, 'one.conf': conditional, 'two.conf': conditional })).toEqual([
      ['plain', 'a (one.conf)', 'b (one.conf)'],
      ['a (two.conf)', 'b (two.conf)'],
    ])
  })
})

describe('a file that another one includes', () => {
  it('is no node', () => {
    const files = { 'gw.conf': instance('GW'), 'k.conf': 'include gw.conf', 'other.conf': instance('GW') }
    expect(names(files)).toEqual([['k', 'other']])
  })

  it('is one where each includes the other', () => {
    const files = { 'a.conf': `include b.conf\n${instance('A')}`, 'b.conf': `include a.conf\n${instance('B')}` }
    expect(names(files)).toEqual([['a']])
  })
})

describe('files are one cluster', () => {
  const apart = [['a'], ['b']]
  const together = [['a', 'b']]

  it.each([
    ['a virtual address', instance('A', vip('192.0.2.5/24')), instance('B', HIGHER, vip('192.0.2.5/32')), together],
    [
      'a virtual address in two spellings',
      instance('A', vip('2001:db8::5')),
      instance('B', HIGHER, vip('2001:DB8:0::5/64')),
      together,
    ],
    [
      'a peer',
      instance('A', vip('10.1.1.1'), 'unicast_src_ip 10.9.0.1'),
      instance('B', vip('10.2.2.2'), peer('10.9.0.1')),
      together,
    ],
    [
      'a link-local address and nothing else',
      instance('A', vip('fe80::1')),
      instance('B', HIGHER, vip('fe80::1')),
      together,
    ],
    [
      'a link-local address beside others',
      instance('A', vip('fe80::1', '2001:db8:a::1')),
      instance('B', vip('fe80::1', '2001:db8:b::1')),
      apart,
    ],
    ['a name and an id', instance('A', vip('192.0.2.5')), instance('A', HIGHER, vip('192.0.2.6')), apart],
    [
      'what stands in examples, and differs in the rest',
      instance('VI_1', 'virtual_router_id 51', vip('192.0.2.5')),
      instance('VI_1', 'virtual_router_id 50', 'interface eth1', vip('192.0.2.5')),
      apart,
    ],
    [
      'a copy of the example that keepalived ships',
      instance('VI_1', 'virtual_router_id 51', vip('192.168.200.11')),
      instance('VI_1', 'virtual_router_id 51', HIGHER, vip('192.168.200.11')),
      apart,
    ],
  ])('by %s', (_, a, b, expected) => {
    expect(names({ 'a.conf': a, 'b.conf': b }, { how: 'found' })).toEqual(expected)
  })

  it.each([
    [
      'a network of virtual addresses, name and id',
      instance('A', vip('192.0.2.5/24')),
      instance('A', HIGHER, vip('192.0.2.99')),
      together,
    ],
    [
      'no network of virtual addresses alone',
      instance('A', vip('192.0.2.5/24')),
      instance('B', 'virtual_router_id 2', HIGHER, vip('192.0.2.99')),
      apart,
    ],
    [
      'a network of source addresses, name and id',
      instance('A', vip('10.1.1.1'), 'unicast_src_ip 10.9.0.1'),
      instance('A', HIGHER, vip('10.2.2.2'), 'mcast_src_ip 10.9.0.7'),
      together,
    ],
    [
      'no link-local network',
      instance('A', vip('fe80::1', '2001:db8:a::1')),
      instance('B', vip('fe80::2', '2001:db8:b::1')),
      apart,
    ],
    ['no name and id', instance('A', vip('10.1.1.1')), instance('A', vip('10.2.2.2')), apart],
  ])('that the user names together by %s', (_, a, b, expected) => {
    expect(names({ 'a.conf': a, 'b.conf': b })).toEqual(expected)
  })
})

describe('instances are one virtual router', () => {
  it('by most addresses in common, then by id, then by name', () => {
    const address = vip('fe80::1')
    const id = (one: number) => `virtual_router_id ${one}`
    const files = {
      'a.conf':
        instance('V10', id(10), address) +
        instance('V20', id(20), address) +
        instance('X', id(7), vip('fe80::1', 'fe80::2')),
      'b.conf':
        instance('Y', id(10), vip('fe80::2', 'fe80::1')) +
        instance('V20', id(21), HIGHER, address) +
        instance('Z', id(10), HIGHER, address),
    }
    const routers = clusters(files).flatMap((cluster) => cluster.routers.map(routerText))
    expect(routers.map((text) => text.replace(/^.*: (?=a )/, ''))).toEqual(['a V10, b Z', 'a V20, b V20', 'a X, b Y'])
  })

  it('by id where they are peers or namesakes of one network', () => {
    const a = (rest: string) => instance('V', 'virtual_router_id 9', vip('192.0.2.5/24')) + rest
    expect(routersOf(a(''), instance('V', 'virtual_router_id 9', HIGHER, vip('192.0.2.6/24')))).toEqual(['V V'])
    expect(routersOf(a(''), instance('W', 'virtual_router_id 9', HIGHER, vip('192.0.2.6/24')))).toEqual(['V', 'W'])
  })

  it('never twice on one node', () => {
    const twice = instance('V', vip('192.0.2.5')) + instance('W', vip('192.0.2.5'))
    expect(routersOf(twice, instance('V', vip('192.0.2.5')))).toEqual(['V V', 'W'])
  })
})

/** What another node of the virtual router has. */
const HIGHER = 'state MASTER\npriority 110'

/** A virtual router on eth0 with these lines; with the same address everywhere where they name none. */
function instance(name: string, ...lines: string[]): string {
  const address = lines.some((line) => line.startsWith('virtual_ipaddress')) ? [] : [vip('192.0.2.1/24')]
  const id = lines.some((line) => line.startsWith('virtual_router_id')) ? [] : ['virtual_router_id 1']
  return ['', `vrrp_instance ${name} {`, 'interface eth0', ...id, ...lines, ...address, '}', ''].join('\n')
}

function vip(...addresses: string[]): string {
  return ['virtual_ipaddress {', ...addresses, '}'].join('\n')
}

function peer(address: string): string {
  return `unicast_peer {\n${address}\n}`
}

interface Naming {
  readonly configIds?: readonly string[]
  readonly how?: 'named' | 'found'
}

/** The names of the nodes of each cluster. Files named `.inc` are only read where another one includes them. */
function names(files: Readonly<Record<string, string>>, naming: Naming = {}): string[][] {
  return clusters(files, naming).map((cluster) => cluster.nodes.map((node) => node.name))
}

function clusters(files: Readonly<Record<string, string>>, { configIds = [], how = 'named' }: Naming = {}): Cluster[] {
  const entries = Object.entries(files).flatMap(([path, text]) =>
    path.endsWith('.inc') ? [] : [sourceFile(path, text)],
  )
  return clustersOf([{ entries, how }], {
    files: {
      read: (path) => {
        const text = files[path]
        return text === undefined ? { kind: 'missing' } : { kind: 'text', file: sourceFile(path, text) }
      },
      glob: () => [],
    },
    target: newestRelease(),
    configIds,
    sharedLan: 'unknown',
    secrets: 'masked',
  })
}

/** The names of the instances of each virtual router of two nodes. */
function routersOf(a: string, b: string): string[] {
  return clusters({ 'a.conf': a, 'b.conf': b }).flatMap((cluster) =>
    cluster.routers.map(({ members }) => members.map((member) => member.instance.name.value).join(' ')),
  )
}

function described(cluster: Cluster): string {
  const lines = [
    ...cluster.nodes.map(nodeText),
    ...cluster.routers.map((router) => `virtual router ${routerText(router)}`),
  ]
  return [`cluster ${cluster.name}`, ...lines.map((line) => `  ${line}`), ''].join('\n')
}

function nodeText({ name, file, configId }: ClusterNode): string {
  return `node ${name}: ${file.path}${configId === undefined ? '' : ` read as ${configId}`}`
}

function routerText({ members }: VirtualRouter): string {
  const addresses = members.flatMap(({ instance }) => instance.addresses.map((line) => line.value.text))
  const names = members.map(({ node, instance }) => `${node.name} ${instance.name.value}`)
  return `${[...new Set(addresses)].join(' ')}: ${names.join(', ')}`
}
