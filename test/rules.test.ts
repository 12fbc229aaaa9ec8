/** Every rule finds its bad fixtures, says what is written down beside them, and leaves the good ones alone. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noColour, renderPretty } from '../src/output/pretty.ts'
import { rules } from '../src/rules/index.ts'
import { lintFolder } from './lint-folder.ts'

const fixtures = join(import.meta.dirname, '../fixtures/rules')

describe.each(rules.map((rule) => rule.name))('%s', (name) => {
  const folder = join(fixtures, name)
  const cases = existsSync(folder) ? readdirSync(folder) : []
  const bad = cases.filter((one) => /^bad(-|$)/.test(one))
  const good = cases.filter((one) => /^good(-|$)/.test(one))

  it('has a bad fixture and a good one', () => {
    expect(bad).not.toEqual([])
    expect(good).not.toEqual([])
  })

  it.each(bad)('finds %s', async (one) => {
    const report = lintFolder(join(folder, one))
    expect(report.diagnostics.map((diagnostic) => diagnostic.rule)).toContain(name)
    const rendered = renderPretty(report, noColour)
    await expect(rendered).toMatchFileSnapshot(join(folder, one, 'expected.txt'))
  })

  it.each(good)('is silent on %s', (one) => {
    const told = lintFolder(join(folder, one)).diagnostics.filter((diagnostic) => diagnostic.severity !== 'info')
    expect(told.map((diagnostic) => `${diagnostic.rule}: ${diagnostic.message}`)).toEqual([])
  })
})
