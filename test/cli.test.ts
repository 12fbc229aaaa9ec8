/** The built command line as a process: exit codes, streams, paths, formats, and no secret in any output. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../src/cli/program.ts'
import { rules } from '../src/rules/index.ts'
import { folderWith, goodNode, kalint, program } from './run-kalint.ts'

const project = join(import.meta.dirname, '..')
const good = goodNode()
const standby = goodNode({ state: 'BACKUP', priority: 100 })
/** It has another virtual_router_id than `good`, which is an error. */
const other = goodNode({ state: 'BACKUP', priority: 100, routerId: 15 })

describe('the exit code', () => {
  it('is 0 without errors', () => {
    const cwd = folderWith({ 'a.conf': good, 'b.conf': standby })
    expect(kalint(['a.conf', 'b.conf'], { cwd })).toEqual({
      status: 0,
      stdout: 'No problems found in 2 nodes in 1 cluster (keepalived 2.4.3).\n',
      stderr: '',
    })
  })

  it('is 1 with an error, and the paths are shown as they were given', () => {
    const cwd = folderWith({ 'a.conf': good, 'b/b.conf': other })
    for (const [first, second] of [
      ['./a.conf', 'b/b.conf'],
      [join(cwd, 'a.conf'), `${cwd}/b/../b/b.conf`],
    ] as const) {
      const { status, stdout, stderr } = kalint([first, second], { cwd })
      expect(stdout).toContain(`--> ${first}:4:23\n`)
      expect(stdout).toContain(`--> ${second}:4:23\n`)
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    }
  })

  it('is 1 with more warnings than --max-warnings', () => {
    const long = '    authentication {\n        auth_type PASS\n        auth_pass overlong-one\n    }\n'
    const cwd = folderWith({ 'a.conf': good.replace('    virtual_ip', `${long}    virtual_ip`) })
    const { stdout, status } = kalint(['a.conf'], { cwd })
    expect(stdout).toContain('0 errors, 1 warning in 1 node')
    expect(status).toBe(0)
    expect(kalint(['--max-warnings=1', 'a.conf'], { cwd }).status).toBe(0)
    expect(kalint(['--max-warnings=0', 'a.conf'], { cwd }).status).toBe(1)
  })
})

describe('what kalint cannot do is one line on standard error and exit code 2', () => {
  const cases: readonly (readonly [name: string, args: readonly string[], told: RegExp])[] = [
    ['no name to explain', ['explain'], /^kalint: missing required argument 'name'\. See/],
    ['an unknown name', ['explain', 'qwertz'], /^kalint: no rule or directive is called "qwertz"\. The README lists/],
    ['a misspelt rule', ['explain', 'auth-pas-mismatch'], /\. Did you mean auth-pass-mismatch\?$/m],
    ['a misspelt directive', ['explain', 'adver_int'], /\. Did you mean advert_int\?$/m],
    [
      'a name that every object has',
      ['explain', 'constructor'],
      /^kalint: no rule or directive is called "constructor"/,
    ],
    ['a missing file', ['a.conf', 'nope.conf'], /^kalint: nope\.conf: no such file or directory\. Check/],
    [
      'a directory without configurations',
      ['empty'],
      /^kalint: empty: no keepalived configuration in this directory\. /,
    ],
    ['a device', ['/dev/null'], /^kalint: \/dev\/null: not a plain file\. To lint/],
    [
      'the option of other linters',
      ['--config', 'x', 'a.conf'],
      /^kalint: unknown option '--config' \(Did you mean --settings\?\)/,
    ],
    [
      'a misspelt command',
      ['falover', 'a.conf'],
      /^kalint: falover: no such file or directory\. Did you mean the command `failover`\?$/m,
    ],
    ['a misspelt severity', ['--fail-on', 'warn', 'a.conf'], /Did you mean warning\?/],
    [
      'an unknown option',
      ['--fromat', 'json', 'a.conf'],
      /^kalint: unknown option '--fromat' \(Did you mean --format\?\)/,
    ],
    [
      'an unknown format',
      ['--format', 'xml', 'a.conf'],
      /^kalint: option .* Allowed choices are pretty, compact, json, .*, checkstyle\. See/,
    ],
    [
      'an unknown release',
      ['--target', '2.9', 'a.conf'],
      /^kalint: option .*'2\.9' is invalid\. .*2\.0\.20, .*2\.4\.3\. See/,
    ],
    [
      'a limit that is no number',
      ['--max-warnings', 'few', 'a.conf'],
      /^kalint: option .* must be a whole number\. See/,
    ],
    ['something else to show', ['show', 'soup', 'a.conf'], /^kalint: .* tree, effective, config, cluster\. See/],
  ]

  it.each(cases)('%s', (_, args, told) => {
    const cwd = folderWith({ 'a.conf': good, 'empty/readme.txt': 'nothing here', 'data.json': '{ "a": 1 }\n' })
    const { status, stdout, stderr } = kalint(args, { cwd })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(told)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('a FIFO, which is not opened', () => {
    const cwd = folderWith({})
    execFileSync('mkfifo', [join(cwd, 'pipe')])
    expect(kalint(['pipe'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^kalint: pipe: not a plain/),
    })
  })

  it.skipIf(process.platform !== 'linux')('a file that cannot be read, not even by root', () => {
    const { status, stderr } = kalint(['/proc/self/mem'])
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'kalint: /proc/self/mem: cannot be read. Check its permissions, and that it is no longer than 20 MB.\n',
    })
  })

  it('standard output that cannot be written', () => {
    const cwd = folderWith({ 'a.conf': good })
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" a.conf > /dev/full', process.execPath, program], {
      cwd,
    })
    expect({ status, stderr: `${stderr}` }).toEqual({
      status: 2,
      stderr: 'kalint: cannot write to standard output (ENOSPC). Check where it leads.\n',
    })
  })

  it('an exception, which asks to be reported; KALINT_DEBUG=1 shows where it happened', async () => {
    const cwd = folderWith({ 'a.conf': good })
    const failing = async (environment: Readonly<Record<string, string>>): Promise<string> => {
      const told: string[] = []
      const write = (): void => {
        throw new TypeError('first line\nsecond line')
      }
      const shell = {
        environment,
        write,
        tell: told.push.bind(told),
        readInput: async () => '',
        isTerminal: () => false,
      }
      expect(await run([join(cwd, 'a.conf')], shell)).toBe(2)
      return told.join('\n')
    }
    expect(await failing({})).toMatch(
      /^kalint: unexpected error: first line second line\. Please report it at https:\S+/,
    )
    expect((await failing({})).split('\n')).toHaveLength(1)
    expect(await failing({ KALINT_DEBUG: '1' })).toMatch(/\n +at \S*write /)
  })

  it('but a reader that goes away is no failure', () => {
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" show tree --format json fixtures/secrets | head -c 10', process.execPath, program],
      { cwd: project, encoding: 'utf8' },
    )
    expect({ stdout: stdout.length, stderr }).toEqual({ stdout: 10, stderr: '' })
  })
})

describe('paths', () => {
  it('- is standard input, and --stdin-name says what it is taken for', () => {
    const cwd = folderWith({ 'b.conf': other, 'conf/part.inc': 'virtual_ipaddress {\n  192.0.2.10\n}\n' })
    expect(kalint(['-'], { cwd, input: good })).toMatchObject({ status: 0, stderr: '' })
    const named = kalint(['--stdin-name', 'lb1.conf', '-', 'b.conf'], { cwd, input: good })
    expect(named.stdout).toContain('--> lb1.conf:4:23')
    const including = 'vrrp_instance A {\n  interface eth0\n  virtual_router_id 1\n  include part.inc\n}\n'
    const shown = kalint(['show', 'effective', '--stdin-name', 'conf/lb1.conf', '-'], { cwd, input: including })
    expect(shown.stdout).toMatch(/192\.0\.2\.10 +# conf\/part\.inc:2\n/)
  })

  it('a file counts once, however it is reached', () => {
    const cwd = folderWith({ 'conf/a.conf': good })
    symlinkSync('a.conf', join(cwd, 'conf/link.conf'))
    const { stdout } = kalint(['conf/a.conf', './conf/a.conf', 'conf', 'conf/../conf', 'conf/link.conf'], { cwd })
    expect(stdout).toBe('No problems found in 1 node in 1 cluster (keepalived 2.4.3).\n')
  })

  it('a directory means the configurations in it, and each directory is on its own', () => {
    const files = {
      'one/a.conf': good,
      'one/deep/b.cfg': other,
      'one/deep/nginx.conf': 'server {\n  listen 80;\n}\n',
      'one/notes.txt': 'vrrp_instance is a block',
      'one/node_modules/c.conf': other,
      'one/.git/d.conf': other,
      'two/e.conf': other,
    }
    const cwd = folderWith(files)
    execFileSync('mkfifo', [join(cwd, 'one/pipe')])
    const clusters = (...args: string[]): string[][] =>
      JSON.parse(kalint(['--format', 'json', ...args], { cwd }).stdout).clusters.map(
        (cluster: { nodes: readonly { file: string }[] }) => cluster.nodes.map((node) => node.file),
      )
    expect(clusters('one')).toEqual([['one/a.conf', 'one/deep/b.cfg']])
    expect(clusters('one/', 'two')).toEqual([['one/a.conf', 'one/deep/b.cfg'], ['two/e.conf']])
    expect(clusters('.')).toEqual([['one/a.conf', 'one/deep/b.cfg', 'two/e.conf']])
    expect(clusters('two/e.conf', 'one/a.conf')).toEqual([['two/e.conf', 'one/a.conf']])
  })

  it('what another file includes is no node of its own, even if it is named as well', () => {
    const cwd = folderWith({ 'conf.d/vip.conf': good, 'conf.d/.hidden.conf': other, 'conf.d/sub/x.conf': other })
    for (const include of ['conf.d/*.conf', `${cwd}/conf.d/*.conf`, './conf.d/{vip,gone}.conf', `${cwd}/*/v?p.conf`]) {
      const main = kalint(['show', 'cluster', '--stdin-name', 'keepalived.conf', '-', 'conf.d/vip.conf'], {
        cwd,
        input: `include ${include}\n`,
      })
      expect(main.stdout).toMatch(/^cluster keepalived \(1 node, 1 virtual router\)\n/)
    }
  })

  it('keepalived would not read an executable file, so that kalint says so', () => {
    const cwd = folderWith({ 'a.conf': good })
    chmodSync(join(cwd, 'a.conf'), 0o755)
    expect(kalint(['a.conf'], { cwd })).toMatchObject({
      status: 0,
      stderr: 'kalint: a.conf: keepalived does not read executable files. Make it plain with chmod a-x.\n',
    })
  })

  it('CRLF line ends change nothing', () => {
    const plain = folderWith({ 'a.conf': good, 'b.conf': other })
    const crlf = folderWith({ 'a.conf': good.replaceAll('\n', '\r\n'), 'b.conf': other.replaceAll('\n', '\r\n') })
    const args = ['a.conf', 'b.conf']
    expect(kalint(args, { cwd: crlf })).toEqual(kalint(args, { cwd: plain }))
  })
})

describe('options', () => {
  it('--version prints the version of package.json, and the newest keepalived that is known', () => {
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string }
    expect(kalint(['--version']).stdout).toBe(`${version} (knows keepalived 2.0.20 to 2.4.3)\n`)
  })

  it('--help names all options', () => {
    const { status, stdout } = kalint(['--help'])
    expect(status).toBe(0)
    for (const option of [
      'format',
      'target',
      'config-id',
      'max-warnings',
      'stdin-name',
      'with-siblings',
      'shared-lan',
      'show-secrets',
      'settings',
      'no-settings',
      'fail-on',
    ]) {
      expect(stdout).toContain(`--${option}`)
    }
  })

  it('--help fits a screen', () => {
    const lines = kalint(['--help'], { env: { COLUMNS: '80' } })
      .stdout.trimEnd()
      .split('\n')
    expect(lines.length).toBeLessThanOrEqual(46)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  it('--config-id chooses whose lines are read', () => {
    const cwd = folderWith({ 'a.conf': good.replace('    priority 150', '    @n1 priority 150\n    @n2 priority 90') })
    const names = (...args: string[]): unknown[] =>
      JSON.parse(kalint(['--format', 'json', ...args, 'a.conf'], { cwd }).stdout).clusters[0].nodes
    expect(names()).toHaveLength(2)
    expect(names('--config-id', 'n2')).toEqual([{ name: 'n2', file: 'a.conf', configId: 'n2' }])
    expect(names('--config-id', 'n2', '--config-id', 'n1')).toHaveLength(2)
  })

  it('--target is the release that reads the files', () => {
    const cwd = folderWith({ 'a.conf': good })
    expect(kalint(['--target', '2.2.8', 'a.conf'], { cwd }).stdout).toContain('(keepalived 2.2.8)')
  })

  it('check may be written or left out', () => {
    const cwd = folderWith({ 'a.conf': good, 'b.conf': other })
    const plain = kalint(['a.conf', 'b.conf'], { cwd })
    expect(kalint(['check', 'a.conf', 'b.conf'], { cwd })).toEqual(plain)
    expect(kalint(['--format', 'pretty', 'check', 'a.conf', 'b.conf'], { cwd })).toEqual(plain)
  })
})

describe('colours', () => {
  const cwd = (): string => folderWith({ 'a.conf': good, 'b.conf': other })
  const isColoured = (text: string): boolean => text.includes('\u001B[')

  it('are not written to a pipe, unless FORCE_COLOR is set', () => {
    expect(isColoured(kalint(['a.conf', 'b.conf'], { cwd: cwd() }).stdout)).toBe(false)
    expect(isColoured(kalint(['a.conf', 'b.conf'], { cwd: cwd(), env: { FORCE_COLOR: '0' } }).stdout)).toBe(false)
    expect(isColoured(kalint(['a.conf', 'b.conf'], { cwd: cwd(), env: { FORCE_COLOR: '1' } }).stdout)).toBe(true)
    const json = kalint(['--format', 'json', 'a.conf', 'b.conf'], { cwd: cwd(), env: { FORCE_COLOR: '1' } })
    expect(isColoured(json.stdout)).toBe(false)
  })

  it.skipIf(process.platform !== 'linux')('are written to a terminal, unless NO_COLOR is set', () => {
    const onTerminal = (env: Readonly<Record<string, string>>): string =>
      execFileSync('script', ['-qec', `${process.execPath} ${program} a.conf b.conf; true`, '/dev/null'], {
        cwd: cwd(),
        env: { PATH: process.env.PATH, TERM: 'xterm', ...env },
        encoding: 'utf8',
      })
    expect(isColoured(onTerminal({}))).toBe(true)
    expect(isColoured(onTerminal({ NO_COLOR: '1' }))).toBe(false)
    expect(isColoured(onTerminal({ TERM: 'dumb' }))).toBe(false)
  })
})

describe('the bundle', () => {
  it('reads what the source reads, though parts of the packages in it are replaced', async () => {
    const args = ['show', 'tree', '--format', 'json', join(project, 'fixtures/secrets')]
    const written: string[] = []
    const write = written.push.bind(written)
    await run(args, { environment: {}, write, tell: write, readInput: async () => '', isTerminal: () => false })
    expect(written).toEqual([kalint(args).stdout])
  })

  it('works without what makes it start faster', () => {
    const cwd = folderWith({ 'a.conf': good, 'b.conf': other, 'c.conf': 'include [ab].conf\n' })
    cpSync(dirname(program), join(cwd, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.cache') })
    const alone = (...args: string[]): string =>
      spawnSync(join(cwd, 'dist/kalint.cjs'), args, { cwd, encoding: 'utf8' }).stdout
    expect(alone('a.conf', 'b.conf')).toBe(kalint(['a.conf', 'b.conf'], { cwd }).stdout)
    expect(alone('c.conf')).toContain('1 node in 1 cluster')
  })
})

describe('kalint explain', () => {
  it('prints the page of a rule: what, why, and both examples', () => {
    const { status, stdout, stderr } = kalint(['explain', 'auth-pass-mismatch'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^auth-pass-mismatch\n\nerror, compares the nodes of a cluster\n\nThe nodes of /)
    expect(stdout).toMatch(/#2433.*\nFound\n.*\n {4}error\[auth-pass-mismatch\] .*\nNot found\n/s)
    expect(stdout).toMatch(/\nhttps:\S+\/docs\/rules\/auth-pass-mismatch\.md\n$/)
  })

  it('prints what the tables say of a directive, for each block that it may stand in', () => {
    const { status, stdout, stderr } = kalint(['explain', 'advert_int'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^advert_int\n\nIn `vrrp_instance`:\n\n {4}advert_int <seconds>\n\nSeconds between /)
    expect(stdout).toMatch(/\n- Default: 1\n.*\n- Since keepalived [\d.]+\n$/s)
    expect(kalint(['explain', 'vrrp_instance']).stdout).toContain('Outside of all blocks:\n')
    expect(kalint(['explain', 'connect_timeout']).stdout).toContain('`virtual_server > real_server > TCP_CHECK`')
  })

  it('prints what an option word means', () => {
    expect(kalint(['explain', 'brd']).stdout).toMatch(
      /^brd\n\nAs an option of [^:]*`vrrp_instance > virtual_ipaddress`/,
    )
  })

  it('knows every rule and every keyword', () => {
    const { rules: pages, directives } = JSON.parse(readFileSync(join(program, '../explanations.json'), 'utf8'))
    expect(Object.keys(pages).sort()).toEqual(rules.map(({ name }) => name).sort())
    const keywords = readFileSync(join(project, 'fixtures/keywords.txt'), 'utf8').match(/(?<=^[^\s#]+ )\w+$/gm) ?? []
    const lost = keywords.filter((keyword) => !Object.hasOwn(directives, keyword))
    expect(lost).toEqual([])
  })

  it('paints headings where there are colours', () => {
    const { stdout } = kalint(['explain', 'advert_int'], { env: { FORCE_COLOR: '1' } })
    expect(stdout).toMatch(/^\x1b\[1madvert_int\x1b\[22m\n/)
  })
})
