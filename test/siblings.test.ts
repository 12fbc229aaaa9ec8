/** `--with-siblings`: the files of a commit, compared with what else the repository holds of their clusters. */
import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint, type Outcome } from './run-kalint.ts'

const good = goodNode()
const standby = goodNode({ state: 'BACKUP', priority: 100 })
const third = goodNode({ state: 'BACKUP', priority: 90 })
/** It has another virtual_router_id than `good`, which is an error. */
const other = goodNode({ state: 'BACKUP', priority: 100, routerId: 15 })
const nginx = 'http {\n  server {\n    listen 80;\n  }\n}\n'

/** The same node with a mistake of its own, about which its siblings have no say. */
const withMistake = (node: string): string => node.replace('    interface eth0', '    interface eth0\n    colour blue')
/** The same node in a cluster of its own. */
const elsewhere = (node: string): string => node.replace('192.0.2.10', '198.51.100.10')

const silent: Outcome = { status: 0, stdout: '', stderr: '' }

interface Told {
  readonly status: number | null
  /** `rule file` of each finding. */
  readonly findings: readonly string[]
  readonly nodes: readonly (readonly string[])[]
}

interface JsonReport {
  readonly clusters: readonly { readonly nodes: readonly { readonly name: string; readonly file: string }[] }[]
  readonly diagnostics: readonly { readonly ruleId: string; readonly file: string }[]
}

function told(cwd: string, paths: readonly string[]): Told {
  const { status, stdout } = kalint(['--with-siblings', '--format', 'json', ...paths], { cwd })
  const { clusters, diagnostics } = JSON.parse(stdout) as JsonReport
  return {
    status,
    findings: diagnostics.map(({ ruleId, file }) => `${ruleId} ${file}`),
    nodes: clusters.map(({ nodes }) => nodes.map(({ name, file }) => `${name} ${file}`)),
  }
}

/** A git repository as far as kalint looks at it. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  return folderWith({ '.git/HEAD': 'ref: refs/heads/main\n', ...files })
}

describe('a file is compared with the others of its cluster', () => {
  it.each([
    ['that lie beside it', 'lb1.conf', 'lb2.conf'],
    ['that lie in directories of their own', 'node1/keepalived.conf', 'node2/keepalived.conf'],
    ['far away in the same repository', 'sites/a/files/lb1.conf', 'sites/b/keepalived.conf.backup'],
  ])('%s', (_, first, second) => {
    const agreeing = repositoryWith({ [first]: good, [second]: standby })
    expect(told(agreeing, [first])).toMatchObject({ status: 0, findings: [], nodes: [[{}, {}]] })
    const differing = repositoryWith({ [first]: good, [second]: other })
    for (const named of [[first], [second], [first, second]]) {
      const finding = `virtual-router-id-mismatch ${named[0]}`
      expect(told(differing, named)).toMatchObject({ status: 1, findings: [finding] })
    }
  })

  it('of which each may stand in one file', () => {
    const ids = good
      .replace('    priority 150', '    @n1 priority 150\n    @n2 priority 90')
      .replace('    state MASTER', '    @n1 state MASTER\n    @n2 state BACKUP')
    const clash = ids.replace('    virtual_router_id 51', '    @n1 virtual_router_id 51\n    @n2 virtual_router_id 52')
    const cwd = repositoryWith({ 'all.conf': ids, 'clash/all.conf': elsewhere(clash) })
    expect(told(cwd, ['all.conf'])).toMatchObject({ status: 0, findings: [], nodes: [['n1 all.conf', 'n2 all.conf']] })
    expect(told(cwd, ['clash/all.conf'])).toMatchObject({
      status: 1,
      findings: ['virtual-router-id-mismatch clash/all.conf'],
    })
  })

  it('and the paths are shown from where the user stands, or from the root if he writes them so', () => {
    const cwd = repositoryWith({ 'node1/keepalived.conf': good, 'node2/keepalived.conf': other })
    const files = (where: string, path: string): unknown =>
      told(join(cwd, where), [path])
        .nodes.flat()
        .map((node) => node.replace(/.* /, ''))
    expect(files('node1', 'keepalived.conf')).toEqual(['keepalived.conf', '../node2/keepalived.conf'])
    expect(files('.', 'node2/keepalived.conf')).toEqual(['node2/keepalived.conf', 'node1/keepalived.conf'])
    expect(files('.', `${cwd}/node1/keepalived.conf`)).toEqual([
      `${cwd}/node1/keepalived.conf`,
      `${cwd}/node2/keepalived.conf`,
    ])
  })

  it('and nothing else is: no other cluster of the repository, nor two that are named in one go', () => {
    const cwd = repositoryWith({
      'east/lb1.conf': good,
      'east/lb2.conf': standby,
      'west/lb1.conf': elsewhere(good),
      'west/lb2.conf': elsewhere(other),
    })
    expect(told(cwd, ['east/lb1.conf'])).toEqual({
      status: 0,
      findings: [],
      nodes: [['lb1 east/lb1.conf', 'lb2 east/lb2.conf']],
    })
    const both = told(cwd, ['west/lb1.conf', 'east/lb1.conf'])
    expect(both).toMatchObject({ status: 1, findings: ['virtual-router-id-mismatch west/lb1.conf'] })
    expect(both.nodes).toHaveLength(2)
  })

  it('but on one LAN other clusters can get in its way', () => {
    const neighbour = good.replace('VI_1', 'VI_9').replace('192.0.2.10', '192.0.2.99')
    const cwd = repositoryWith({ 'east.conf': good, 'west.conf': neighbour, 'far.conf': withMistake(elsewhere(good)) })
    expect(told(cwd, ['east.conf']).findings).toEqual([])
    expect(told(cwd, ['--shared-lan', 'east.conf'])).toEqual({
      status: 1,
      findings: ['virtual-router-id-collision west.conf'],
      nodes: [['east east.conf']],
    })
    expect(told(cwd, ['--shared-lan', 'far.conf']).findings).toEqual(['unknown-directive far.conf'])
  })
})

describe('what merely stands in a sibling', () => {
  it('is not told', () => {
    const cwd = repositoryWith({ 'lb1.conf': good, 'lb2.conf': withMistake(standby), 'lb3.conf': `${third}}\n` })
    expect(told(cwd, ['lb1.conf'])).toMatchObject({ status: 0, findings: [] })
    expect(told(cwd, ['lb2.conf'])).toMatchObject({ status: 1, findings: ['unknown-directive lb2.conf'] })
    expect(kalint(['--with-siblings', '--max-warnings', '0', 'lb1.conf'], { cwd })).toEqual({
      ...silent,
      stdout: 'No problems found in 3 nodes in 1 cluster (keepalived 2.4.3).\n',
    })
  })

  it('is not told where two siblings disagree with each other only', () => {
    const second = (id: number): string =>
      goodNode({ state: 'BACKUP', priority: 100, routerId: id }).replace('VI_1', 'VI_2').replace('.10/', '.77/')
    const cwd = repositoryWith({
      'lb1.conf': good,
      'lb2.conf': `${standby}${second(61)}`,
      'lb3.conf': `${goodNode({ state: 'BACKUP', priority: 90 })}${second(62)}`,
    })
    expect(told(cwd, ['lb1.conf'])).toMatchObject({ status: 0, findings: [] })
    expect(told(cwd, ['lb3.conf'])).toMatchObject({ status: 1, findings: ['virtual-router-id-mismatch lb3.conf'] })
  })

  it('keeps nobody from committing, even if it cannot be read at all', () => {
    const cwd = repositoryWith({
      'lb1.conf': good,
      'lb2.conf': 'vrrp_instance VI_1 {\n  "\n{{{{ }\n\\',
      'lb3.conf': standby,
    })
    symlinkSync('nowhere', join(cwd, 'gone.conf'))
    symlinkSync('.', join(cwd, 'loop'))
    expect(told(cwd, ['lb1.conf'])).toMatchObject({ status: 0, findings: [] })
  })
})

describe('a file that another one includes', () => {
  const part = 'virtual_ipaddress {\n    192.0.2.10/24\n}\n'
  const including = (node: string): string =>
    node.replace(/ {4}virtual_ipaddress[^}]*}\n/, '    include ../vips.conf\n')
  const layout = (vips: string): Readonly<Record<string, string>> => ({
    'vips.conf': vips,
    'node1/keepalived.conf': including(good),
    'node2/keepalived.conf': including(other),
    'other/keepalived.conf': withMistake(elsewhere(good)),
  })

  it('is linted as a part of those', () => {
    const { status, findings, nodes } = told(repositoryWith(layout(part)), ['vips.conf'])
    expect({ status, findings }).toEqual({ status: 1, findings: ['virtual-router-id-mismatch node1/keepalived.conf'] })
    expect(nodes).toEqual([['node1 node1/keepalived.conf', 'node2 node2/keepalived.conf']])
    const broken = told(repositoryWith(layout(part.replace('/24', '/99'))), ['vips.conf'])
    expect(broken.findings).toContain('invalid-value vips.conf')
  })

  it('is so even if it could be a configuration of its own', () => {
    const cwd = repositoryWith({
      'keepalived.conf': '$LINE=colour blue\ninclude conf.d/*.conf\n',
      'conf.d/vrrp.conf': good.replace('    interface', '    $LINE\n    interface'),
    })
    const { findings, nodes } = told(cwd, ['conf.d/vrrp.conf'])
    expect(findings).toEqual(['unknown-directive conf.d/vrrp.conf'])
    expect(nodes).toEqual([['keepalived keepalived.conf']])
  })

  it('is told about with the file that includes it', () => {
    const cwd = repositoryWith({ ...layout(part.replace('/24', '/99')), 'node2/keepalived.conf': including(standby) })
    expect(told(cwd, ['node1/keepalived.conf']).findings).toContain('invalid-value vips.conf')
  })
})

describe('what is skipped', () => {
  it('is no configuration by its content, and if nothing is left, there is nothing to say', () => {
    const cwd = repositoryWith({ 'nginx.conf': nginx, 'lb2.conf': other, 'template.conf': `{% if x %}\n${good}` })
    expect(kalint(['--with-siblings', 'nginx.conf'], { cwd })).toEqual(silent)
    chmodSync(join(cwd, 'nginx.conf'), 0o755)
    expect(kalint(['--with-siblings', 'nginx.conf', 'template.conf'], { cwd })).toEqual(silent)
    expect(told(cwd, ['nginx.conf'])).toEqual({ status: 0, findings: [], nodes: [] })
    expect(told(cwd, ['nginx.conf', 'lb2.conf'])).toMatchObject({ status: 0, nodes: [['lb2 lb2.conf']] })
  })

  it('is not a file with the name of a configuration whose only block is misspelt', () => {
    const cwd = repositoryWith({
      'keepalived.conf': good.replace('vrrp_instance', 'vrrp_instanc'),
      'lb.conf': 'vrrp {}\n',
    })
    expect(told(cwd, ['keepalived.conf'])).toMatchObject({ status: 1, findings: ['unknown-directive keepalived.conf'] })
    expect(kalint(['--with-siblings', 'lb.conf'], { cwd })).toEqual(silent)
  })

  it('was deleted meanwhile', () => {
    const cwd = repositoryWith({ 'lb1.conf': good })
    expect(kalint(['--with-siblings', 'gone.conf'], { cwd })).toEqual({
      ...silent,
      stderr: 'kalint: gone.conf: no such file, so that it was skipped.\n',
    })
    expect(told(cwd, ['gone.conf', 'lb1.conf']).nodes).toEqual([['lb1 lb1.conf']])
  })
})

describe('the repository', () => {
  it('ends where another one begins, and where nobody keeps configurations of his own', () => {
    const cwd = repositoryWith({
      'lb1.conf': good,
      'vendor/.git': 'gitdir: elsewhere\n',
      'vendor/deep/lb2.conf': other,
      'node_modules/x/lb2.conf': other,
      '.git/lb2.conf': other,
    })
    expect(told(cwd, ['lb1.conf']).nodes).toEqual([['lb1 lb1.conf']])
    expect(told(cwd, ['vendor/deep/lb2.conf']).nodes).toEqual([['lb2 vendor/deep/lb2.conf']])
  })

  it('is the directory of the file where there is none', () => {
    const cwd = folderWith({
      'one/lb1.conf': good,
      'one/lb2.conf': other,
      'one/old/lb2.conf': other,
      'lb3.conf': other,
    })
    expect(told(cwd, ['one/lb1.conf']).nodes).toEqual([['lb1 one/lb1.conf', 'lb2 one/lb2.conf']])
  })
})

describe('together with other ways to name files', () => {
  it('a directory stands for the configurations below it', () => {
    const cwd = repositoryWith({ 'node1/keepalived.conf': withMistake(good), 'node2/keepalived.conf': other })
    expect(told(cwd, ['node2', 'empty.d']).findings).toEqual(['virtual-router-id-mismatch node2/keepalived.conf'])
    expect(told(cwd, ['.']).findings).toHaveLength(2)
  })

  it('standard input stands for the file that it is named after', () => {
    const cwd = repositoryWith({ 'lb1.conf': good, 'lb2.conf': other })
    const args = ['--with-siblings', '--stdin-name', 'lb2.conf', '-']
    expect(kalint(args, { cwd, input: standby })).toEqual({
      ...silent,
      stdout: 'No problems found in 2 nodes in 1 cluster (keepalived 2.4.3).\n',
    })
    expect(kalint(args, { cwd, input: other }).status).toBe(1)
  })

  it('show cluster shows the cluster of a file', () => {
    const cwd = repositoryWith({ 'lb1.conf': good, 'lb2.conf': standby, 'lb3.conf': elsewhere(good) })
    const { stdout } = kalint(['show', 'cluster', '--with-siblings', 'lb2.conf'], { cwd })
    expect(stdout).toMatch(/^cluster lb2 \+ lb1 \(2 nodes, 1 virtual router\)\n/)
    expect(stdout).not.toContain('lb3')
  })

  it('no path at all is a mistake', () => {
    expect(kalint(['--with-siblings'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^kalint: no paths/) })
  })
})
