/** The JSON report of `kalint failover` is a contract: every field, its type, and what it says about a known cluster. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '../../src/failover/event.ts'
import { folderWith, goodNode, kalint } from '../run-kalint.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/failover-shown')

type Check = (value: unknown, at: string) => string[]

const text: Check = (value, at) => (typeof value === 'string' ? [] : [`${at} is no text`])
const truth: Check = (value, at) => (typeof value === 'boolean' ? [] : [`${at} is neither true nor false`])
const number: Check = (value, at) => (typeof value === 'number' ? [] : [`${at} is no number`])

function oneOf(...words: readonly string[]): Check {
  return (value, at) => (words.includes(value as string) ? [] : [`${at} is none of ${words}`])
}

function orAbsent(check: Check): Check {
  return (value, at) => (value === undefined ? [] : check(value, at))
}

function orNull(check: Check): Check {
  return (value, at) => (value === null ? [] : check(value, at))
}

function listOf(check: Check): Check {
  return (value, at) =>
    Array.isArray(value) ? value.flatMap((one, index) => check(one, `${at}[${index}]`)) : [`${at} is no list`]
}

function mapOf(check: Check): Check {
  return (value, at) => Object.entries(value as object).flatMap(([key, one]) => check(one, `${at}.${key}`))
}

/** Exactly these fields. */
function record(fields: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (typeof value !== 'object' || value === null) return [`${at} is no object`]
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fields, key))
    const own = value as Record<string, unknown>
    return [
      ...unknown.map((key) => `${at}.${key} is not in the contract`),
      ...Object.entries(fields).flatMap(([key, check]) => check(own[key], `${at}.${key}`)),
    ]
  }
}

const report = record({
  target: text,
  clusters: listOf(record({ name: text, nodes: listOf(text), stopped: listOf(record({ node: text, reason: text })) })),
  virtualRouters: listOf(
    record({
      name: text,
      cluster: text,
      addresses: listOf(text),
      members: listOf(record({ node: text, instance: text, priority: orNull(number) })),
      hearing: listOf(record({ from: text, to: text, reception: oneOf('accepted', 'refused') })),
    }),
  ),
  scenarios: listOf(
    record({
      id: text,
      cluster: text,
      title: text,
      events: listOf(
        record({
          type: oneOf(...EVENT_TYPES),
          node: text,
          name: orAbsent(text),
          peer: orAbsent(text),
          value: orAbsent(number),
        }),
      ),
      holders: mapOf(listOf(text)),
      seconds: number,
      times: mapOf(number),
      stable: truth,
      undetermined: orNull(record({ addresses: listOf(text), holders: listOf(text), reason: text })),
      problems: listOf(
        record({
          kind: oneOf(
            'split-brain',
            'partition',
            'no-holder',
            'no-failover',
            'flapping',
            'ping-pong',
            'split-sync-group',
          ),
          severity: oneOf('error', 'warning', 'info'),
          message: text,
          addresses: listOf(text),
          cause: orNull(record({ rule: text, file: text, line: number })),
        }),
      ),
    }),
  ),
})

function told(folder: string, ...args: string[]) {
  const { stdout } = kalint(['failover', '--format', 'json', ...args, '.'], { cwd: join(fixtures, folder) })
  return { stdout, document: JSON.parse(stdout) }
}

describe('the JSON report', () => {
  it.each([
    'pair',
    'weak-script',
    'sync-group',
    'equal-priorities',
    'differing-passwords',
    'never-runs',
    'long-names',
    'nopreempt-and-weight',
    'unknown-priority',
  ])('of %s keeps the contract, and is the same in each run', (folder) => {
    const { stdout, document } = told(folder, '--depth', '2')
    expect(report(document, 'report')).toEqual([])
    expect(told(folder, '--depth', '2').stdout).toBe(stdout)
    const ids = document.scenarios.map(({ id }: { id: string }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids[0]).toBe('steady')
  })

  it('says who holds what, and when', () => {
    const { document } = told('pair')
    expect(document.virtualRouters).toMatchObject([
      {
        name: 'web',
        addresses: ['192.0.2.10'],
        members: [
          { node: 'lb1', instance: 'web', priority: 150 },
          { node: 'lb2', instance: 'web', priority: 100 },
        ],
      },
    ])
    const script = document.scenarios.find(({ id }: { id: string }) => id === 'script-fails:lb1:check_proxy')
    expect(script).toEqual({
      id: 'script-fails:lb1:check_proxy',
      cluster: 'lb1 + lb2',
      title: 'check_proxy fails on lb1',
      events: [{ type: 'script-fails', node: 'lb1', name: 'check_proxy' }],
      holders: { '192.0.2.10': ['lb2'] },
      seconds: 3.1,
      times: { '192.0.2.10': 3.1 },
      stable: true,
      undetermined: null,
      problems: [],
    })
  })

  it('says what the files leave open instead of a guess', () => {
    const [steady] = told('equal-priorities').document.scenarios
    expect(steady.holders).toEqual({})
    expect(steady.undetermined).toMatchObject({ addresses: ['192.0.2.10'], holders: ['lb1', 'lb2'] })
  })

  it('says why something is open in every scenario in which it is, also where it was open before', () => {
    const { scenarios } = told('nopreempt-and-weight', '--depth', '2').document
    const open = scenarios.flatMap(
      ({ undetermined }: { undetermined: { reason: string } | null }) => undetermined ?? [],
    )
    expect(open.length).toBeGreaterThan(4)
    expect(open.filter(({ reason }: { reason: string }) => reason === '')).toEqual([])
  })

  it('leaves open what only the order of the files would decide, in every later event too', () => {
    const owner = { state: 'MASTER', priority: 255 }
    const cwd = folderWith({ 'one.conf': goodNode(owner), 'two.conf': goodNode(owner) })
    const events = ['--event', 'link-cut:one:two', '--event', 'link-restored:one:two']
    for (const files of [
      ['one.conf', 'two.conf'],
      ['two.conf', 'one.conf'],
    ]) {
      const { stdout } = kalint(['failover', '--format', 'json', ...events, ...files], { cwd })
      const [, ended] = JSON.parse(stdout).scenarios
      expect(ended).toMatchObject({ holders: {}, undetermined: { holders: ['one', 'two'] } })
    }
  })

  it('knows who hears whom where it does not know a priority', () => {
    const [router] = told('unknown-priority').document.virtualRouters
    expect(router.members.map(({ priority }: { priority: number | null }) => priority)).toEqual([120, null])
    expect(router.hearing).toEqual([
      { from: 'lb1', to: 'lb2', reception: 'accepted' },
      { from: 'lb2', to: 'lb1', reception: 'accepted' },
    ])
  })

  it('names no dead node among those that may hold an address', () => {
    const { scenarios } = told('unknown-priority', '--depth', '2').document
    const endOf = (id: string) => scenarios.find((one: { id: string }) => one.id === id)
    expect(endOf('node-down:lb1').undetermined.holders).toEqual(['lb2'])
    expect(endOf('node-down:lb1 node-down:lb2')).toMatchObject({ undetermined: null, holders: { '192.0.2.10': [] } })
  })

  it('says which nodes never run', () => {
    const { document } = told('never-runs')
    expect(document.clusters[0].stopped).toMatchObject([{ node: 'lb2' }])
  })

  it('keeps clusters apart that have the same addresses, and gives their virtual routers names of their own', () => {
    const pair = { 'one.conf': goodNode(), 'two.conf': goodNode({ state: 'BACKUP', priority: 100 }) }
    const files = Object.fromEntries(
      ['a', 'b'].flatMap((site) => Object.entries(pair).map(([name, content]) => [`${site}/${name}`, content])),
    )
    const cwd = folderWith(files)
    const { stdout } = kalint(['failover', '--format', 'json', 'a', 'b'], { cwd })
    const { virtualRouters, clusters, scenarios } = JSON.parse(stdout)
    const names = (records: { name: string }[]): string[] => records.map(({ name }) => name)
    expect(new Set(names(virtualRouters)).size).toBe(2)
    expect(new Set(names(clusters)).size).toBe(2)
    expect(scenarios.filter(({ id }: { id: string }) => id === 'steady')).toHaveLength(2)
    for (const { holders } of scenarios.filter(({ id }: { id: string }) => id === 'steady')) {
      expect(holders['192.0.2.10']).toHaveLength(1)
    }
  })
})

describe('files without a vrrp_instance', () => {
  it('are nothing to fail over', () => {
    const cwd = folderWith({ 'a.conf': 'global_defs {\n  router_id a\n}\n' })
    const { status, stdout, stderr } = kalint(['failover', 'a.conf'], { cwd })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^kalint: there is no vrrp_instance in these files/)
  })
})
