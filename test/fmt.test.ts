/** `kalint fmt`: what it does to files, what it leaves alone, and that it never changes what keepalived reads. */
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isConfigOrPart, laidOut } from '../src/service/formatting/whole-file.ts'
import { problemsOf, readLines } from './read-lines.ts'
import { folderWith, goodNode, kalint } from './run-kalint.ts'
import { fixtures, idsIn, messyText, textsBelow, untidyConfig } from './service/texts.ts'

/** Real configurations, where somebody has them beside the project. */
const corpus = join(import.meta.dirname, '../../shared/corpus/files')

/** For a busy machine, in milliseconds. */
const PATIENCE = 120_000

const untidy =
  'vrrp_instance  VI_1\n{\n\tstate BACKUP  \n\n\n\tpriority    100   # why\n\tinterface eth0    # where\n  }\n'
const tidy = 'vrrp_instance VI_1 {\n\tstate BACKUP\n\n\tpriority 100   # why\n\tinterface eth0 # where\n}\n'

function layoutOf(text: string): string {
  const result = laidOut(text)
  if (!('text' in result)) throw new Error(result.reason)
  return result.text
}

describe('the layout of a file', () => {
  it.each([
    ['goes in by four blanks where nothing is indented', 'a {\nb {\nc\n}\n}\n', 'a {\n    b {\n        c\n    }\n}\n'],
    ['keeps two blanks where most lines have them', 'a {\n  b\n  c\n     d\n}\n', 'a {\n  b\n  c\n  d\n}\n'],
    [
      'keeps tabs where most lines have them',
      'a {\n\tb {\n\t\tc\n    d\n\t}\n}\n',
      'a {\n\tb {\n\t\tc\n\t\td\n\t}\n}\n',
    ],
    ['puts a brace on the line of its block', 'a\n{\nb\n}\n', 'a {\n    b\n}\n'],
    ['has one empty line where there were several, and no blanks at the ends', 'a  \n\n \n\nb\t\n\n', 'a\n\nb\n'],
    [
      'keeps words in quotes, sequences, conditions and definitions',
      '$A="x  y" \\\n   z\n@lb1  a  "b  c"\n~SEQ(i, 1,  3) d  $i\n',
      '$A="x  y" \\\n   z\n@lb1 a "b  c"\n~SEQ(i, 1,  3) d  $i\n',
    ],
    ['keeps carriage returns', 'a {\r\n  b\r\n}\r\n', 'a {\r\n  b\r\n}\r\n'],
  ])('%s', (_, text, expected) => {
    expect(layoutOf(text)).toBe(expected)
  })

  it.each(['a {\n', 'a }\n', 'a {\n}\n}\n'])('is none where braces do not pair up: %j', (text) => {
    expect(laidOut(text)).toEqual({ reason: 'unbalanced-braces' })
  })
})

describe('the law', { timeout: PATIENCE }, () => {
  function expectLaw(text: string, targets: readonly string[]): void {
    const result = laidOut(text)
    if (!('text' in result) || result.text === text) return
    expect(laidOut(result.text)).toEqual(result)
    for (const id of idsIn(text)) {
      for (const target of targets) {
        const reader = id === undefined ? { target } : { target, id }
        expect(readLines(result.text, reader)).toEqual(readLines(text, reader))
        expect(problemsOf(result.text, reader)).toEqual(problemsOf(text, reader))
      }
    }
  }

  it('holds for all fixtures: the same words in the same blocks, and formatting twice is formatting once', () => {
    for (const [, text] of textsBelow(fixtures)) expectLaw(text, ['2.2.7', '2.4.3'])
  })

  it('holds for texts made at random', () => {
    fc.assert(
      fc.property(fc.oneof(untidyConfig(), messyText()), (text) => expectLaw(text, ['2.4.3'])),
      { seed: 20_261_123, numRuns: 800 },
    )
  })

  const real = textsBelow(corpus)
  it.skipIf(real.length === 0)('holds for all configurations of the corpus', () => {
    for (const [, text] of real) expectLaw(text, ['2.4.3'])
  })
})

describe('what is for keepalived', () => {
  it.each([
    ['a configuration', 'vrrp_script x {\n}\n', true],
    ['a part that others include', 'priority 100\nstate BACKUP\n', true],
    ['a list of servers', 'real_server 192.0.2.1 80 {\n    weight 1\n}\n', true],
    ['the settings of another program', 'server {\n    listen 80;\n}\n', false],
    ['a part with a line that no block knows', 'priority 100\nlisten 80\n', false],
    ['a template', '{% if x %}\nvrrp_instance a {\n}\n{% endif %}\n', true],
  ])('%s', (_, text, expected) => {
    expect(isConfigOrPart('some.conf', text)).toBe(expected)
  })
})

describe('kalint fmt', () => {
  it('writes, keeps the mode, and has nothing to do afterwards', () => {
    const cwd = folderWith({ 'a.conf': untidy, 'b/b.conf': goodNode() })
    chmodSync(join(cwd, 'a.conf'), 0o600)
    expect(kalint(['fmt', '.'], { cwd })).toEqual({ status: 0, stdout: '', stderr: 'kalint: formatted 1 file.\n' })
    expect(readFileSync(join(cwd, 'a.conf'), 'utf8')).toBe(tidy)
    expect(statSync(join(cwd, 'a.conf')).mode & 0o777).toBe(0o600)
    expect(kalint(['fmt', '.'], { cwd })).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('does without paths what it does with those of the clusters in the settings, or with all here', () => {
    const cwd = folderWith({ 'a.conf': untidy, 'b.conf': untidy, 'kalint.yaml': 'clusters:\n  web: [a.conf]\n' })
    mkdirSync(join(cwd, 'below'))
    expect(kalint(['fmt', '--check'], { cwd })).toMatchObject({ status: 1, stdout: 'a.conf\n' })
    expect(kalint(['fmt', '--check', '--no-settings'], { cwd })).toMatchObject({
      status: 1,
      stdout: 'a.conf\nb.conf\n',
    })
    expect(kalint(['fmt'], { cwd: join(cwd, 'below') })).toMatchObject({ status: 0 })
    expect(readFileSync(join(cwd, 'a.conf'), 'utf8')).toBe(tidy)
    expect(readFileSync(join(cwd, 'b.conf'), 'utf8')).toBe(untidy)
  })

  it('does not reach into included files', () => {
    const cwd = folderWith({ 'a.conf': `include part.inc\n${untidy}`, 'part.inc': 'vrrp_script   x {\n}\n' })
    expect(kalint(['fmt', 'a.conf'], { cwd }).status).toBe(0)
    expect(readFileSync(join(cwd, 'part.inc'), 'utf8')).toBe('vrrp_script   x {\n}\n')
  })

  it('lists files with --check, and changes none', () => {
    const cwd = folderWith({ 'a.conf': untidy, 'b.conf': goodNode() })
    expect(kalint(['fmt', '--check', 'a.conf', 'b.conf'], { cwd })).toEqual({
      status: 1,
      stdout: 'a.conf\n',
      stderr: 'kalint: 1 file would be formatted.\n',
    })
    expect(readFileSync(join(cwd, 'a.conf'), 'utf8')).toBe(untidy)
    expect(kalint(['fmt', '--check', 'b.conf'], { cwd })).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('prints a diff with --diff, without secrets', () => {
    const cwd = folderWith({ 'a.conf': 'vrrp_instance a {\n  authentication {\n auth_pass  hunter2\n  }\n}\n' })
    const { status, stdout, stderr } = kalint(['fmt', '--diff', 'a.conf'], { cwd })
    expect(stdout).toContain('--- a/a.conf\n+++ b/a.conf\n')
    expect(stdout).toContain('- auth_pass  ********\n+    auth_pass ********\n')
    expect(stderr).toContain('cannot be applied')
    expect(status).toBe(1)
  })

  it('prints the new layout of standard input', () => {
    expect(kalint(['fmt', '-'], { input: untidy })).toEqual({ status: 0, stdout: tidy, stderr: '' })
    expect(kalint(['fmt', '--check', '-', '--stdin-name', 'lb1.conf'], { input: untidy })).toMatchObject({
      status: 1,
      stdout: 'lb1.conf\n',
    })
  })

  it('leaves a file with a lost brace alone, formats the others, and exits with 2', () => {
    const broken = 'vrrp_instance   a {\n'
    const cwd = folderWith({ 'a.conf': broken, 'b.conf': untidy })
    expect(kalint(['fmt', 'a.conf', 'b.conf'], { cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'kalint: a.conf: left as it is: its braces do not pair up. kalint check says where.\nkalint: formatted 1 file.\n',
    })
    expect(readFileSync(join(cwd, 'a.conf'), 'utf8')).toBe(broken)
    expect(kalint(['fmt', '-'], { input: broken })).toMatchObject({ status: 2, stdout: broken })
  })

  it('leaves files of other programs and other encodings alone', () => {
    const cwd = folderWith({ 'nginx.conf': 'server   {\n}\n' })
    expect(kalint(['fmt', 'nginx.conf'], { cwd })).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('no keepalived'),
    })
    expect(readFileSync(join(cwd, 'nginx.conf'), 'utf8')).toBe('server   {\n}\n')
    const latin = Buffer.from(`# \xe4\n${untidy}`, 'latin1')
    writeFileSync(join(cwd, 'latin.conf'), latin)
    expect(kalint(['fmt', 'latin.conf'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not UTF-8'),
    })
    expect(readFileSync(join(cwd, 'latin.conf'))).toEqual(latin)
  })

  it('does not write through a link that leads out of the given paths', () => {
    const cwd = folderWith({ 'elsewhere/a.conf': untidy })
    mkdirSync(join(cwd, 'conf'))
    symlinkSync('../elsewhere/a.conf', join(cwd, 'conf/a.conf'))
    expect(kalint(['fmt', 'conf'], { cwd }).stderr).toContain('a symbolic link leads from it to')
    expect(readFileSync(join(cwd, 'elsewhere/a.conf'), 'utf8')).toBe(untidy)
  })
})
