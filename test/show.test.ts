/** `kalint show`: what stands between the files and the findings. */
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint } from './run-kalint.ts'

const files = {
  'a.conf': [
    '$ROUTER=51',
    'vrrp_instance VI_1 {',
    '    @n1 state MASTER',
    '    @n2 state BACKUP',
    '    interface eth0 # the first',
    '    virtual_router_id $ROUTER',
    '    include vip.inc',
    '}}',
    'notify "/bin/a b"',
    '',
  ].join('\n'),
  'vip.inc': '    virtual_ipaddress { 192.0.2.10 }\n',
}

function shown(what: string, ...args: string[]): string {
  const { status, stdout, stderr } = kalint(['show', what, ...args], { cwd: folderWith(files) })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

describe('show effective', () => {
  it('prints what a node reads, and where each line comes from', () => {
    expect(shown('effective', '--config-id', 'n1', 'a.conf')).toBe(
      [
        '# n1: a.conf as keepalived 2.4.3 reads it with config-id n1',
        'vrrp_instance VI_1 {                  # a.conf:2',
        '    state MASTER                      # a.conf:3',
        '    interface eth0                    # a.conf:5',
        '    virtual_router_id 51              # a.conf:6 (defined in a.conf:1)',
        '    virtual_ipaddress { 192.0.2.10 }  # vip.inc:1',
        '} }                                   # a.conf:8',
        'notify "/bin/a b"                     # a.conf:9',
        '',
      ].join('\n'),
    )
  })

  it('prints it for each node, and as JSON', () => {
    const readings = JSON.parse(shown('effective', '--format', 'json', 'a.conf'))
    expect(readings.map((one: { node: string }) => one.node)).toEqual(['n1', 'n2'])
    expect(readings[1].lines[1]).toEqual({ text: 'state BACKUP', depth: 1, at: 'a.conf:4' })
    expect(readings[0].lines[3]).toMatchObject({ text: 'virtual_router_id 51', definition: 'a.conf:1' })
  })

  it('is a configuration that is read in the same way', () => {
    const first = shown('effective', '--config-id', 'n1', 'a.conf')
    const second = kalint(['show', 'effective', '-'], { input: first }).stdout
    const withoutPlaces = (text: string): string[] => text.split('\n').map((line) => line.replace(/ *# .*/, ''))
    expect(withoutPlaces(second)).toEqual(withoutPlaces(first))
  })
})

describe('show tree', () => {
  it('prints statements, blocks and what is out of place', () => {
    expect(shown('tree', '--config-id', 'n1', 'a.conf')).toBe(
      [
        '# n1: a.conf as keepalived 2.4.3 reads it with config-id n1',
        '  vrrp_instance VI_1        a.conf:2',
        '    block                   a.conf:2',
        '      state MASTER          a.conf:3',
        '      interface eth0        a.conf:5',
        '      virtual_router_id 51  a.conf:6 (defined in a.conf:1)',
        '      virtual_ipaddress     vip.inc:1',
        '        block               vip.inc:1',
        '          192.0.2.10        vip.inc:1',
        '  stray }                   a.conf:8',
        '  notify "/bin/a b"         a.conf:9',
        '',
      ].join('\n'),
    )
  })

  it('prints it as JSON', () => {
    const [tree] = JSON.parse(shown('tree', '--format', 'json', '--config-id', 'n2', 'a.conf'))
    expect(tree).toMatchObject({ node: 'n2', file: 'a.conf', configId: 'n2' })
    expect(tree.items[0]).toMatchObject({
      kind: 'statement',
      keyword: 'vrrp_instance',
      args: ['VI_1'],
      at: { file: 'a.conf', start: { line: 2, column: 1 }, end: { line: 2, column: 14 } },
      block: { kind: 'block', closed: true },
    })
  })
})

describe('show config', () => {
  it('is JSON with the place of every value', () => {
    const [{ node, config }] = JSON.parse(shown('config', '--config-id', 'n2', 'a.conf'))
    expect(node).toBe('n2')
    expect(config.instances[0]).toMatchObject({
      name: { value: 'VI_1', at: 'a.conf:2' },
      state: { value: 'BACKUP', at: 'a.conf:4' },
      virtualRouterId: { value: 51, at: 'a.conf:6 (defined in a.conf:1)' },
      priority: { value: 100, at: 'a.conf:2', implied: true },
      addresses: [{ value: { text: '192.0.2.10' }, at: 'vip.inc:1' }],
    })
  })
})

describe('show config of server groups', () => {
  it('has words as values with their places, and lists', () => {
    const text = 'virtual_server_group web {\n  192.0.2.80-90 80\n  fwmark 7\n  192.0.2.91-80 80\n}\n'
    const cwd = folderWith({ 'a.conf': text })
    const [{ config }] = JSON.parse(kalint(['show', 'config', 'a.conf'], { cwd }).stdout)
    expect(config.serverGroups).toEqual([
      {
        name: { value: 'web', at: 'a.conf:1' },
        ports: [{ value: 80, at: 'a.conf:2' }],
        marks: [],
        families: [4],
        entries: [{ word: { value: '192.0.2.80-90', at: 'a.conf:2' }, family: 4 }],
        refusals: [{ word: { value: '192.0.2.91-80', at: 'a.conf:4' }, because: expect.any(String) }],
      },
    ])
  })
})

describe('show cluster', () => {
  it('is a table of nodes and of the members of each virtual router', () => {
    const cwd = folderWith({ 'a.conf': goodNode(), 'b.conf': goodNode({ state: 'BACKUP', priority: 100 }) })
    expect(kalint(['show', 'cluster', 'a.conf', 'b.conf'], { cwd }).stdout).toBe(
      [
        'cluster a + b (2 nodes, 1 virtual router)',
        '  node  a  a.conf',
        '  node  b  b.conf',
        '',
        '  virtual router 192.0.2.10',
        '    node  instance  id  priority  state   interface  addresses      adverts to  written in',
        '    a     VI_1      51  150       MASTER  eth0       192.0.2.10/24  224.0.0.18  a.conf:1',
        '    b     VI_1      51  100       BACKUP  eth0       192.0.2.10/24  224.0.0.18  b.conf:1',
        '',
      ].join('\n'),
    )
    const [cluster] = JSON.parse(kalint(['show', 'cluster', '--format', 'json', 'a.conf', 'b.conf'], { cwd }).stdout)
    expect(cluster.virtualRouters[0].members[1]).toEqual({
      node: 'b',
      instance: 'VI_1',
      virtualRouterId: 51,
      priority: 100,
      state: 'BACKUP',
      interface: 'eth0',
      addresses: ['192.0.2.10/24'],
      peers: [],
      multicastGroup: '224.0.0.18',
      at: 'b.conf:1',
    })
  })
})
