/** Facts files: what is taken from them, and what is said where they are not what they should be. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectingScript } from '../../src/facts/collect.ts'
import type { HostFacts } from '../../src/facts/host.ts'
import { interfaceTowards, isOnLink, wayTo } from '../../src/facts/reach.ts'
import { readFacts } from '../../src/facts/read.ts'
import { device, loopback } from './machine.ts'

function factsIn(value: unknown): HostFacts {
  const { facts, problem } = readFacts(JSON.stringify(value))
  if (facts === undefined) throw new Error(problem.message)
  return facts
}

const at = (text: string, family: 4 | 6 = 4): { text: string; family: 4 | 6 } => ({ text, family })

describe('a facts file', () => {
  it('may be what ip -json address prints', () => {
    const { interfaces, routes } = factsIn([loopback, {}, device('eth0', ['192.0.2.2/24', '2001:db8::2/64'])])
    expect([...(interfaces?.keys() ?? [])]).toEqual(['lo', 'eth0'])
    expect(interfaces?.get('eth0')?.addresses?.map(({ text, prefix }) => `${text}/${prefix}`)).toEqual([
      '192.0.2.2/24',
      '2001:db8::2/64',
    ])
    expect(routes).toBeUndefined()
  })

  it('may be what ip -json link prints, which tells no addresses', () => {
    const facts = factsIn([
      { ifname: 'lo', flags: [], mtu: 65536 },
      { ifname: 'eth0', mtu: 1400 },
    ])
    expect(facts.interfaces?.get('eth0')).toEqual({ name: 'eth0', mtu: 1400 })
    expect(wayTo(facts, at('192.0.2.3'))).toBe('unknown')
  })

  it('may be what ip -json route prints', () => {
    const { interfaces, routes } = factsIn([
      { dst: 'default', gateway: '192.0.2.1', dev: 'eth0', flags: [] },
      { dst: '192.0.2.2', type: 'local', table: 'local', dev: 'eth0' },
      { dst: '198.51.100.0/24', dev: 'eth1' },
    ])
    expect(interfaces).toBeUndefined()
    expect(routes?.map(({ to, isDirect }) => [to?.text, isDirect])).toEqual([
      [undefined, false],
      ['198.51.100.0', true],
    ])
  })

  it('may hold several of them', () => {
    const link = { ifname: 'eth0', mtu: 9000, flags: ['UP'] }
    const { interfaces } = factsIn({ address: [loopback, { ifname: 'eth0', addr_info: [] }], link: [link] })
    expect(interfaces?.get('eth0')).toEqual({ name: 'eth0', mtu: 9000, flags: new Set(['UP']), addresses: [] })
  })

  it('tells nothing of MAC addresses', () => {
    const { interfaces } = factsIn([loopback, device('eth0', ['192.0.2.2/24'])])
    expect(JSON.stringify([...(interfaces ?? [])])).not.toContain('02:00:5e')
  })

  it.each([
    ['', 0, /^the file is empty; expected what the command/],
    ['[1', 2, /^not valid JSON/],
    ['[1]', 1, /^this is the number 1; expected an object/],
    ['"x"', 0, /^this is a string; expected what/],
    ['null', 0, /^this is null; expected/],
    ['{}', 0, /^this object tells nothing/],
    ['{"adress": []}', 1, /^unknown key `adress`\. Did you mean `address`\?$/],
    ['{"address": {}}', 12, /^`address` is an object; expected a list, as `ip -json address` prints it\.$/],
    ['{"address": []}', 12, /^`address` is a list without any interface; expected at least `lo`/],
    ['[]', 0, /^this is a list without any interface; expected at least `lo`, as `ip -json address` prints it\.$/],
    ['[{"ifname": 3}]', 12, /^`ifname` is the number 3; expected the name/],
    ['[{"mtu": 3}]', 1, /^`ifname` is missing here/],
    ['[{"ifname": "eth0", "mtu": "1500"}]', 27, /^`mtu` is `1500`; expected a number of bytes\.$/],
    ['[{"ifname": "e", "addr_info": [{"family": "inet", "local": "192.0.2"}]}]', 59, /^`local` is `192.0.2`/],
    ['[{"ifname": "e", "addr_info": [{"family": "inet", "local": "192.0.2.1"}]}]', 31, /^`prefixlen` is missing/],
    ['{"route": [{"dst": "192.0.2.0/40"}]}', 19, /^`dst` is `192.0.2.0\/40`; expected `default` or a network\.$/],
    ['{"files": [{"path": "/x", "type": "regular file", "mode": "9"}]}', 58, /^`mode` is `9`; expected octal/],
    ['1: lo: <LOOPBACK,UP> mtu 65536\n', 0, /^this is what `ip` prints for people, not JSON\. Run it with `-json`/],
    ['default via 192.0.2.1 dev eth0\n', 0, /^this is what `ip` prints for people/],
  ])('with %j is told at its place', (text, start, message) => {
    const { problem } = readFacts(text)
    expect(problem?.message).toMatch(message)
    expect(problem?.start).toBe(start)
  })

  it('never makes the reader throw', () => {
    const word = fc.constantFrom(
      'address',
      'route',
      'files',
      'ifname',
      'dst',
      'addr_info',
      'lo',
      '192.0.2.1',
      'default',
    )
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(word, tie('tree'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(tree, fc.nat(60), (value, cut) => {
        const text = JSON.stringify(value)
        for (const one of [text, text.slice(0, cut)]) {
          const { facts, problem } = readFacts(one)
          expect((facts === undefined) !== (problem === undefined)).toBe(true)
          if (problem !== undefined) expect(problem.start).toBeLessThanOrEqual(one.length)
        }
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

describe('the way to an address', () => {
  const facts = factsIn({
    address: [loopback, device('eth0', ['192.0.2.2/24']), device('eth1', ['198.51.100.2/24'])],
    route: [
      { dst: '192.0.2.0/24', dev: 'eth0' },
      { dst: '198.51.100.0/24', dev: 'eth1' },
      { dst: '203.0.113.0/25', gateway: '198.51.100.1', dev: 'eth1' },
      { dst: '203.0.113.128/26', dev: 'eth1', scope: 'link' },
      { dst: '203.0.113.192/26', type: 'blackhole' },
    ],
  })

  it.each([
    ['192.0.2.9', undefined, 'link'],
    ['192.0.2.9', 'eth1', 'none'],
    ['203.0.113.9', undefined, 'route'],
    ['203.0.113.9', 'eth0', 'none'],
    ['203.0.113.200', undefined, 'none'],
    ['10.0.0.1', undefined, 'none'],
  ] as const)('%s by %s is %s', (address, by, way) => {
    expect(wayTo(facts, at(address), by)).toBe(way)
  })

  it('is unknown without routes of its family', () => {
    expect(wayTo(facts, at('2001:db8::1', 6))).toBe('unknown')
  })

  it('may need no gateway', () => {
    const found = ['192.0.2.1', '203.0.113.129', '203.0.113.1', '10.0.0.1'].map((one) => isOnLink(facts, at(one)))
    expect(found).toEqual([true, true, false, false])
  })

  it('of several interfaces begins at the one with the smallest network', () => {
    const nested = factsIn([loopback, device('wide', ['10.0.0.2/8']), device('narrow', ['10.1.1.2/24'])])
    expect(interfaceTowards(nested, at('10.1.1.9'))?.name).toBe('narrow')
    expect(interfaceTowards(nested, at('10.2.1.9'))?.name).toBe('wide')
  })
})

describe('the command of kalint facts', () => {
  /** Runs it where `ip` is a program of ours. */
  const run = (paths: readonly string[], ip: string) =>
    spawnSync('sh', ['-s'], { input: `ip() { ${ip}; }\n${collectingScript(paths)}`, encoding: 'utf8' })

  it('prints what kalint reads', () => {
    const { stdout, status } = run(['/', '/no-such-directory', '/no-such-directory/check.sh'], `echo '[]'`)
    expect(status).toBe(0)
    const { address, route, files } = JSON.parse(stdout)
    expect([address, route]).toEqual([[], []])
    expect(files).toContainEqual({ path: '/', type: 'directory', mode: expect.any(String), uid: 0, gid: 0 })
    expect(files).toContainEqual({ path: '/no-such-directory', type: 'missing' })
    expect(factsIn({ files }).fileAt?.('/no-such-directory')).toEqual({ kind: 'missing' })
  })

  it('takes no output for an empty list', () => {
    expect(JSON.parse(run([], ':').stdout)).toEqual({ address: [], route: [] })
  })

  it('fails and prints nothing where ip does not know JSON', () => {
    const { stdout, status } = run([], `echo 'Option "-json" is unknown' >&2; return 255`)
    expect({ stdout, isFailure: status !== 0 }).toEqual({ stdout: '', isFailure: true })
  })
})
