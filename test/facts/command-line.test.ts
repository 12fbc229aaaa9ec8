/** `--facts`, `--host`, `kalint facts` and facts in the settings, as users meet them. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint, type Outcome } from '../run-kalint.ts'
import { device, loopback, machine } from './machine.ts'

const files = {
  'lb1.conf': goodNode(),
  'lb2.conf': goodNode({ state: 'BACKUP', priority: 100 }),
  'lb1.json': machine('192.0.2.2/24'),
  'lb2.json': machine('192.0.2.3/24'),
  'other.json': JSON.stringify([loopback, device('ens3', ['192.0.2.3/24'])]),
}

function told({ stdout, stderr, status }: Outcome): { status: number | null; stderr: string; rules: string[] } {
  const rules = [...stdout.matchAll(/^\w+\[([\w-]+)\]/gm)].map(([, rule = '']) => rule)
  return { status, stderr, rules }
}

const FINE = { status: 0, stderr: '', rules: [] }

describe('--facts', () => {
  const run = (...args: string[]) => told(kalint(args, { cwd: folderWith(files) }))

  it('gives facts to a node, by its name or its file', () => {
    const missing = { status: 1, stderr: '', rules: ['missing-interface'] }
    expect(run('--facts', 'lb1=lb1.json', '--facts', 'lb2=lb2.json', 'lb1.conf', 'lb2.conf')).toEqual(FINE)
    expect(run('--facts', 'lb2=other.json', 'lb1.conf', 'lb2.conf')).toEqual(missing)
    expect(run('--facts', 'lb2.conf=other.json', 'lb1.conf', 'lb2.conf')).toEqual(missing)
  })

  it('decides who wins in `kalint failover`', () => {
    const even = goodNode({ state: 'BACKUP', priority: 100 })
    const cwd = folderWith({ ...files, 'lb1.conf': even, 'lb2.conf': even })
    const paths = ['failover', 'lb1.conf', 'lb2.conf', '--format', 'markdown']
    const open = /the higher address of an interface wins/
    expect(kalint(paths, { cwd }).stdout).toMatch(open)
    expect(kalint([...paths, '--facts', 'lb1=lb1.json', '--facts', 'lb2=lb2.json'], { cwd }).stdout).not.toMatch(open)
  })

  it.each([
    ['lb3=lb1.json', '--facts lb3=lb1.json: no node is called lb3. Did you mean lb1?'],
    ['web=lb1.json', '--facts web=lb1.json: no node is called web. The nodes are lb1 and lb2.'],
    ['lb1.json', '--facts lb1.json: expected NODE=FILE, as in --facts lb1=facts.json.'],
    ['lb1=', '--facts lb1=: expected NODE=FILE, as in --facts lb1=facts.json.'],
    [
      'lb1=no.json',
      'no.json: no such file; expected facts about a machine. `kalint facts` prints how to collect them.',
    ],
    ['lb1=.', '.: this is a directory; expected a file with facts about a machine.'],
    ['lb1=lb1.conf', /^kalint: lb1\.conf:\d+:\d+: not valid JSON; expected what the command/],
  ])('%s cannot be used', (word, message) => {
    const { status, stderr, rules } = run('--facts', word, 'lb1.conf', 'lb2.conf')
    expect({ status, rules }).toEqual({ status: 2, rules: [] })
    if (typeof message === 'string') expect(stderr).toBe(`kalint: ${message}\n`)
    else expect(stderr).toMatch(message)
  })

  it('takes each file for one node', () => {
    expect(run('--facts', 'lb1=lb1.json', '--facts', 'lb2=./lb1.json', 'lb1.conf', 'lb2.conf').stderr).toBe(
      'kalint: --facts lb2=./lb1.json: ./lb1.json is given for lb1 and for lb2. Each machine has facts of its own.\n',
    )
    expect(run('--facts', 'lb1=lb1.json', '--facts', 'lb1=lb1.json', 'lb1.conf').status).toBe(2)
  })

  it('asks which of several nodes with one name is meant', () => {
    const cwd = folderWith({
      'a/lb1.conf': goodNode(),
      'b/lb1.conf': goodNode({ routerId: 60 }),
      'lb1.json': files['lb1.json'],
      'lb2.json': files['other.json'],
    })
    const { status, stderr } = kalint(['--facts', 'lb1=lb1.json', 'a', 'b'], { cwd })
    expect(status).toBe(2)
    expect(stderr).toBe(ALIKE)
    const { stdout } = kalint(['--facts', 'a/lb1.conf=lb2.json', 'a', 'b'], { cwd })
    expect(stdout.match(/ --> .*/g)).toEqual([' --> a/lb1.conf:3:15'])
  })
})

const ALIKE =
  'kalint: --facts lb1=lb1.json: lb1 is the name of several nodes (a/lb1.conf and b/lb1.conf). Name one file, or give them names in kalint.yaml.\n'

describe('facts in the settings', () => {
  const settings = (facts: string): string =>
    `clusters:\n  web:\n    nodes:\n      - file: lb1.conf\n        facts: ${facts}\n      - lb2.conf\n`
  const run = (facts: string, ...args: string[]) =>
    told(kalint(args, { cwd: folderWith({ ...files, 'kalint.yaml': settings(facts) }) }))

  it('are read, one file or several', () => {
    expect(run('lb1.json')).toEqual(FINE)
    expect(run('[lb1.json]')).toEqual(FINE)
    expect(run('other.json').rules).toEqual(['missing-interface'])
  })

  it('give way to those of --facts', () => {
    expect(run('other.json', '--facts', 'lb1=lb1.json')).toEqual(FINE)
  })

  it('are told at their place where there is no such file', () => {
    expect(run('no.json')).toEqual({
      status: 2,
      stderr:
        'kalint: kalint.yaml:5:16: no.json: no such file; expected facts about a machine. `kalint facts` prints how to collect them.\n',
      rules: [],
    })
    expect(run('[lb1.json, ./lb1.json]').stderr).toBe(
      'kalint: kalint.yaml:5:27: ./lb1.json: these facts are named twice; each machine has facts of its own.\n',
    )
  })

  it('are told by line and column where they are wrong', () => {
    const cwd = folderWith({ ...files, 'bad.json': '[\n  {"ifname": 3}\n]\n', 'kalint.yaml': settings('bad.json') })
    expect(told(kalint([], { cwd }))).toEqual({
      status: 2,
      stderr: 'kalint: bad.json:2:14: `ifname` is the number 3; expected the name of an interface.\n',
      rules: [],
    })
  })
})

describe('--host', () => {
  /** A folder whose `bin/ip` answers as a machine with `eth0` would. */
  function hostWith(more: Readonly<Record<string, string>> = {}) {
    const ip = `#!/bin/sh\ncase "$2" in address) cat <<'E'\n${JSON.stringify([loopback, device('eth0', ['192.0.2.2/24'])])}\nE\n;; esac\n`
    const cwd = folderWith({ ...files, ...more, 'bin/ip': ip })
    chmodSync(join(cwd, 'bin/ip'), 0o755)
    return { cwd, env: { PATH: `${join(cwd, 'bin')}:/usr/bin:/bin` } }
  }

  const wrong = goodNode().replace('eth0', 'eno1')

  it('asks this machine about the only node', () => {
    expect(told(kalint(['lb1.conf', '--host'], hostWith()))).toEqual(FINE)
    expect(told(kalint(['--host', 'lb1.conf'], hostWith({ 'lb1.conf': wrong }))).rules).toEqual(['missing-interface'])
  })

  it('means the node that is named, or that is called like the machine', () => {
    const pair = ['lb1.conf', 'lb2.conf']
    const told2 = (args: string[], more = {}) => told(kalint(args, hostWith({ 'lb2.conf': wrong, ...more })))
    expect(told2(['--host=lb1', ...pair]).rules).not.toContain('missing-interface')
    expect(told2(['--host=lb2', ...pair]).rules).toContain('missing-interface')
    const own = `${hostname()}.conf`
    expect(told2(['lb1.conf', own, '--host'], { [own]: wrong }).rules).toContain('missing-interface')
    expect(told2([...pair, '--host'])).toMatchObject({ status: 2, stderr: expect.stringContaining('Say --host=NODE') })
  })

  it('looks at scripts and never runs them', () => {
    const script = (path: string): string =>
      `global_defs {\n    enable_script_security\n    script_user root\n}\n\nvrrp_script web {\n    script "${path}"\n}\n\n${goodNode().replace('    virtual_ip', '    track_script {\n        web\n    }\n    virtual_ip')}`
    const host = hostWith({ 'ran.sh': '#!/bin/sh\ntouch ran\n' })
    const rulesFor = (path: string): string[] =>
      told(kalint(['-', '--host'], { ...host, input: script(path) })).rules.filter((rule) => rule.startsWith('missing'))
    expect(rulesFor(join(host.cwd, 'no.sh'))).toEqual(['missing-script'])
    expect(rulesFor(join(host.cwd, 'ran.sh'))).toEqual(['missing-script'])
    chmodSync(join(host.cwd, 'ran.sh'), 0o755)
    expect(rulesFor(join(host.cwd, 'ran.sh'))).toEqual([])
    expect(spawnSync('ls', [host.cwd], { encoding: 'utf8' }).stdout).not.toMatch(/^ran$/m)
  })

  it('fails where there is no ip, or none that knows JSON', () => {
    const { cwd } = hostWith()
    mkdirSync(join(cwd, 'empty'))
    expect(told(kalint(['lb1.conf', '--host'], { cwd, env: { PATH: join(cwd, 'empty') } }))).toEqual({
      status: 2,
      stderr:
        'kalint: --host: there is no `ip` on this machine (package iproute2). Use --facts with facts collected elsewhere.\n',
      rules: [],
    })
    const old = hostWith({ 'lb1.conf': goodNode() })
    const broken = folderWith({ ip: '#!/bin/sh\necho Option "-json" is unknown >&2\nexit 255\n' })
    chmodSync(join(broken, 'ip'), 0o755)
    const { status, stderr } = kalint(['lb1.conf', '--host'], { cwd: old.cwd, env: { PATH: `${broken}:/bin` } })
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^kalint: --host: `ip -json address` failed/),
    })
  })
})

describe('kalint facts', () => {
  it('prints a command that asks about the scripts of a configuration', () => {
    const cwd = folderWith({ 'a.conf': 'vrrp_script web {\n    script "/opt/check.sh 80"\n}\n' })
    const { stdout, status } = kalint(['facts', 'a.conf'], { cwd })
    expect(status).toBe(0)
    expect(stdout.match(/^look .*$/gm)).toEqual(["look '/'", "look '/opt'", "look '/opt/check.sh'"])
    expect(kalint(['facts'], { cwd }).stdout).not.toMatch(/^look/m)
  })
})
