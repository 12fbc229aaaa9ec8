/** No output shows a password or key, wherever it stands, unless the user asks for it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FORMATS } from '../src/cli/check.ts'
import { run } from '../src/cli/program.ts'
import type { Report } from '../src/engine/lint.ts'
import { baselineOf, renderBaseline } from '../src/output/baseline.ts'
import { filesIn } from '../src/output/files-in-report.ts'
import { renderJson } from '../src/output/json.ts'
import { noColour, renderPretty } from '../src/output/pretty.ts'
import { MASK, maskSpans, secretSpans } from '../src/text/secrets.ts'
import { fixtureFolders, hash, RENDERERS } from './formats/renderings.ts'
import { lintFolder } from './lint-folder.ts'
import { folderWith, kalint } from './run-kalint.ts'

const project = join(import.meta.dirname, '..')
const nodes = ['fixtures/secrets/nodeA.conf', 'fixtures/secrets/nodeB.conf']

const json = (report: Report): string => renderJson(report, '')
const pretty = (report: Report): string => renderPretty(report, noColour)
const baseline = (report: Report): string => renderBaseline(baselineOf(report, { nameOf: (path) => path, hash }))

const COMMANDS = [
  ...FORMATS.map((format) => ['check', '--format', format]),
  ...['tree', 'effective', 'config', 'cluster'].flatMap((what) => [
    ['show', what],
    ['show', what, '--format', 'json'],
  ]),
  ...['pretty', 'json', 'markdown', 'mermaid'].map((format) => ['failover', '--format', format]),
]
const INPUTS = [
  nodes,
  ['fixtures/secrets'],
  ['--config-id', 'nodeA', ...nodes],
  ['--config-id', 'nobody', ...nodes],
  ['--target', '2.0.20', ...nodes],
  ['fixtures/secrets/parts/authentication.inc'],
]

describe.each(COMMANDS.map((command) => [command.join(' '), command] as const))('kalint %s', (_, command) => {
  it.each(INPUTS.map((input) => [input.join(' '), input] as const))('masks all secrets of %s', (__, input) => {
    const { stdout, stderr } = kalint([...command, ...input], { cwd: project, env: { FORCE_COLOR: '1' } })
    expect(`${stdout}${stderr}`.match(/.*hidden.*/g)).toBeNull()
  })
})

describe('the passwords of the fixtures', { timeout: 120_000 }, () => {
  /** What the daemon takes for a password or key, found without the help of what masks them. */
  const PASSWORD = /^[ \t]*(?:auth_pass|(?:auth_hmac[ \t]+)?key[ \t]+\d+|password)[ \t]+"?([^\s"#$]{5,})/gm
  const folders = fixtureFolders().map((folder) => ({ folder, report: lintFolder(folder) }))
  const cases = folders.flatMap(({ folder, report }) => {
    const texts = filesIn(report).map(({ text }) => text)
    const open = texts.join('\n').replace(PASSWORD, (line, password: string) => line.replace(password, ''))
    const passwords = texts.flatMap((text) => [...text.matchAll(PASSWORD)].map(([, password = '']) => password))
    const unique = [...new Set(passwords)].filter((password) => !open.includes(password))
    return unique.length === 0 ? [] : [{ folder, report, passwords: unique }]
  })

  it('are many', () => {
    expect(cases.length).toBeGreaterThan(30)
  })

  it.each(Object.entries({ ...RENDERERS, json, pretty, baseline }))('are in no %s', (_, render) => {
    const shown = cases.flatMap(({ folder, report, passwords }) => {
      const text = render(report)
      return passwords.filter((password) => text.includes(password)).map((password) => `${folder}: ${password}`)
    })
    expect(shown).toEqual([])
  })
})

describe('--show-secrets', () => {
  it.each(['effective', 'tree', 'config'])('lets show %s print them', (what) => {
    const { stdout } = kalint(['show', what, '--show-secrets', ...nodes], { cwd: project })
    expect(stdout).toContain('hiddenA1')
    expect(stdout).not.toContain(MASK)
  })

  it('lets check print them', () => {
    const { stdout } = kalint(['--show-secrets', ...nodes], { cwd: project })
    expect(stdout).not.toContain(MASK)
  })
})

describe('every line of the fixture', () => {
  const lines = readFileSync(join(project, 'fixtures/secrets/nodeA.conf'), 'utf8').split('\n')
  const odd = lines.filter((line) => /hidden[AP]/.test(line))

  it.each([
    ...odd,
    '  auth_type hiddenP0',
    '  smtp_pass; hiddenP1',
    '  my_secret; hiddenP2',
    '  api_password:; hiddenP3',
    '$x_password; hiddenP4',
    '  ~seq(I, 1, 2) my_secret hiddenP5',
  ])('is masked as well where nothing else of the file is known: %s', async (line) => {
    const cwd = folderWith({ 'a.conf': `vrrp_instance A {\n authentication {\n${line}\n` })
    const told: string[] = []
    const tell = (text: string): void => {
      told.push(text)
    }
    const shell = { environment: {}, write: tell, tell, readInput: async () => '', isTerminal: () => false }
    for (const command of COMMANDS) await run([...command, join(cwd, 'a.conf')], shell)
    expect(told).toHaveLength(COMMANDS.length)
    expect(told.join('').match(/.*hidden[AP].*/g)).toBeNull()
  })
})

describe('a password on the line behind a backslash', () => {
  it('is masked', () => {
    const text = 'auth_pass \\\ns3cret\nstate MASTER'
    expect(maskSpans(text, secretSpans(text)).text).toBe('auth_pass ********\nstate MASTER')
  })
})

describe('the text of a line', () => {
  it.each([
    ['auth_pass s3cret', 'auth_pass ********'],
    ['  auth_pass "s3cret words" # and more', '  auth_pass ********'],
    ['authentication { auth_type PASS auth_pass s3cret }', 'authentication { auth_type PASS auth_pass ******** }'],
    ['  # auth_pass=s3cret', '  # auth_pass=********'],
    ['auth_pass $' + '{NAME} }', 'auth_pass ******** }'],
    ['auth_pass"s3cret"', 'auth_pass********'],
    ['script /usr/bin/auth_pass eth0', 'script /usr/bin/auth_pass eth0'],
    ['@node1 auth_pas s3cret', '@node1 auth_pas ********'],
    ['$PASSWORD = s3cret', '$PASSWORD = ********'],
    ['key 12 s3cret', 'key 12 ********'],
    ['auth_type PASS', 'auth_type PASS'],
    ['vrrp_instance passive {', 'vrrp_instance passive {'],
    ['script "/usr/bin/check_password.sh eth0"', 'script "/usr/bin/check_password.sh eth0"'],
    ['passive', 'passive'],
    ['auth_pass\0s3cret', 'auth_pass\0********'],
    ['auth_hmac 3 s3cret', 'auth_hmac ********'],
    ['script "/bin/check --password=s3cret -v"', 'script "/bin/check --password=********'],
    ['script "/bin/check -passwd s3cret"', 'script "/bin/check -passwd ********'],
    ['script "/bin/check --token=s3cret -v"', 'script "/bin/check --token=******** -v"'],
    ['script "mysql://root:s3cret@db/x"', 'script "mysql://root:********@db/x"'],
    ['script "curl -u root:s3cret http://192.0.2.1:80/x"', 'script "curl -u root:******** http://192.0.2.1:80/x"'],
    [
      'script "/bin/check -p 80 -u nobody http://192.0.2.1:80"',
      'script "/bin/check -p 80 -u nobody http://192.0.2.1:80"',
    ],
    ['script "/bin/check-password.sh eth0"', 'script "/bin/check-password.sh eth0"'],
    ['path /login-password /x', 'path /login-password /x'],
  ])('%s', (line, masked) => {
    expect(maskSpans(line, secretSpans(line)).text).toBe(masked)
  })
})
