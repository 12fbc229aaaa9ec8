/** Settings in the hands of a user: which file counts, what it changes, and what is said where it cannot be meant. */
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint, type Outcome } from '../run-kalint.ts'

const good = goodNode()
const standby = goodNode({ state: 'BACKUP', priority: 100 })
const wrongId = goodNode({ state: 'BACKUP', priority: 100, routerId: 15 })
/** A healthy pair on other addresses. */
const elsewhere = (text: string): string => text.replaceAll('192.0.2.', '198.51.100.').replaceAll(' 51', ' 60')
const fine = (nodes: string, clusters: string): Outcome => ({
  status: 0,
  stdout: `No problems found in ${nodes} in ${clusters} (keepalived 2.4.3).\n`,
  stderr: '',
})
const PAIR = 'clusters:\n  web: [lb1.conf, lb2.conf]\n'

function rulesTold({ stdout }: Outcome): string[] {
  return (JSON.parse(stdout) as { diagnostics: { ruleId: string }[] }).diagnostics.map(({ ruleId }) => ruleId)
}

interface Listed {
  readonly name: string
  readonly nodes: readonly { readonly name: string; readonly file: string }[]
}

function clustersTold({ stdout }: Outcome): [string, ...string[]][] {
  const { clusters } = JSON.parse(stdout) as { clusters: readonly Listed[] }
  return clusters.map(({ name, nodes }) => [name, ...nodes.map((node) => `${node.name} ${node.file}`)])
}

describe('settings are found', () => {
  const files = { 'repo/.git/HEAD': '', 'repo/a/b/lb1.conf': good, 'kalint.yaml': 'target: 2.2.7\n' }
  const targetOf = (cwd: string, ...args: string[]): unknown =>
    JSON.parse(kalint(['--format', 'json', ...args], { cwd }).stdout).target

  it('above the file, the nearest first', () => {
    const cwd = folderWith({ ...files, 'repo/kalint.yaml': 'target: 2.3.0\n', 'repo/a/kalint.yaml': 'target: 2.3.1\n' })
    expect(targetOf(cwd, 'repo/a/b/lb1.conf')).toBe('2.3.1')
    expect(targetOf(join(cwd, 'repo/a/b'), 'lb1.conf')).toBe('2.3.1')
    expect(targetOf(cwd, 'repo/a/b')).toBe('2.3.1')
  })

  it('in the root of the repository, but not above it', () => {
    expect(targetOf(folderWith({ ...files, 'repo/kalint.yaml': 'target: 2.3.0\n' }), 'repo/a/b/lb1.conf')).toBe('2.3.0')
    expect(targetOf(folderWith(files), 'repo/a/b/lb1.conf')).toBe('2.4.3')
  })

  it('where --settings says, and not with --no-settings', () => {
    const cwd = folderWith({ 'kalint.yaml': 'target: 2.3.0\n', 'ci.yaml': 'target: 2.2.8\n', 'lb1.conf': good })
    expect(targetOf(cwd, 'lb1.conf')).toBe('2.3.0')
    expect(targetOf(cwd, '--settings', 'ci.yaml', 'lb1.conf')).toBe('2.2.8')
    expect(targetOf(cwd, '--no-settings', 'lb1.conf')).toBe('2.4.3')
  })

  it('by the name of standard input', () => {
    const cwd = folderWith({ 'kalint.yaml': 'target: 2.3.0\n', 'deep/kalint.yaml': 'target: 2.2.8\n' })
    const words = (name: string): string[] => ['--format', 'json', '-', '--stdin-name', name]
    expect(JSON.parse(kalint(words('deep/lb1.conf'), { cwd, input: good }).stdout).target).toBe('2.2.8')
    expect(JSON.parse(kalint(words('lb1.conf'), { cwd, input: good }).stdout).target).toBe('2.3.0')
  })

  it('for each file by itself: those of one run may have different ones', () => {
    const off = 'rules:\n  virtual-router-id-mismatch: off\n'
    const pair = { 'lb1.conf': good, 'lb2.conf': wrongId }
    const below = (folder: string): Record<string, string> =>
      Object.fromEntries(Object.entries(pair).map(([name, text]) => [`${folder}/${name}`, text]))
    const cwd = folderWith({
      ...below('strict'),
      ...below('lenient'),
      'lenient/kalint.yaml': `${off}${PAIR}`,
      'strict/kalint.yaml': PAIR,
      '.git/HEAD': '',
    })
    for (const args of [['.'], ['strict', 'lenient'], ['--with-siblings', 'strict/lb1.conf', 'lenient/lb2.conf']]) {
      const outcome = kalint(['--format', 'json', ...args], { cwd })
      expect(rulesTold(outcome)).toEqual(['virtual-router-id-mismatch'])
      expect(clustersTold(outcome)).toHaveLength(2)
      expect(outcome.status).toBe(1)
    }
  })

  it('and their releases are all told', () => {
    const cwd = folderWith({ 'a/kalint.yaml': 'target: 2.2.7\n', 'a/lb1.conf': good, 'lb2.conf': elsewhere(standby) })
    expect(kalint(['a', 'lb2.conf'], { cwd }).stdout).toBe(
      'No problems found in 2 nodes in 2 clusters (keepalived 2.2.7 and 2.4.3).\n',
    )
  })

  it('and are not, where they have another name: that is noted', () => {
    const cwd = folderWith({ '.git/HEAD': '', 'kalint.yml': 'target: 2.3.0\n', 'a/lb1.conf': good })
    expect(kalint(['a/lb1.conf'], { cwd })).toEqual({
      ...fine('1 node', '1 cluster'),
      stderr: 'kalint: kalint.yml: not read, because settings are in kalint.yaml. Rename it.\n',
    })
  })

  it('and are not, where the user names another file that is not there', () => {
    const cwd = folderWith({ 'lb1.conf': good })
    const stderr = 'kalint: ci.yaml: no such file. Check the path of the settings.\n'
    expect(kalint(['--settings', 'ci.yaml', 'lb1.conf'], { cwd })).toEqual({ status: 2, stdout: '', stderr })
  })
})

describe('clusters in the settings', () => {
  const files = {
    'kalint.yaml': `${PAIR}  mail: [mail/mx1.conf, mail/mx2.conf]\n`,
    'lb1.conf': good,
    'lb2.conf': standby,
    'mail/mx1.conf': elsewhere(good),
    'mail/mx2.conf': elsewhere(standby),
    'other.conf': good.replaceAll('192.0.2.', '203.0.113.').replaceAll(' 51', ' 70'),
  }

  it('are all linted where no path is given, from below as well', () => {
    const cwd = folderWith(files)
    expect(kalint([], { cwd })).toEqual(fine('4 nodes', '2 clusters'))
    expect(kalint(['check'], { cwd: join(cwd, 'mail') })).toEqual(fine('4 nodes', '2 clusters'))
  })

  it('are joined without any evidence', () => {
    const cwd = folderWith({ ...files, 'lb2.conf': elsewhere(standby) })
    const told = kalint(['--format', 'json', 'lb1.conf'], { cwd })
    expect(clustersTold(told)).toEqual([['web', 'lb1 lb1.conf', 'lb2 lb2.conf']])
    expect(rulesTold(told)).toContain('instance-without-partner')
  })

  it('are compared where one node is named, and only what concerns it is told', () => {
    const cwd = folderWith({
      ...files,
      'lb2.conf': wrongId.replace('interface eth0', 'interface eth0\n    colour blue'),
    })
    expect(rulesTold(kalint(['--format', 'json', 'lb1.conf'], { cwd }))).toEqual(['virtual-router-id-mismatch'])
    expect(rulesTold(kalint(['--format', 'json', 'lb2.conf'], { cwd })).sort()).toEqual([
      'unknown-directive',
      'virtual-router-id-mismatch',
    ])
    expect(kalint(['mail/mx1.conf'], { cwd })).toEqual(fine('2 nodes', '1 cluster'))
  })

  it('are all linted where the settings file is named, as a hook does that changes it', () => {
    const cwd = folderWith({ ...files, '.git/HEAD': '' })
    expect(kalint(['kalint.yaml'], { cwd })).toEqual(fine('4 nodes', '2 clusters'))
    expect(kalint(['--with-siblings', 'kalint.yaml', 'other.conf'], { cwd })).toEqual(fine('5 nodes', '3 clusters'))
    const none = folderWith({ 'kalint.yaml': 'target: 2.2.7\n', 'lb1.conf': good })
    expect(kalint(['kalint.yaml'], { cwd: none })).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('leave other files as they are without settings', () => {
    const cwd = folderWith(files)
    expect(clustersTold(kalint(['--format', 'json', 'other.conf'], { cwd }))).toEqual([['other', 'other other.conf']])
    expect(clustersTold(kalint(['--format', 'json', 'other.conf', 'lb1.conf'], { cwd }))).toEqual([
      ['web', 'lb1 lb1.conf', 'lb2 lb2.conf'],
      ['other', 'other other.conf'],
    ])
  })

  it('are those of a directory, with the nodes of them that lie elsewhere', () => {
    const cwd = folderWith({ ...files, 'kalint.yaml': 'clusters:\n  far: [lb1.conf, mail/mx1.conf]\n' })
    expect(clustersTold(kalint(['--format', 'json', 'mail'], { cwd }))).toEqual([
      ['far', 'lb1 lb1.conf', 'mx1 mail/mx1.conf'],
      ['mx2', 'mx2 mail/mx2.conf'],
    ])
  })

  it('are those of a part that a node includes', () => {
    const cwd = folderWith({
      ...files,
      'lb1.conf': good.replace('192.0.2.10/24', 'include vips.inc'),
      'vips.inc': '192.0.2.11/24\n',
    })
    const told = kalint(['--format', 'json', 'vips.inc'], { cwd })
    expect(clustersTold(told)).toEqual([['web', 'lb1 lb1.conf', 'lb2 lb2.conf']])
    expect(rulesTold(told)).toContain('virtual-address-mismatch')
  })

  it('take standard input for one of their nodes, by its path or its name', () => {
    const settings = 'clusters:\n  web: {nodes: [{file: lb1.conf, name: first}, {file: lb2.conf, name: second}]}\n'
    const cwd = folderWith({ ...files, 'kalint.yaml': settings })
    const told = (name: string): Outcome =>
      kalint(['--format', 'json', '-', '--stdin-name', name], { cwd, input: wrongId })
    expect(rulesTold(told('lb2.conf'))).toEqual(['virtual-router-id-mismatch'])
    expect(told('second').stdout).toBe(told('lb2.conf').stdout)
  })

  it('take standard input for a node that the settings give no name, by what findings call it', () => {
    const settings = 'clusters:\n  web: [lb1/keepalived.conf, lb2/keepalived.conf]\n'
    const cwd = folderWith({ 'lb1/keepalived.conf': good, 'lb2/keepalived.conf': standby, 'kalint.yaml': settings })
    const told = (name: string): Outcome =>
      kalint(['--format', 'json', '-', '--stdin-name', name], { cwd, input: wrongId })
    expect(rulesTold(told('lb2'))).toEqual(['virtual-router-id-mismatch'])
    expect(told('lb2').stdout).toBe(told('lb2/keepalived.conf').stdout)
    expect(rulesTold(told('lb3'))).toEqual([])
  })

  it('give names to their nodes, and ids to read them by', () => {
    const conditional = good
      .replace('    priority 150', '    @a priority 150\n    @b priority 90')
      .replace('state MASTER', 'state BACKUP')
    const settings =
      'clusters:\n  web:\n    nodes:\n      - {file: k.conf, config-id: b, name: second}\n      - {file: k.conf, config-id: a}\n'
    const cwd = folderWith({ 'kalint.yaml': settings, 'k.conf': conditional })
    const { stdout } = kalint(['--format', 'json'], { cwd })
    expect(JSON.parse(stdout).clusters[0]).toEqual({
      name: 'web',
      nodes: [
        { name: 'second', file: 'k.conf', configId: 'b' },
        { name: 'a', file: 'k.conf', configId: 'a' },
      ],
    })
    const one = folderWith({ 'kalint.yaml': 'clusters:\n  web: [k.conf]\n', 'k.conf': conditional })
    expect(kalint([], { cwd: one })).toEqual(fine('2 nodes', '1 cluster'))
  })

  it('call their nodes the same wherever kalint is run', () => {
    const cwd = folderWith({
      'kalint.yaml': 'clusters:\n  web: [lb1/keepalived.conf, lb2/keepalived.conf]\n',
      'lb1/keepalived.conf': good,
      'lb2/keepalived.conf': standby,
      'lb2.json': '[{"ifname": "lo"}, {"ifname": "eth0"}]',
    })
    const words = ['--format', 'json', '--facts']
    const inside = kalint([...words, 'lb2=../lb2.json', 'keepalived.conf'], { cwd: join(cwd, 'lb1') })
    expect(clustersTold(inside)).toEqual([['web', 'lb1 keepalived.conf', 'lb2 ../lb2/keepalived.conf']])
    const above = kalint([...words, 'lb2=lb2.json'], { cwd })
    expect(clustersTold(above)).toEqual([['web', 'lb1 lb1/keepalived.conf', 'lb2 lb2/keepalived.conf']])
  })

  it('are found over links', () => {
    const cwd = folderWith(files)
    symlinkSync('lb2.conf', join(cwd, 'link.conf'))
    expect(kalint(['link.conf'], { cwd })).toEqual(fine('2 nodes', '1 cluster'))
  })

  it('serve show and failover, too', () => {
    const cwd = folderWith(files)
    expect(kalint(['show', 'cluster', 'lb2.conf'], { cwd }).stdout).toMatch(
      /^cluster web \(2 nodes, 1 virtual router\)\n/,
    )
    expect(kalint(['failover', 'lb2.conf'], { cwd }).stdout).toMatch(/^web \(keepalived 2\.4\.3\)\n/)
  })

  it('serve a hook, beside files of no cluster', () => {
    const cwd = folderWith({ ...files, '.git/HEAD': '', 'lb2.conf': wrongId, 'nginx.conf': 'http {}\n' })
    const told = kalint(['--with-siblings', '--format', 'json', 'lb1.conf', 'nginx.conf', 'other.conf'], { cwd })
    expect(rulesTold(told)).toEqual(['virtual-router-id-mismatch'])
    expect(clustersTold(told).map(([name]) => name)).toEqual(['web', 'other'])
    expect(kalint(['--with-siblings', 'nginx.conf'], { cwd })).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('with one node are noted, where that node is asked about', () => {
    const cwd = folderWith({ ...files, 'kalint.yaml': 'clusters:\n  web: [lb1.conf]\n' })
    const note =
      'kalint: kalint.yaml:2:3: `web` has one node only, lb1, so that nothing can be compared. Add its other nodes.\n'
    expect(kalint(['lb1.conf'], { cwd })).toEqual({ ...fine('1 node', '1 cluster'), stderr: note })
    expect(kalint(['other.conf'], { cwd })).toEqual(fine('1 node', '1 cluster'))
  })

  it('with a path that leads nowhere are told with its place, whatever is linted', () => {
    const settings = 'clusters:\n  web:\n    - lb1.conf\n    - lb3.conf\n  mail: [mail, "mail/*.conf"]\n'
    const cwd = folderWith({ ...files, 'kalint.yaml': settings })
    expect(kalint(['other.conf'], { cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr: [
        'kalint: kalint.yaml:4:7: lb3.conf: no such file; expected the path of a configuration, relative to the settings.',
        'kalint: kalint.yaml:5:10: mail: this is a directory; expected the path of a configuration in it.',
        'kalint: kalint.yaml:5:16: mail/*.conf: no such file; expected the path of a configuration, relative to the settings. Wildcards are not expanded here: list each file.',
        '',
      ].join('\n'),
    })
  })

  it('on a shared LAN get in the way of each other', () => {
    const settings = `shared-lan: true\n${files['kalint.yaml']}`
    const same = (text: string): string => text.replaceAll('192.0.2.10', '192.0.2.20')
    const cwd = folderWith({
      ...files,
      'kalint.yaml': settings,
      'mail/mx1.conf': same(good),
      'mail/mx2.conf': same(standby),
    })
    expect(new Set(rulesTold(kalint(['--format', 'json', 'lb1.conf'], { cwd })))).toEqual(
      new Set(['virtual-router-id-collision']),
    )
  })
})

describe('severities in the settings', () => {
  const pair = { 'lb1.conf': good, 'lb2.conf': wrongId }
  const run = (settings: string, ...args: string[]): Outcome =>
    kalint([...args, 'lb1.conf', 'lb2.conf'], { cwd: folderWith({ ...pair, 'kalint.yaml': settings }) })
  const of = (word: string): string => `rules: {virtual-router-id-mismatch: ${word}}\n`

  it('count before those of the rule', () => {
    expect(run('').status).toBe(1)
    expect(run(of('warning'))).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^warning\[virtual-router-id-mis/),
    })
    expect(run(of('info')).stdout).toMatch(/^info\[virtual-router-id-mismatch\]/)
    expect(run(of('off'))).toEqual(fine('2 nodes', '1 cluster'))
  })

  it('decide with fail-on whether a run fails', () => {
    expect(run(`${of('warning')}fail-on: warning\n`).status).toBe(1)
    expect(run(`${of('info')}fail-on: warning\n`).status).toBe(0)
    expect(run(`${of('info')}fail-on: info\n`).status).toBe(1)
    expect(run(of('warning'), '--fail-on', 'warning').status).toBe(1)
    expect(run(`${of('warning')}fail-on: warning\n`, '--fail-on', 'error').status).toBe(0)
    expect(run(`${of('off')}fail-on: info\n`).status).toBe(0)
  })

  it('leave comments alone: what silences a rule that is off is not unused', () => {
    const silenced = wrongId.replace(
      '    virtual_router_id',
      '    # kalint-disable-next-line virtual-router-id-mismatch\n    virtual_router_id',
    )
    const cwd = folderWith({ 'lb1.conf': good, 'lb2.conf': silenced, 'kalint.yaml': of('off') })
    expect(kalint(['lb1.conf', 'lb2.conf'], { cwd })).toEqual(fine('2 nodes', '1 cluster'))
  })
})

describe('ignored paths', () => {
  const files = {
    'kalint.yaml': 'ignore: [old/, "*.bak.conf"]\n',
    'lb1.conf': good,
    'old/lb1.conf': wrongId,
    'lb1.bak.conf': wrongId,
  }
  const note = (path: string): string => `kalint: ${path}: skipped, because \`ignore\` in kalint.yaml leaves it out.\n`

  it('are not found', () => {
    const cwd = folderWith({ ...files, '.git/HEAD': '' })
    expect(kalint(['.'], { cwd })).toEqual(fine('1 node', '1 cluster'))
    expect(kalint(['--with-siblings', 'lb1.conf'], { cwd })).toEqual(fine('1 node', '1 cluster'))
  })

  it('are skipped with a note where they are named', () => {
    const cwd = folderWith(files)
    expect(kalint(['lb1.conf', 'lb1.bak.conf', 'old'], { cwd })).toEqual({
      ...fine('1 node', '1 cluster'),
      stderr: `${note('lb1.bak.conf')}${note('old')}`,
    })
    expect(kalint(['--with-siblings', 'old/lb1.conf'], { cwd })).toEqual({
      status: 0,
      stdout: '',
      stderr: note('old/lb1.conf'),
    })
    expect(kalint(['-', '--stdin-name', 'old/x.conf'], { cwd, input: wrongId })).toEqual({
      status: 0,
      stdout: '',
      stderr: note('old/x.conf'),
    })
  })

  it('are read where others include them', () => {
    const cwd = folderWith({
      ...files,
      'lb1.conf': good.replace('192.0.2.10/24', 'include old/vips'),
      'old/vips': '192.0.2.10/24\n192.0.2.300\n',
    })
    expect(rulesTold(kalint(['--format', 'json', 'lb1.conf'], { cwd }))).toEqual(['invalid-value'])
  })
})

describe('without paths', () => {
  it('and without settings what lies where the user stands is linted', () => {
    const cwd = folderWith({ '.git/HEAD': '', 'a/lb1.conf': good, 'a/lb2.conf': standby })
    expect(kalint([], { cwd })).toEqual(fine('2 nodes', '1 cluster'))
    expect(kalint(['--no-settings'], { cwd })).toEqual(fine('2 nodes', '1 cluster'))
  })

  it('and configurations kalint says where it looked', () => {
    const cwd = folderWith({ '.git/HEAD': '', 'nginx.conf': 'http {}\n' })
    mkdirSync(join(cwd, 'below'))
    const told = (folder: string, where: string): string =>
      `kalint: no paths given, there is no kalint.yaml ${where}, and no keepalived configuration is in ${folder} or below. Name the configuration files of a cluster, or a directory that holds them.\n`
    expect(kalint([], { cwd })).toEqual({ status: 2, stdout: '', stderr: told(cwd, 'there') })
    const below = join(cwd, 'below')
    expect(kalint([], { cwd: below }).stderr).toBe(told(below, `from there up to ${cwd}`))
  })
})
