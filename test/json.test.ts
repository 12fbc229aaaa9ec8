/** The JSON report is a contract: every field, its type, and what it says about a known cluster. */
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint } from './run-kalint.ts'

type Check = (value: unknown, at: string) => string[]

const text: Check = (value, at) => (typeof value === 'string' ? [] : [`${at} is no text`])
const truth: Check = (value, at) => (typeof value === 'boolean' ? [] : [`${at} is neither true nor false`])
const count: Check = (value, at) => (Number.isInteger(value) ? [] : [`${at} is no whole number`])

function oneOf(...words: string[]): Check {
  return (value, at) => (words.includes(value as string) ? [] : [`${at} is none of ${words}`])
}

function orNull(check: Check): Check {
  return (value, at) => (value === null ? [] : check(value, at))
}

function listOf(check: Check): Check {
  return (value, at) =>
    Array.isArray(value) ? value.flatMap((one, index) => check(one, `${at}[${index}]`)) : [`${at} is no list`]
}

/** Exactly these fields. */
function record(fields: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (typeof value !== 'object' || value === null) return [`${at} is no object`]
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fields, key))
    return [
      ...unknown.map((key) => `${at}.${key} is not in the contract`),
      ...Object.entries(fields).flatMap(([key, check]) =>
        check((value as Record<string, unknown>)[key], `${at}.${key}`),
      ),
    ]
  }
}

const position = record({ line: count, column: count })
const range = record({ start: position, end: position })
const report = record({
  version: text,
  target: text,
  clusters: listOf(record({ name: text, nodes: listOf(record({ name: text, file: text, configId: orNull(text) })) })),
  diagnostics: listOf(
    record({
      ruleId: text,
      severity: oneOf('error', 'warning', 'info'),
      message: text,
      file: text,
      nodes: listOf(text),
      url: text,
      configTest: truth,
      range,
      related: listOf(record({ message: text, file: text, range })),
      explains: listOf(record({ file: text, line: count })),
      fixes: listOf(
        record({
          title: text,
          safety: oneOf('safe', 'unsafe'),
          edits: listOf(record({ file: text, range, newText: text })),
        }),
      ),
    }),
  ),
  summary: record({ errors: count, warnings: count, infos: count }),
})

const files = {
  'a.conf': goodNode(),
  'b.conf': goodNode({ state: 'BACKUP', priority: 100, routerId: 15 }),
  'lost.conf': 'vrrp_instance A {\n  interface eth0\n  virtual_router_id 7\n  priorty 100\n  track_script {\n\n',
  'ids.conf': goodNode().replace('    priority 150', '    @n1 priority 150\n    @n2 priority 90'),
}

describe('the JSON report', () => {
  it.each([...Object.keys(files), Object.keys(files), '-'])('of %s keeps the contract', (paths) => {
    const cwd = folderWith(files)
    const args = [paths].flat()
    const { status, stdout, stderr } = kalint(['--format', 'json', ...args], { cwd, input: '' })
    expect(stderr).toBe('')
    expect(stdout.endsWith('}\n')).toBe(true)
    const { summary, diagnostics } = JSON.parse(stdout)
    expect(report(JSON.parse(stdout), 'report')).toEqual([])
    expect(status).toBe(summary.errors > 0 ? 1 : 0)
    expect(summary.errors + summary.warnings + summary.infos).toBe(diagnostics.length)
  })

  it('says where and what', () => {
    const { stdout } = kalint(['--format', 'json', 'a.conf', 'b.conf'], { cwd: folderWith(files) })
    const { clusters, diagnostics } = JSON.parse(stdout)
    expect(clusters).toEqual([
      {
        name: 'a + b',
        nodes: [
          { name: 'a', file: 'a.conf', configId: null },
          { name: 'b', file: 'b.conf', configId: null },
        ],
      },
    ])
    expect(diagnostics).toMatchObject([
      {
        ruleId: 'virtual-router-id-mismatch',
        severity: 'error',
        file: 'a.conf',
        nodes: ['a', 'b'],
        url: expect.stringMatching(/\/docs\/rules\/virtual-router-id-mismatch\.md$/),
        configTest: false,
        range: { start: { line: 4, column: 23 }, end: { line: 4, column: 25 } },
        related: [{ file: 'b.conf', range: { start: { line: 4, column: 23 }, end: { line: 4, column: 25 } } }],
      },
    ])
  })
})
