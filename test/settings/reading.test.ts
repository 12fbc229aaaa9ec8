/** What is read from the text of a settings file, and what is said of one that is wrong. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { readSettings } from '../../src/settings/read.ts'
import { settingsSchema } from '../../src/settings/schema.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { positionAt, sourceFile } from '../../src/text/source-file.ts'
import { kalint } from '../run-kalint.ts'

const project = join(import.meta.dirname, '../..')
const bad = join(project, 'fixtures/settings/bad')
const badFiles = readdirSync(bad).filter((name) => name.endsWith('.yaml'))
const published = JSON.parse(readFileSync(join(project, 'kalint.schema.json'), 'utf8')) as object

/** Right by their shape: what is wrong with them no schema can say. */
const BEYOND_SCHEMA = ['conflicts.yaml']

/** The problems as the command line tells them, without the path. */
function told(text: string): string[] {
  const file = sourceFile('kalint.yaml', text)
  return (readSettings(text).problems ?? []).map(({ start, message }) => {
    const { line, column } = positionAt(file, start)
    return `${line}:${column}: ${message}`
  })
}

function settingsOf(text: string): Settings {
  const { settings, problems } = readSettings(text)
  expect(problems).toBeUndefined()
  if (settings === undefined) throw new Error('no settings')
  return settings
}

describe('a settings file that is wrong', () => {
  it.each([
    ['vrrp_instance x { auth_pass hunter2 }', 'the file is a text without any key; expected keys with values.'],
    ['a\n: auth_pass hunter2', 'not valid YAML: unexpected scalar token.'],
    ['{ auth_pass hunter2 }', 'unknown key `auth_pass ...`; expected'],
    ['ignore: auth_pass hunter2', '`ignore` is `auth_pass ...`; expected a list.'],
  ])('tells no secret of a configuration that was taken for one: %j', (text, message) => {
    expect(told(text).join('\n')).toContain(message)
    expect(told(text).join('\n')).not.toContain('hunter2')
  })

  it.each(badFiles)('%s is told by line and column', async (name) => {
    const text = readFileSync(join(bad, name), 'utf8')
    await expect(`${told(text).join('\n')}\n`).toMatchFileSnapshot(join(bad, name.replace('.yaml', '.txt')))
  })

  it.each(badFiles)('%s is told in the same words by the built program, with exit code 2', (name) => {
    const problems = told(readFileSync(join(bad, name), 'utf8')).map((line) => `kalint: ${name}:${line}\n`)
    expect(kalint(['--settings', name], { cwd: bad })).toEqual({ status: 2, stdout: '', stderr: problems.join('') })
  })
})

describe('a settings file', () => {
  it('that is empty, or holds comments only, sets nothing', () => {
    const nothing = { severities: new Map(), clusters: [], ignore: [] }
    expect(settingsOf('')).toEqual(nothing)
    expect(settingsOf('# target: 2.2.7\n---\n')).toEqual(nothing)
  })

  it('sets all that it may', () => {
    const text = [
      'target: 2.2.7',
      'config-ids: [lb1, "2"]',
      'shared-lan: true',
      'fail-on: warning',
      'rules: {several-masters: off, equal-priority: error}',
      'ignore: [old/, "*.bak"]',
    ].join('\n')
    const { target, ...others } = settingsOf(text)
    expect(target?.version).toBe('2.2.7')
    expect(others).toEqual({
      configIds: ['lb1', '2'],
      sharedLan: true,
      failOn: 'warning',
      severities: new Map([
        ['several-masters', 'off'],
        ['equal-priority', 'error'],
      ]),
      clusters: [],
      ignore: ['old/', '*.bak'],
    })
  })

  it('knows where each path stands', () => {
    const text = 'clusters:\n  web:\n    - lb1.conf\n    - file: lb2.conf\n      facts: [a.json, b.json]\n'
    const [web] = settingsOf(text).clusters
    const written = (web?.nodes ?? []).flatMap(({ file, facts }) => [file, ...facts])
    expect(written.map(({ at }) => text.slice(at.start, at.end))).toEqual(['lb1.conf', 'lb2.conf', 'a.json', 'b.json'])
    expect(text.slice(web?.at.start, web?.at.end)).toBe('web')
  })

  it('may use anchors', () => {
    const { clusters } = settingsOf('clusters:\n  web: &nodes [a.conf, b.conf]\nrules: {}\n')
    expect(clusters[0]?.nodes.map(({ file }) => file.path)).toEqual(['a.conf', 'b.conf'])
  })

  it('may give one file to several nodes, each with its config-id, and one name to nodes of two clusters', () => {
    settingsOf(
      [
        'clusters:',
        '  web: {nodes: [{file: k.conf, config-id: a, name: first}, {file: k.conf, config-id: b}]}',
        '  db: {nodes: [{file: k.conf, config-id: c, name: first}, {file: d.conf}]}',
      ].join('\n'),
    )
  })
})

describe('any text', () => {
  const words = fc.constantFrom(
    'target',
    'clusters',
    'rules',
    'ignore',
    'nodes',
    'file',
    'web',
    'off',
    '2.2.7',
    'a.conf',
    'no-holder',
    'x',
  )
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.string()),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(words, tie('value'), { maxKeys: 4 }),
    ),
  })).value
  const validate = new Ajv({ allowUnionTypes: true }).compile(published)

  it('is settings exactly if the published schema accepts it, unless nodes are in each other’s way', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = stringify(value)
        const isRight = validate(parse(text) ?? {})
        const problems = told(text)
        if (isRight) expect(problems.filter((problem) => !/named twice|is a node of|as well/.test(problem))).toEqual([])
        else expect(problems).not.toEqual([])
      }),
      { seed: 7, numRuns: 1500 },
    )
  })

  it('is read without an error, and its problems lie in it', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 60 }),
      values.map((value) => stringify(value)),
      mutants(),
    )
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end, message } of readSettings(text).problems ?? []) {
          expect(message).toMatch(/^\S.*[.?]$/su)
          expect(0 <= start && start <= end && start <= text.length).toBe(true)
        }
      }),
      { seed: 7, numRuns: 1500 },
    )
  })

  /** Settings from which a stretch is cut. */
  function mutants(): fc.Arbitrary<string> {
    const texts = badFiles.map((name) => readFileSync(join(bad, name), 'utf8'))
    return fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(12))
      .map(([text, at, length]) => text.slice(0, at % text.length) + text.slice((at % text.length) + length))
  }
})

describe('the published schema', () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(published)

  it('is that of the program', () => {
    expect(published).toMatchObject(settingsSchema)
  })

  it.each(badFiles)('judges %s as kalint does', (name) => {
    if (BEYOND_SCHEMA.includes(name)) return
    let value: unknown
    try {
      value = parse(readFileSync(join(bad, name), 'utf8'))
    } catch {
      return
    }
    expect(validate(value)).toBe(false)
  })

  it('accepts the settings in the documentation, and so does kalint', () => {
    const page = readFileSync(join(project, 'docs/settings.md'), 'utf8')
    const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)
    expect(examples.length).toBeGreaterThan(3)
    for (const text of examples) {
      settingsOf(text)
      expect(validate(parse(text) ?? {})).toBe(true)
    }
  })
})
