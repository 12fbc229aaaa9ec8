/** Texts that grow when they are read, and texts of a size that nobody writes: what is too much is said, and in time. */
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../../grammar/releases.ts'
import { lint, type Report } from '../../src/engine/lint.ts'
import { laidOut } from '../../src/service/formatting/whole-file.ts'
import { secretSpans } from '../../src/text/secrets.ts'
import { decode, sourceFile } from '../../src/text/source-file.ts'
import { filesInMemory } from '../files-in-memory.ts'

describe('a text that grows', { timeout: 20_000 }, () => {
  const laughs = (open: string, close: string): string =>
    Array.from({ length: 30 }, (_, level) => {
      const inner = level === 0 ? 'x' : `${open}A${level - 1}${close} ${open}A${level - 1}${close}`
      return `$A${level}=${inner}\n`
    }).join('')

  it.each([
    ['definitions in definitions', `${laughs('${', '}')}vrrp_instance \${A29} {\n}\n`, 'endless-definition'],
    ['definitions at ends of lines', `${laughs('$', '')}vrrp_instance $A29 {\n}\n`, 'endless-definition'],
    ['a sequence in a sequence', '~SEQ(i,1,60000) ~SEQ(j,1,60000) vrrp_instance V_$i_$j {\n', 'oversized-expansion'],
    [
      'many lists',
      `~LST(i,${Array.from({ length: 50 }, (_, at) => at).join(',')}) ~SEQ(j,1,60000) x $i $j\n`,
      'oversized-expansion',
    ],
    [
      'nodes',
      Array.from({ length: 300 }, (_, at) => `@n${at} vrrp_instance V_${at} {\n@n${at} }\n`).join(''),
      'oversized-expansion',
    ],
  ])('by %s is read up to a limit', (_, text, rule) => {
    const rules = new Set(reportOf({ 'main.conf': text }).diagnostics.map((one) => one.rule))
    expect([...rules]).toContain(rule)
  })

  it('by nodes is read for fewer of them the longer it is', { timeout: 60_000 }, () => {
    const lines = Array.from({ length: 2_500 }, (_, at) => `@n${at % 60} vrrp_instance V_${at} {\n@n${at % 60} }\n`)
    const { diagnostics } = reportOf({ 'main.conf': lines.join('') })
    const messages = diagnostics.filter(({ rule }) => rule === 'oversized-expansion').map(({ message }) => message)
    expect(new Set(messages)).toEqual(new Set([expect.stringContaining('as the first 50 of them read it')]))
  })

  it('by alternatives of an include is read up to a limit', () => {
    const { diagnostics } = reportOf({ 'main.conf': `vrrp_instance A {\n}\ninclude ${'{a,b}'.repeat(200)}\n` })
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(diagnostics.length).toBeLessThan(1_000)
  })

  it('by includes of itself is read up to a limit', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`f${at}.conf`, `include f${at + 1}.conf\n`.repeat(3)]),
    )
    const rules = reportOf({ 'main.conf': 'include f0.conf\n', ...files }).diagnostics.map((one) => one.rule)
    expect(rules).toContain('too-many-includes')
  })
})

describe('a text of a size that nobody writes', { timeout: 30_000 }, () => {
  const M = 300_000
  const texts: readonly (readonly [string, string])[] = [
    ['a word', `vrrp_instance ${'x'.repeat(10 * M)}\n`],
    ['words', `vrrp_instance A {\n virtual_ipaddress {\n${'1.2.3.4 '.repeat(M)}\n}}\n`],
    ['pairs of braces', '{}'.repeat(M)],
    ['pairs the wrong way round', '}{'.repeat(M)],
    ['blocks in each other', `${'vrrp_instance A {\n'.repeat(M / 30)}${'}\n'.repeat(M / 30)}`],
    ['quotes', `vrrp_instance A {\n${'"a'.repeat(M)}`],
    ['bytes that are no text', decode(Uint8Array.from({ length: M }, () => 0xff))],
    ['line ends of old Macs', 'vrrp_instance A {\r priority 100\r}\r'.repeat(M / 30)],
    ['UTF-16', decode(Buffer.from('\uFEFFvrrp_instance A {\n priority 100\n}\n'.repeat(1_000), 'utf16le'))],
    ['halves of characters', 'vrrp_instance \uD800 {\n notify \uDC00\n}\n'.repeat(M / 100)],
    ['blanks', `vrrp_instance A {\n${' '.repeat(10 * M)}x${'\t'.repeat(10 * M)}\n}\n`],
    [
      'dollars',
      `vrrp_instance A {\n notify ${'$'.repeat(M)}\n notify ${'${'.repeat(M)}\n notify ${'$A '.repeat(M)}\n}\n`,
    ],
    ['conditions', `${'@a '.repeat(M)}\n${'@'.repeat(M)}\n`],
    ['backslashes', `${'\\'.repeat(10 * M)}\n${'$A=x \\\n'.repeat(M / 10)}`],
    ['comments in a definition', `$A=x \\\n${'# c\n'.repeat(M / 30)}y\n`],
    ['comment signs', '#'.repeat(10 * M)],
    ['words for secrets', `vrrp_instance A {\n${'auth_pass '.repeat(M / 2)}\n authentication {${' x'.repeat(M)}\n`],
    ['secrets without a value', `${'auth_pass'.repeat(M / 5)}${';@x'.repeat(M)}${';~SEQ('.repeat(M / 5)}\n`],
    ['lists', `${'~LST('.repeat(M)}\n~LST({${'a,'.repeat(M)}},{${'b,'.repeat(M)}}) x\n`],
    ['tags of templates', `vrrp_instance A {\n${'{{ a }} '.repeat(M / 3)}\n${'{{'.repeat(M)}\n}\n`],
    ['tags that do not end', `vrrp_instance A {\n}\n${'{%'.repeat(M)}\n`],
    ['includes', 'include /nope/x\n'.repeat(M / 30)],
    ['lines with words too many', `SSL {\n${'password 1 2 3\n'.repeat(M / 30)}}\n`],
    ['backslashes behind lines', `SSL {\n${'ca 1 \\\n'.repeat(M / 30)}}\n`],
    ['blocks in place of values', `SSL {\n${'ca {\n}\n'.repeat(M / 30)}}\n`],
    ['empty lists', `track_group a {\n${'group {\n}\n'.repeat(M / 30)}}\n`],
    ['braces too many, misread', `unknown {\n}\n${'}\n'.repeat(M / 10)}`],
    ['blocks without names, misread', `unknown {\n}\n${'global_defs {}\n'.repeat(M / 15)}`],
    ['braces in an include', `include ${'{a,'.repeat(M)}\n`],
  ]

  it.each(texts)('is linted, searched for secrets and laid out in time: %s', (_, text) => {
    const start = performance.now()
    expect(reportOf({ 'main.conf': text }).clusters.length).toBe(1)
    expect(secretSpans(text).length).toBeGreaterThanOrEqual(0)
    expect(Object.keys(laidOut(text))).toHaveLength(1)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

function reportOf(texts: Readonly<Record<string, string>>): Report {
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, sourceFile(path, text)]))
  const entry = files.get('main.conf')
  return lint([{ entries: entry === undefined ? [] : [entry], how: 'named' }], {
    files: filesInMemory(new Map([...files].map(([path, file]) => [path, { kind: 'text', file }]))),
    target: newestRelease(),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  })
}
