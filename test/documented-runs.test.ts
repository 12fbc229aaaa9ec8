/** The lines for hooks, CI and Ansible that docs/pre-commit.md and docs/ci.md show, run as they stand there. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { documented, documentedNames } from './editors/documented.ts'
import { folderWith, goodNode, type Outcome, program } from './run-kalint.ts'

const HOOKS = 'pre-commit.md'
const CI = 'ci.md'

const good = goodNode()
const standby = goodNode({ state: 'BACKUP', priority: 100 })
/** It has another virtual_router_id than `good`. */
const other = goodNode({ state: 'BACKUP', priority: 100, routerId: 15 })
const MISMATCH = 'virtual-router-id-mismatch'

/** A git repository in which everything is committed, with kalint on the path of what is run in it. */
function repositoryWith(files: Readonly<Record<string, string>>) {
  const folder = folderWith(files)
  const bin = join(folder, '.git-less/bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'kalint'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(join(bin, 'kalint'), 0o755)
  const inherited = Object.entries(process.env).filter(([name]) => !/^(GIT|PRE_COMMIT|FORCE_COLOR|NO_COLOR)/.test(name))
  const env = {
    ...Object.fromEntries(inherited),
    PATH: `${bin}:${process.env.PATH}`,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.org',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.org',
  }
  const run = (command: string, ...words: string[]): Outcome => {
    const { status, stdout, stderr } = spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' })
    return { status, stdout, stderr }
  }
  const put = (path: string, text: string): void => writeFileSync(join(folder, path), text)
  run('git', 'init', '-q')
  put('.git/info/exclude', '.git-less\n')
  run('git', 'add', '--all')
  run('git', 'commit', '-q', '-m', 'First')
  return { folder, run, put }
}

/** What a job runs of kalint, line by line, in the order of a list of steps. */
function linesOfKalint(steps: readonly unknown[]): string[] {
  return steps.flatMap((step) => {
    const line = typeof step === 'string' ? step : (step as { run?: string }).run
    return line?.startsWith('kalint ') === true ? [line] : []
  })
}

describe('a plain git hook', () => {
  const installed = () => {
    const repository = repositoryWith({ 'lb1.conf': good, 'lb2.conf': standby })
    repository.put('.git/hooks/pre-commit', documented('git', HOOKS))
    chmodSync(join(repository.folder, '.git/hooks/pre-commit'), 0o755)
    return (path: string, text: string): Outcome => {
      repository.put(path, text)
      repository.run('git', 'add', '--all')
      return repository.run('git', 'commit', '-q', '-m', 'A change')
    }
  }

  it('refuses a node that disagrees with one that is unchanged', () => {
    const { status, stderr } = installed()('lb2.conf', other)
    expect(stderr).toContain(MISMATCH)
    expect(status).toBe(1)
  })

  it('refuses settings that are wrong', () => {
    const { status, stderr } = installed()('kalint.yaml', 'tagret: 2.2.7\n')
    expect(stderr).toContain('Did you mean `target`?')
    expect(status).toBe(1)
  })

  it.each([
    ['lb2.conf', standby.replace('100', '90')],
    ['README.md', 'Nothing to lint here.\n'],
    ['nginx.conf', 'server {\n  listen 80;\n}\n'],
    ['kalint.yaml', 'target: 2.2.7\n'],
  ])('lets %s pass', (path, text) => {
    expect(installed()(path, text).status).toBe(0)
  })
})

describe('lefthook and lint-staged', () => {
  const { 'pre-commit': hook } = parse(documented('lefthook', HOOKS)) as { 'pre-commit': { jobs: { run: string }[] } }
  const staged = JSON.parse(documented('lint-staged', HOOKS)) as { 'lint-staged': Record<string, string | string[]> }
  const commands = [
    ...hook.jobs.map(({ run }) => run),
    ...Object.values(staged['lint-staged'])
      .flat()
      .map((command) => `${command} {staged_files}`),
  ]

  it.each(commands)('%s passes where all is well', (command) => {
    const { run } = repositoryWith({
      'lb1.conf': good,
      'lb2.conf': standby,
      'kalint.yaml': 'clusters:\n  web: [lb1.conf, lb2.conf]\n',
    })
    const files = command === 'kalint {staged_files}' ? 'kalint.yaml' : 'lb2.conf'
    expect(run('sh', '-c', command.replace('{staged_files}', files))).toMatchObject({ status: 0 })
  })

  it.each(commands.filter((command) => !command.includes('fmt')))('%s fails where nodes disagree', (command) => {
    const { run } = repositoryWith({
      'lb1.conf': good,
      'lb2.conf': other,
      'kalint.yaml': 'clusters:\n  web: [lb1.conf, lb2.conf]\n',
    })
    const files = command === 'kalint {staged_files}' ? 'kalint.yaml' : 'lb2.conf'
    expect(run('sh', '-c', command.replace('{staged_files}', files))).toMatchObject({ status: 1 })
  })
})

describe('a job of GitHub Actions', () => {
  const { jobs } = parse(documented('github', CI)) as { jobs: { kalint: { steps: Step[] } } }
  interface Step {
    readonly run?: string
    readonly with?: { readonly sarif_file?: string }
  }
  const { steps } = jobs.kalint
  const [lint = '', format = ''] = linesOfKalint(steps)

  it('annotates what it finds, and leaves a file for the upload', () => {
    const { folder, run } = repositoryWith({ 'lb1.conf': good, 'lb2.conf': other })
    const { status, stdout } = run('sh', '-c', lint)
    expect(stdout).toContain(`title=${MISMATCH}::`)
    expect(status).toBe(1)
    const uploaded = steps.flatMap((step) => step.with?.sarif_file ?? [])
    expect(uploaded).toHaveLength(1)
    const { version } = JSON.parse(readFileSync(join(folder, uploaded[0] ?? ''), 'utf8')) as { version: string }
    expect(version).toBe('2.1.0')
  })

  it('passes where all is well, and fails where a file is not laid out', () => {
    const { run, put } = repositoryWith({ 'lb1.conf': good, 'lb2.conf': standby })
    expect(run('sh', '-c', lint).status).toBe(0)
    expect(run('sh', '-c', format).status).toBe(0)
    put('lb2.conf', standby.replace('    state', 'state'))
    expect(run('sh', '-c', format)).toMatchObject({ status: 1, stdout: 'lb2.conf\n' })
  })
})

it('a job of GitLab CI leaves the report that it names', () => {
  const { kalint } = parse(documented('gitlab', CI)) as {
    kalint: { script: string[]; artifacts: { reports: { codequality: string } } }
  }
  const { folder, run } = repositoryWith({ 'lb1.conf': good, 'lb2.conf': other })
  const [lint = ''] = linesOfKalint(kalint.script)
  expect(run('sh', '-c', lint).status).toBe(1)
  const report = join(folder, kalint.artifacts.reports.codequality)
  expect(existsSync(report)).toBe(true)
  const found = JSON.parse(readFileSync(report, 'utf8')) as { check_name: string }[]
  expect(found.map((one) => one.check_name)).toContain(MISMATCH)
})

describe('a `validate` line of Ansible', () => {
  const [task] = parse(documented('ansible-validate', CI)) as { 'ansible.builtin.template': { validate: string } }[]
  const plain = task?.['ansible.builtin.template'].validate ?? ''
  const { validate: named } = parse(documented('ansible-stdin', CI)) as { validate: string }
  const invalid = goodNode({ routerId: 300 })

  it.each([plain, named])('%s keeps what is wrong away, and lets the rest pass', (line) => {
    const { folder, run } = repositoryWith({ 'tmp/source': good, 'tmp/invalid': invalid })
    const validate = (name: string): Outcome => run('sh', '-c', line.replace('%s', join(folder, 'tmp', name)))
    expect(validate('source')).toMatchObject({ status: 0, stderr: '' })
    const { status, stdout } = validate('invalid')
    expect(stdout).toContain('error[invalid-value]')
    expect(status).toBe(1)
  })

  it('names the real file where it is told', () => {
    const { folder, run } = repositoryWith({ 'tmp/invalid': invalid })
    const { stdout } = run('sh', '-c', named.replace('%s', join(folder, 'tmp/invalid')))
    expect(stdout).toContain('--> /etc/keepalived/keepalived.conf:')
  })

  it('leaves the cluster to a play of its own, which compares all that was rendered', () => {
    const [play] = parse(documented('ansible-cluster', CI)) as { tasks: Record<string, unknown>[] }[]
    const command = play?.tasks.flatMap((one) => one['ansible.builtin.shell'] ?? [])[0]
    const { folder, run } = repositoryWith({ 'rendered/lb1.conf': good, 'rendered/lb2.conf': other })
    const { status, stdout } = run('sh', '-c', String(command).replace('/tmp/rendered', join(folder, 'rendered')))
    expect(stdout).toContain(MISMATCH)
    expect(status).toBe(1)
  })
})

it('all that is marked as tested is tested', () => {
  const tested = readFileSync(import.meta.filename, 'utf8')
  for (const page of [HOOKS, CI]) {
    expect(documentedNames(page).filter((name) => !tested.includes(`documented('${name}', `))).toEqual([])
  }
})
