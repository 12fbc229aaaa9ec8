/** What programs import: the shapes of requests and results, and what is refused. */
import { describe, expect, it } from 'vitest'
import { lintCluster, releases, ruleNames } from '../src/api/kalint.ts'
import { goodNode } from './run-kalint.ts'

const lb1 = { path: 'lb1.conf', text: goodNode() }
const lb2 = { path: 'lb2.conf', text: goodNode({ state: 'BACKUP', priority: 100 }) }

describe('lintCluster', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(lintCluster({ files: [lb1, lb2] })).toEqual({
      target: '2.4.3',
      clusters: [
        {
          name: 'lb1 + lb2',
          nodes: [
            { name: 'lb1', file: 'lb1.conf', configId: null },
            { name: 'lb2', file: 'lb2.conf', configId: null },
          ],
        },
      ],
      findings: [],
    })
  })

  it('compares the nodes', () => {
    const other = { path: 'lb2.conf', text: goodNode({ state: 'BACKUP', priority: 100, routerId: 15 }) }
    const [finding, ...others] = lintCluster({ files: [lb1, other] }).findings
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      ruleId: 'virtual-router-id-mismatch',
      severity: 'error',
      nodes: ['lb1', 'lb2'],
      configTest: false,
      explains: [],
    })
    expect(finding?.related.map(({ file, range }) => [file, range.start])).toContainEqual([
      'lb2.conf',
      { line: 4, column: 23 },
    ])
  })

  it.each([
    ['conf.d/*.conf', true],
    ['conf.d/[a-c]?.conf', true],
    ['conf.d/{b1,d4}.conf', true],
    ['./conf.d/../conf.d/b1.conf', true],
    ['conf.d/b1.conf', true],
    ['conf.d/[!b]1.conf', false],
    ['conf.d/?.conf', false],
    ['*.conf', false],
    ['conf.d/{b1.conf', false],
  ])('include %s reads what is given: %s', (pattern, isRead) => {
    const { findings } = lintCluster({
      files: [{ path: 'lb1/keepalived.conf', text: `include ${pattern}\n${goodNode()}` }],
      includes: [{ path: 'lb1/conf.d/b1.conf', text: 'global_defz {\n}\n' }],
    })
    expect(findings.some(({ file }) => file === 'lb1/conf.d/b1.conf')).toBe(isRead)
  })

  it('tells an include that is not given', () => {
    const { findings } = lintCluster({ files: [{ ...lb1, text: `include web.conf\n${lb1.text}` }] })
    expect(findings.map(({ ruleId, file, range }) => [ruleId, file, range.start.line])).toEqual([
      ['missing-include', 'lb1.conf', 1],
    ])
  })

  it('counts findings as the request says', () => {
    const files = [{ path: 'a.conf', text: goodNode().replace('interface', 'interfase') }]
    const counted = (severity: 'info' | 'off') =>
      lintCluster({ files, rules: { 'unknown-directive': severity } }).findings.flatMap((one) =>
        one.ruleId === 'unknown-directive' ? one.severity : [],
      )
    expect(counted('info')).toEqual(['info'])
    expect(counted('off')).toEqual([])
  })

  it('shows no password unless it is asked to', () => {
    const text = goodNode().replace(
      '    priority',
      '    authentication {\n        auth_type PASS\n        auth_pass hunter2hunter2\n    }\n    priority',
    )
    const files = [{ path: 'a.conf', text }]
    const told = (showSecrets: boolean): string => JSON.stringify(lintCluster({ files, showSecrets }).findings)
    expect(told(false)).toContain('overlong-auth-pass')
    expect(told(false)).not.toContain('hunter2')
    expect(told(true)).toContain('overlong-auth-pass')
  })

  it.each([
    [{ files: [lb1, lb1] }, 'two files have the path lb1.conf. Give each file a path of its own.'],
    [
      { files: [lb1], target: '1.0' },
      `kalint knows no keepalived 1.0. Releases that it knows: ${releases.join(', ')}.`,
    ],
    [{ files: [lb1], rules: { 'empty-blok': 'off' } }, 'no rule is called empty-blok. Did you mean empty-block?'],
    [
      { files: [lb1], rules: { 'empty-block': 'fatal' } },
      'the rule empty-block cannot be "fatal". Write one of error, warning, info, off.',
    ],
  ])('refuses what cannot be meant: %o', (request, message) => {
    expect(() => lintCluster(request as Parameters<typeof lintCluster>[0])).toThrow(new RangeError(message))
  })
})

it('ruleNames are those of the findings', () => {
  expect(ruleNames).toContain('virtual-router-id-mismatch')
  expect(new Set(ruleNames).size).toBe(ruleNames.length)
})
