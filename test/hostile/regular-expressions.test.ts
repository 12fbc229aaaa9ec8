/** No regular expression of what is shipped takes time that grows faster than the text. */
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fixtureFolders } from '../formats/renderings.ts'
import {
  type Expression,
  expressionsInSources,
  expressionsOfColours,
  expressionsOfEditing,
  judged,
  spelling,
  VERDICTS,
  verdictOn,
} from './regular-expressions.ts'

/** `new` judges what is not in the list yet, `all` everything: `npm run regexes`. */
const judging = process.env.KALINT_JUDGE

const HOUR = 3_600_000

describe('a regular expression', () => {
  const { literals, made } = expressionsInSources()
  const recorded: Expression[] = []
  const plain = globalThis.RegExp

  beforeAll(async () => {
    vi.resetModules()
    globalThis.RegExp = new Proxy(plain, {
      construct: (target, words: [string, string?], newTarget) => {
        const expression: RegExp = Reflect.construct(target, words, newTarget)
        const [, , caller = ''] = new Error().stack?.split('\n') ?? []
        const place = /(?:src|grammar|vscode-extension)\/[\w/.-]+\.ts/.exec(caller)?.[0]
        if (place !== undefined) recorded.push({ source: expression.source, flags: expression.flags, place })
        return expression
      },
    })
    const { lintFolder } = await import('../lint-folder.ts')
    for (const folder of fixtureFolders().filter((name) => /template|sequence|secrets/.test(name))) lintFolder(folder)
    await exerciseTemplates()
    await import('../../src/server/paths.ts')
    await import('../../src/service/syntax/raw-lines.ts')
    const { definitionNamesOf } = await import('../../src/service/names.ts')
    const { snapshotOf } = await import('../service/snapshot.ts')
    const { report } = snapshotOf({ 'a.conf': '~SEQ(i, 1, 2) vrrp_instance V_$i {\n}\n' })
    for (const node of report.clusters.flatMap(({ nodes }) => nodes)) definitionNamesOf(node)
  }, HOUR)

  afterAll(() => {
    globalThis.RegExp = plain
  })

  const all = (): Expression[] => [...literals, ...expressionsOfColours(), ...expressionsOfEditing(), ...recorded]

  it('that is made while the program runs has been made here', () => {
    const places = new Set(recorded.map(({ place }) => place))
    expect(made.filter(({ file }) => !places.has(file))).toEqual([])
  })

  it('is judged', { timeout: HOUR }, () => {
    if (judging !== undefined) judgeAll(all())
    const known = judged()
    expect(all().filter((one) => !known.has(spelling(one)))).toEqual([])
    const used = new Set(all().map(spelling))
    expect([...known].filter((one) => !used.has(one))).toEqual([])
  })

  it('is one of hundreds', () => {
    expect(judged().size).toBeGreaterThan(350)
  })

  it('that is short is judged here and now', { timeout: HOUR }, () => {
    const short = all().filter(({ source }) => source.length < 25)
    expect(short.length).toBeGreaterThan(200)
    expect(short.filter((one) => verdictOn(one).status !== 'safe')).toEqual([])
  })
})

describe('the checker', () => {
  it.each([
    ['(a+)+$', '', 'exponential'],
    ['[ \\t]+$', '', 'polynomial'],
    ['(?:a|a)*b', 'y', 'exponential'],
    ['\\{[ \\t]*[^ \\t,})]*[ \\t]*(?:,[ \\t]*[^ \\t,})]*[ \\t]*)*\\}', 'y', 'exponential'],
  ])('finds that /%s/%s is %s', (source, flags, type) => {
    const { status, complexity } = verdictOn({ source, flags, place: '' })
    expect([status, complexity?.type]).toEqual(['vulnerable', type])
  })
})

/** What every kind of template makes. */
async function exerciseTemplates(): Promise<void> {
  const { sourceFile } = await import('../../src/text/source-file.ts')
  const block = 'vrrp_instance A {\n}\n'
  for (const [name, tag] of [
    ['a.conf.j2', '{% if x %}'],
    ['a.conf.erb', '<% if x %>'],
    ['a.conf.tmpl', '{{ if .x }}'],
    ['a.conf.tftpl', '%{ if x }'],
    ['a.conf.in', '${' + 'X:-y}'],
  ] as const) {
    sourceFile(name, `${tag}\n${block}`)
  }
}

/** Writes down what is safe, and fails with what is not. */
function judgeAll(expressions: readonly Expression[]): void {
  const known = judging === 'all' ? new Set<string>() : judged()
  const unique = new Map(expressions.map((one) => [spelling(one), one]))
  const safe: string[] = []
  const refused: string[] = []
  for (const [written, one] of unique) {
    const verdict = known.has(written) ? { status: 'safe' as const } : verdictOn(one)
    if (verdict.status === 'safe') safe.push(written)
    else refused.push(`${one.place}: ${written} ${JSON.stringify(verdict.complexity ?? verdict.status)}`)
  }
  writeFileSync(VERDICTS, `${safe.sort().join('\n')}\n`)
  expect(refused).toEqual([])
}
