/** Where reports go: several formats at once, into files, and what is refused. */
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { locator, rootOf } from '../../src/cli/locate.ts'
import { folderWith, goodNode, kalint } from '../run-kalint.ts'

const files = {
  'a.conf': goodNode(),
  'b.conf': goodNode({ state: 'BACKUP', priority: 100, routerId: 15 }),
}
const nodes = ['a.conf', 'b.conf']
const plain = (...args: string[]) => kalint([...args, ...nodes], { cwd: folderWith(files) }).stdout

describe('outputs', () => {
  it('are written into files and printed by one run', () => {
    const cwd = folderWith(files)
    const formats = ['json=out.json', 'pretty', 'junit=out.xml', 'compact=o=ut.txt']
    const { status, stdout, stderr } = kalint([...formats.flatMap((one) => ['--format', one]), ...nodes], { cwd })
    const read = (name: string): string => readFileSync(join(cwd, name), 'utf8')
    expect({ status, stderr, stdout }).toEqual({ status: 1, stderr: '', stdout: plain() })
    expect(read('out.json')).toBe(plain('--format', 'json'))
    expect(read('out.xml')).toBe(plain('--format', 'junit'))
    expect(read('o=ut.txt')).toBe(plain('--format', 'compact'))
  })

  it('go nowhere else than into their files, without colours', () => {
    const cwd = folderWith(files)
    const args = ['--output-file', 'out.txt', '--format', 'json=out.json']
    const { status, stdout } = kalint([...args, '--format=pretty', ...nodes], { cwd, env: { FORCE_COLOR: '1' } })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toBe(plain())
    expect(kalint(['--format', 'json=out.json', ...nodes], { cwd })).toEqual({ status: 1, stdout: '', stderr: '' })
  })

  it('may be those of show and failover', () => {
    const cwd = folderWith(files)
    const shown = kalint(['show', 'cluster', '--output-file', 'cluster.txt', ...nodes], { cwd })
    expect(shown).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(readFileSync(join(cwd, 'cluster.txt'), 'utf8')).toContain('VI_1')
    const formats = ['--format', 'json=failover.json', '--format', 'markdown']
    const { stdout, stderr } = kalint(['failover', ...formats, ...nodes], { cwd })
    expect(stderr).toBe('')
    expect(stdout).toContain('| ')
    expect(JSON.parse(readFileSync(join(cwd, 'failover.json'), 'utf8'))).toHaveProperty('scenarios')
  })

  it.each([
    [
      'two formats without a file',
      ['--format', 'json', '--format', 'pretty'],
      /the formats json and pretty cannot both go to one place\. .*--format pretty=FILE\./,
    ],
    ['no file behind the sign', ['--format', 'json='], /--format json=: there is no file behind the "="\./],
    [
      'a file for nothing',
      ['--output-file', 'x', '--format', 'json=y'],
      /--output-file x: each format has a file of its own already\./,
    ],
    [
      'two formats in one file',
      ['--format', 'json=x', '--format', 'sarif=./x'],
      /x: two formats cannot go to one file\./,
    ],
    [
      'a misspelt format',
      ['--format', 'sarfi=x'],
      /argument 'sarfi' is invalid\. Allowed .* Did you mean sarif\? See kalint --help\./,
    ],
    [
      'a directory that is not there',
      ['--format', 'json=no/x'],
      /no\/x: cannot be written \(no such directory\)\. Make/,
    ],
    ['a directory', ['--output-file', 'folder'], /folder: cannot be written \(it is a directory\)\. Name a file\./],
    ['a linted file', ['--output-file', './b.conf'], /\.\/b\.conf: this file is linted, and was not written over\./],
    ['settings', ['--format', 'json=kalint.yaml'], /kalint\.yaml: these are settings, and were not written over\./],
    ['a link to a linted file', ['--format', 'json=link'], /link: this file is linted, and was not written over\./],
  ])('%s: told in one line, exit code 2', (_, args, told) => {
    const cwd = folderWith(files)
    mkdirSync(join(cwd, 'folder'))
    symlinkSync('b.conf', join(cwd, 'link'))
    writeFileSync(join(cwd, 'kalint.yaml'), '')
    const { status, stderr } = kalint([...args, ...nodes], { cwd })
    expect(stderr).toMatch(told)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(status).toBe(2)
    expect(readFileSync(join(cwd, 'b.conf'), 'utf8')).toBe(files['b.conf'])
    expect(existsSync(join(cwd, 'x'))).toBe(false)
  })

  it('are all tried where one cannot be written', () => {
    const cwd = folderWith(files)
    const args = ['--format', 'json=no/x', '--format', 'sarif=out.sarif', '--format', 'compact']
    const { status, stdout } = kalint([...args, ...nodes], { cwd })
    expect(status).toBe(2)
    expect(stdout).toBe(plain('--format', 'compact'))
    expect(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).version).toBe('2.1.0')
  })

  it.skipIf(process.getuid?.() === 0)('are not written where that is not allowed', () => {
    const cwd = folderWith({ ...files, 'out.json': '' })
    chmodSync(join(cwd, 'out.json'), 0o400)
    const { status, stderr } = kalint(['--format', 'json=out.json', ...nodes], { cwd })
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'kalint: out.json: cannot be written (permission denied). Check its permissions.\n',
    })
  })

  it('may be a device', () => {
    const { status, stdout } = kalint(['--format', 'json=/dev/null', ...nodes], { cwd: folderWith(files) })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  })
})

describe('what a run does not need', () => {
  it('is told of in the notifications of SARIF and on standard error', () => {
    const cwd = folderWith(files)
    chmodSync(join(cwd, 'a.conf'), 0o755)
    const { stdout, stderr } = kalint(['--format', 'sarif', ...nodes], { cwd })
    const [invocation] = JSON.parse(stdout).runs[0].invocations
    expect(stderr).toMatch(/^kalint: a\.conf: keepalived does not read executable files/)
    expect(invocation).toMatchObject({ executionSuccessful: true, exitCode: 1 })
    expect(invocation.toolExecutionNotifications[0].message.text).toBe(stderr.trim().replace('kalint: ', ''))
  })
})

describe('the root of the paths', () => {
  it('is where GitHub and GitLab check out, if kalint runs below it', () => {
    const cwd = folderWith({ 'infra/a.conf': files['a.conf'], 'infra/b.conf': files['b.conf'] })
    const run = (env: Record<string, string>): string =>
      kalint(['--format', 'checkstyle', ...nodes], { cwd: join(cwd, 'infra'), env }).stdout
    const none = { GITHUB_WORKSPACE: '', CI_PROJECT_DIR: '' }
    expect(run(none)).toContain('<file name="a.conf">')
    expect(run({ ...none, GITHUB_WORKSPACE: cwd })).toContain('<file name="infra/a.conf">')
    expect(run({ ...none, CI_PROJECT_DIR: `${cwd}/` })).toContain('<file name="infra/a.conf">')
    expect(run({ ...none, GITHUB_WORKSPACE: '/else' })).toContain('<file name="a.conf">')
  })

  it.each([
    ['/project', 'a.conf', { relative: 'a.conf', absolute: '/project/a.conf' }],
    ['/project', './x/../a.conf', { relative: 'a.conf', absolute: '/project/a.conf' }],
    ['/project', '/project/..a/b.conf', { relative: '..a/b.conf', absolute: '/project/..a/b.conf' }],
    ['/project', '../a.conf', { absolute: '/a.conf' }],
    ['/project', '/projects/a.conf', { absolute: '/projects/a.conf' }],
  ])('%s: %s', (root, path, located) => {
    expect(locator(root, '/project')(path)).toEqual(located)
  })

  it('is the working directory where the environment says nothing that can be used', () => {
    expect(rootOf({}, '/somewhere')).toBe('/somewhere')
    expect(rootOf({ GITHUB_WORKSPACE: '.', CI_PROJECT_DIR: '/some' }, '/somewhere')).toBe('/somewhere')
    expect(rootOf({ CI_PROJECT_DIR: '/' }, '/somewhere')).toBe('/')
  })
})
