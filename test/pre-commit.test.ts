/** The hook in the hands of the real pre-commit: installed from a clone of this repository, run by `git commit`. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { goodNode } from './run-kalint.ts'

const project = join(import.meta.dirname, '..')
const isInstalled = spawnSync('pre-commit', ['--version']).status === 0

/** The first run installs what the build needs, in milliseconds. */
const PATIENCE = 180_000

const good = goodNode()
const standby = goodNode({ state: 'BACKUP', priority: 100 })
/** It has another virtual_router_id than `good`. */
const other = goodNode({ state: 'BACKUP', priority: 100, routerId: 15 })

it('the hook is tried with the real pre-commit', ({ skip }) => {
  if (process.env.CI !== 'true') skip(!isInstalled, 'pre-commit is not installed: the hook was not tried')
  expect(isInstalled).toBe(true)
})

describe('the names that the hooks claim', () => {
  const hooks = parse(readFileSync(join(project, '.pre-commit-hooks.yaml'), 'utf8')) as { id: string; files: string }[]
  const isClaimed = (path: string, id = 'kalint'): boolean =>
    new RegExp(hooks.find((one) => one.id === id)?.files ?? '').test(path)

  it('are the same, but only the linter looks at settings', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['kalint', 'kalint-fmt'])
    const [lint = '', format = ''] = hooks.map(({ files }) => files)
    expect(lint).toBe(`${format}|(^|/)kalint\\.yaml$`)
    expect(isClaimed('kalint.yaml', 'kalint-fmt')).toBe(false)
  })

  it.each([
    'keepalived.conf',
    'files/keepalived-lb1.conf',
    'lb1.keepalived.conf',
    'backup/keepalived.conf.lb1',
    'keepalived.cfg',
    'nodeA.conf',
    'roles/lb/files/lb.cfg',
    'etc/keepalived/conf.d/vips.inc',
    'keepalived.d/vips',
    'kalint.yaml',
  ])('%s is one', (path) => {
    expect(isClaimed(path)).toBe(true)
  })

  it.each([
    'README.md',
    'confirm.ts',
    'nodeA.conf.ts',
    'src/keepalived.ts',
    'keepalived',
    'docs/notkeepalived/page.html',
  ])('%s is none', (path) => {
    expect(isClaimed(path)).toBe(false)
  })
})

describe.skipIf(!isInstalled)('git commit', { timeout: PATIENCE }, () => {
  const scratch = mkdtempSync(join(tmpdir(), 'kalint-hook-'))
  const hook = join(scratch, 'kalint')
  const repository = join(scratch, 'configs')
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  beforeAll(() => {
    const leftOut = new Set(['node_modules', 'dist', 'coverage', '.git'])
    cpSync(project, hook, { recursive: true, filter: (path) => path === project || !leftOut.has(basename(path)) })
    for (const folder of [hook, repository]) succeed(scratch, 'git', ['init', '-q', folder])
    const revision = commitAll(hook)
    put('.pre-commit-config.yaml', config(revision, ''))
    put('oldest.yaml', config(revision, '        args: [--target, 2.0.20]\n'))
    put('format.yaml', config(revision, '').replace('id: kalint', 'id: kalint-fmt'))
    put('node1/keepalived.conf', good)
    put('node2/keepalived.conf', standby)
    commitAll(repository)
    succeed(repository, 'pre-commit', ['install', '--install-hooks'])
  }, PATIENCE)

  it('is refused where a changed node disagrees with one that is unchanged', () => {
    const { status, output } = commit({ 'node2/keepalived.conf': other })
    expect(output).toContain('error[virtual-router-id-mismatch]')
    expect(output).toContain('--> node2/keepalived.conf:4:23')
    expect(output).toContain('--> node1/keepalived.conf:4:23')
    expect(status).toBe(1)
  })

  it('works where the nodes agree', () => {
    const { status, output } = commit({ 'node2/keepalived.conf': standby.replace('100', '90') })
    expect(output).toMatch(/^kalint\.+Passed$/m)
    expect(status).toBe(0)
  })

  it('works with files of other programs, whatever they are called', () => {
    const nginx = commit({ 'nginx.conf': 'server {\n  listen 80;\n}\n', 'keepalived/check.sh': '#!/bin/sh\nexit 0\n' })
    expect(nginx.output).toMatch(/^kalint\.+Passed$/m)
    expect(nginx.status).toBe(0)
    const page = commit({ 'README.md': 'Nothing to lint here.\n' })
    expect(page.output).toMatch(/^kalint\.+\(no files to check\)Skipped$/m)
    expect(page.status).toBe(0)
  })

  it('works where a node is removed, or moved', () => {
    succeed(repository, 'git', ['mv', 'node2', 'standby'])
    succeed(repository, 'git', ['rm', '-q', '--ignore-unmatch', 'nginx.conf'])
    expect(commit({}).status).toBe(0)
  })

  it('takes arguments from the configuration of pre-commit', () => {
    const words = ['run', '--config', 'oldest.yaml', '--all-files', '--verbose']
    expect(run(repository, 'pre-commit', words).output).toContain('2 nodes in 1 cluster (keepalived 2.0.20)')
  })

  it('is refused where settings join the changed node with one that nothing else connects', () => {
    const far = standby.replaceAll('192.0.2.10', '192.0.2.77')
    expect(far).not.toBe(standby)
    expect(commit({ 'far/keepalived.conf': far }).status).toBe(0)
    const settings = 'fail-on: warning\nclusters:\n  web: [node1/keepalived.conf, far/keepalived.conf]\n'
    const { status, output } = commit({ 'kalint.yaml': settings })
    expect(output).toContain('warning[virtual-address-mismatch]')
    expect(status).toBe(1)
    expect(commit({ 'kalint.yaml': 'tagret: 2.2.7\n' }).output).toContain(
      'kalint.yaml:1:1: unknown key `tagret`. Did you mean `target`?',
    )
  })

  it('lays out what is to be committed, and leaves files of other programs alone', () => {
    const untidy = good.replace(/^ +/gm, '\t   ')
    const nginx = 'server {\n      listen 80;\n}\n'
    const words = ['run', '--config', 'format.yaml', '--files', 'untidy.conf', 'nginx.conf']
    put('untidy.conf', untidy)
    put('nginx.conf', nginx)
    succeed(repository, 'git', ['add', '--all'])
    const first = run(repository, 'pre-commit', words)
    expect(first.output).toContain('files were modified by this hook')
    expect(first.status).toBe(1)
    const tidy = readFileSync(join(repository, 'untidy.conf'), 'utf8')
    expect(tidy).not.toBe(untidy)
    expect(tidy.replace(/\s+/g, ' ')).toBe(untidy.replace(/\s+/g, ' '))
    expect(readFileSync(join(repository, 'nginx.conf'), 'utf8')).toBe(nginx)
    expect(run(repository, 'pre-commit', words).output).toMatch(/^kalint fmt\.+Passed$/m)
    succeed(repository, 'git', ['reset', '-q', '--hard'])
  })

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), text)
  }

  function config(revision: string, rest: string): string {
    return `repos:\n  - repo: ${hook}\n    rev: ${revision}\n    hooks:\n      - id: kalint\n${rest}`
  }

  /** Commits these files as a user does. What was refused is taken back, so that the next test begins well. */
  function commit(files: Readonly<Record<string, string>>): Result {
    for (const [path, text] of Object.entries(files)) put(path, text)
    succeed(repository, 'git', ['add', '--all'])
    const result = run(repository, 'git', ['commit', '-q', '-m', 'A change'])
    if (result.status !== 0) succeed(repository, 'git', ['reset', '-q', '--hard'])
    return result
  }

  /** The result is the name of the commit. */
  function commitAll(folder: string): string {
    succeed(folder, 'git', ['add', '--all'])
    succeed(folder, 'git', ['commit', '-q', '-m', 'All files'])
    return succeed(folder, 'git', ['rev-parse', 'HEAD']).trim()
  }

  function succeed(cwd: string, command: string, words: readonly string[]): string {
    const { status, output } = run(cwd, command, words)
    if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${output}`)
    return output
  }

  function run(cwd: string, command: string, words: readonly string[]): Result {
    const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8', env: environment() })
    return { status, output: stdout + stderr }
  }

  /** Nobody's settings of git, and nothing of a commit in which these tests may run. */
  function environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(GIT|PRE_COMMIT|FORCE_COLOR)/.test(name))
    const person = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'Test'],
      [`GIT_${role}_EMAIL`, 'test@example.org'],
    ])
    const settings = {
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      PRE_COMMIT_HOME: join(scratch, 'home'),
    }
    return { ...Object.fromEntries([...inherited, ...person]), ...settings, PRE_COMMIT_COLOR: 'never' }
  }
})

interface Result {
  readonly status: number | null
  readonly output: string
}
