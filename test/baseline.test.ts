/** The baseline: what is known stays known when lines move, what is new is told, and nothing secret is in it. */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noSecrets } from '../src/engine/secrets.ts'
import { baselineOf, readBaseline, renderBaseline, withoutKnown } from '../src/output/baseline.ts'
import { fixtureFolders, fixtures, hash } from './formats/renderings.ts'
import { lintFolder } from './lint-folder.ts'
import { folderWith, goodNode, kalint } from './run-kalint.ts'

const FILE = 'kalint-baseline.json'
const good = goodNode()
/** It has another virtual_router_id than `good`, and a word that keepalived does not know. */
const bad = goodNode({ state: 'BACKUP', priority: 100, routerId: 15 }).replace(
  '    interface',
  '    colour blue\n    interface',
)
const nodes = ['a.conf', 'b.conf']
const comparison = { nameOf: (path: string): string => path, hash }

function withBaseline(): string {
  const cwd = folderWith({ 'a.conf': good, 'b.conf': bad })
  kalint([...nodes, '--write-baseline'], { cwd })
  return cwd
}

function change(cwd: string, path: string, edit: (text: string) => string): void {
  writeFileSync(join(cwd, path), edit(readFileSync(join(cwd, path), 'utf8')))
}

describe('--write-baseline and --baseline', () => {
  it('leave out what is known, from report and exit code', () => {
    const cwd = folderWith({ 'a.conf': good, 'b.conf': bad })
    expect(kalint(nodes, { cwd }).status).toBe(1)
    const written = kalint([...nodes, '--write-baseline'], { cwd })
    expect(written).toMatchObject({
      status: 0,
      stderr: `kalint: ${FILE}: 2 findings written. --baseline ${FILE} leaves out what it lists.\n`,
    })
    expect(kalint([...nodes, '--baseline'], { cwd })).toEqual({
      status: 0,
      stdout: 'No problems found in 2 nodes in 1 cluster (keepalived 2.4.3).\n',
      stderr: `kalint: 2 known findings left out (${FILE})\n`,
    })
    const json = kalint([`--baseline=${FILE}`, '--format', 'json', ...nodes], { cwd })
    expect(JSON.parse(json.stdout)).toMatchObject({ diagnostics: [], summary: { errors: 0, warnings: 0, infos: 0 } })
  })

  it('write a line for each finding, in an order that does not depend on that of the paths', () => {
    const cwd = withBaseline()
    const text = readFileSync(join(cwd, FILE), 'utf8')
    expect(JSON.parse(text)).toEqual({
      version: 1,
      findings: [
        {
          file: 'a.conf',
          rule: 'virtual-router-id-mismatch',
          fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
          count: 1,
        },
        { file: 'b.conf', rule: 'unknown-directive', fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/), count: 1 },
      ],
    })
    expect(text.trimEnd().split('\n')).toHaveLength(7)
    const other = folderWith({ 'a.conf': good, 'b.conf': bad })
    kalint([`--write-baseline=${FILE}`, './b.conf', join(other, 'a.conf')], { cwd: other })
    const [first, second] = [text, readFileSync(join(other, FILE), 'utf8')].map((one) => JSON.parse(one).findings)
    // The finding about both nodes is told at the first of them.
    expect(second.find(({ rule }: { rule: string }) => rule === 'unknown-directive')).toEqual(first[1])
  })

  it('know what is known when lines come, go and are indented otherwise', () => {
    const cwd = withBaseline()
    change(cwd, 'b.conf', (text) => `# moved\n\n! down\n${text.replace('    colour blue', '\tcolour\tblue  # why?')}`)
    change(cwd, 'a.conf', (text) => `global_defs {\n    router_id a\n}\n${text}`)
    expect(kalint([...nodes, '--baseline'], { cwd })).toMatchObject({ status: 0, stderr: /^kalint: 2 known/ })
  })

  it('tell what is new: another rule, another line, another block, one more of the same', () => {
    for (const edit of [
      (text: string) => text.replace('colour blue', 'colour red'),
      (text: string) => text.replace('    colour blue', '    colour blue\n    colour blue'),
      (text: string) => text.replace('VI_1', 'VI_2'),
      (text: string) => text.replace('    colour blue', '    colour blue\n    prio 3'),
    ]) {
      const cwd = withBaseline()
      change(cwd, 'b.conf', edit)
      const { status, stdout } = kalint([...nodes, '--baseline'], { cwd })
      expect(stdout).toMatch(/^1 error, 0 warnings|^2 errors/m)
      expect(status).toBe(1)
    }
  })

  it('say what is no longer found, and change no exit code by that', () => {
    const cwd = withBaseline()
    change(cwd, 'b.conf', (text) => text.replace('    colour blue\n', ''))
    const { status, stderr } = kalint([...nodes, '--baseline'], { cwd })
    expect(status).toBe(0)
    expect(stderr).toBe(
      `kalint: 1 known finding left out (${FILE})\nkalint: ${FILE}: 1 known finding is no longer there (unknown-directive in b.conf). --write-baseline=${FILE} takes note.\n`,
    )
  })

  it('say nothing of files that were not looked at, but of those that are gone', () => {
    const cwd = withBaseline()
    expect(kalint(['a.conf', '--baseline'], { cwd }).stderr).not.toContain('unknown-directive')
    rmSync(join(cwd, 'b.conf'))
    expect(kalint(['a.conf', '--baseline'], { cwd }).stderr).toContain('unknown-directive in b.conf')
  })

  it('do not depend on where kalint runs, or on where everything lies', () => {
    const cwd = folderWith({ 'conf/a.conf': good, 'conf/b.conf': bad, 'else/c.txt': '' })
    kalint(['conf/a.conf', 'conf/b.conf', '--write-baseline', 'conf/known.json'], { cwd })
    const run = (directory: string): unknown => {
      const there = join(cwd, directory)
      const [a, b, known] = [...nodes, 'known.json'].map((name) => relative(there, join(cwd, 'conf', name)))
      return kalint([a ?? '', b ?? '', `--baseline=${known}`], { cwd: there }).status
    }
    expect(['.', 'conf', 'else'].map(run)).toEqual([0, 0, 0])
    expect(
      kalint(['--baseline=conf/known.json', join(cwd, 'conf/a.conf'), join(cwd, 'conf/b.conf')], { cwd }).status,
    ).toBe(0)
  })

  it('go together with every format, --max-warnings and --with-siblings', () => {
    const cwd = withBaseline()
    for (const format of ['compact', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle']) {
      const { status, stdout } = kalint([...nodes, '--format', format, '--baseline'], { cwd })
      expect({ status, told: /unknown-directive|mismatch/.test(stdout) }).toEqual({ status: 0, told: false })
    }
    expect(kalint([...nodes, '--max-warnings=0', '--baseline'], { cwd }).status).toBe(0)
    expect(kalint(['--with-siblings', 'a.conf', '--baseline'], { cwd }).stderr).toBe(
      `kalint: 1 known finding left out (${FILE})\n`,
    )
  })
})

describe('a baseline that cannot be used', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      'is missing',
      ['--baseline=no.json'],
      /no\.json: no such file\. Write the baseline first, with --write-baseline=no\.json\./,
    ],
    [
      'is a configuration',
      ['--baseline', 'a.conf'],
      /a\.conf: not a baseline: it is no JSON object\. If it is the path/,
    ],
    ['is a directory', ['--baseline=.'], /\.: cannot be read\. Name/],
    ['is of another version', ['--baseline=new.json'], /new\.json: not a baseline: its "version" is not 1/],
    ['has a wrong entry', ['--baseline=wrong.json'], /wrong\.json: not a baseline: findings\[1\] is not of the form/],
    [
      'would be a configuration',
      ['--write-baseline', 'b.conf'],
      /b\.conf: it exists and is no baseline, so that it was not/,
    ],
    ['would be anything else', ['--write-baseline=other.json'], /other\.json: it exists and is no baseline/],
    [
      'would be in no directory',
      ['--write-baseline=no/x.json'],
      /no\/x\.json: cannot be written \(no such directory\)/,
    ],
    ['is both', ['--baseline', '--write-baseline'], /Use one of them/],
  ]

  it.each(cases)('%s: told in one line without its text, exit code 2', (_, args, told) => {
    const entry = { file: 'a.conf', rule: 'x', fingerprint: '0', count: 1 }
    const files = {
      'a.conf': good,
      'b.conf': bad,
      'new.json': '{ "version": 2, "findings": [] }',
      'wrong.json': JSON.stringify({ version: 1, findings: [entry, { ...entry, count: 0 }] }),
      'other.json': '{ "name": "other" }',
    }
    const cwd = folderWith(files)
    const { status, stderr } = kalint(['a.conf', ...args], { cwd })
    expect(stderr).toMatch(told)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(status).toBe(2)
    for (const [path, text] of Object.entries(files)) expect(readFileSync(join(cwd, path), 'utf8')).toBe(text)
    expect(existsSync(join(cwd, FILE))).toBe(false)
  })

  it('is none of show and failover', () => {
    const cwd = withBaseline()
    for (const command of [['show', 'cluster'], ['failover']]) {
      const { status, stderr } = kalint([...command, ...nodes, '--baseline'], { cwd })
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: 'kalint: --baseline is for kalint check alone. Leave it out.\n',
      })
    }
  })

  it('may be written over if it was a baseline, whatever its version', () => {
    const cwd = folderWith({ 'a.conf': good, [FILE]: '{ "version": 9, "findings": [1] }' })
    chmodSync(join(cwd, FILE), 0o600)
    expect(kalint(['a.conf', '--write-baseline'], { cwd }).status).toBe(0)
    expect(readBaseline(readFileSync(join(cwd, FILE), 'utf8'))).toEqual({ findings: [] })
  })
})

describe('the baseline of every fixture', { timeout: 180_000 }, () => {
  const folders = fixtureFolders().filter((folder) => !folder.includes('/good'))

  it('covers it, says nothing twice and can be read back', () => {
    for (const folder of folders) {
      const report = lintFolder(folder)
      const baseline = baselineOf(report, comparison)
      expect(readBaseline(renderBaseline(baseline))).toEqual(baseline)
      expect(withoutKnown(report, baseline, comparison)).toMatchObject({
        report: { diagnostics: [] },
        leftOut: report.diagnostics.length,
        gone: [],
      })
    }
  })

  it('still covers it when lines are inserted and removed around the findings', () => {
    const lines = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('', '   ', '# a comment', '\t! another')),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(fc.constantFrom(...folders), lines, (folder, inserted) => {
        const before = lintFolder(folder)
        const baseline = baselineOf(before, comparison)
        const files = new Set(before.clusters.flatMap(({ nodes }) => nodes.flatMap(({ reading }) => reading.files)))
        const changed = new Map(
          [...files].map(({ path, text }) => [path, withLines(withoutBlankLines(text), inserted)]),
        )
        const after = lintFolder(folder, changed)
        const left = withoutKnown(after, baseline, comparison)
        expect(left.report.diagnostics.map(({ rule, at, message }) => [rule, at.file.path, message])).toEqual([])
      }),
      { seed: 20261123, numRuns: 250 },
    )
  })
})

/** Lines that hold nothing matter to nobody, unless the line above goes on. */
function withoutBlankLines(text: string): string {
  return text.replace(/(?<=[^\\\n]\n)[ \t]*\n/g, '')
}

/** A text with lines between its lines, but not at its very start and not where a line goes on. */
function withLines(text: string, inserted: readonly (readonly [number, string])[]): string {
  const lines = text.split('\n')
  for (const [where, line] of inserted) {
    const at = 1 + Math.floor(where * (lines.length - 1))
    if (lines[at - 1]?.endsWith('\\') === false) lines.splice(at, 0, line)
  }
  return lines.join('\n')
}

describe('a fingerprint', () => {
  it('says nothing about a password, whether the report shows it or not', () => {
    const folder = join(fixtures, 'formats/pair')
    const report = lintFolder(folder)
    const text = renderBaseline(baselineOf(report, comparison))
    const other = lintFolder(
      folder,
      new Map(
        report.clusters.flatMap(({ nodes }) =>
          nodes.map(({ file }) => [file.path, file.text.replace(/hiddenPair\d/, 'entirelyElse')]),
        ),
      ),
    )
    expect(report.diagnostics.map(({ rule }) => rule)).toContain('overlong-auth-pass')
    expect(renderBaseline(baselineOf(other, comparison))).toBe(text)
    expect(renderBaseline(baselineOf({ ...report, secrets: noSecrets }, comparison))).toBe(text)
  })
})
