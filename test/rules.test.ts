/** Every rule finds its bad fixtures, says what is written down beside them, and leaves the good ones alone. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts'
import { noColour, renderPretty } from '../src/output/pretty.ts'
import { rules } from '../src/rules/index.ts'
import { applyEdits } from '../src/text/edits.ts'
import { lintFolder } from './lint-folder.ts'

/** The texts of the files after the first fix of every finding, by path. */
function withFirstFixes(diagnostics: readonly Diagnostic[]): Map<string, string> {
  const edits = diagnostics.flatMap((diagnostic) => diagnostic.fixes[0]?.edits ?? [])
  const files = new Set(edits.map((edit) => edit.at.file))
  return new Map(
    [...files].map((file) => [
      file.path,
      applyEdits(
        file.text,
        edits.filter((edit) => edit.at.file === file),
      ),
    ]),
  )
}

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

  it.each(bad)('has fixes that mend %s', (one) => {
    const found = lintFolder(join(folder, one)).diagnostics.filter((diagnostic) => diagnostic.rule === name)
    const beyond = found.filter((diagnostic) => diagnostic.fixes.length === 0)
    if (beyond.length === found.length) return
    const mended = withFirstFixes(found)
    const left = lintFolder(join(folder, one), mended).diagnostics.filter((diagnostic) => diagnostic.rule === name)
    expect(left.map(({ message }) => message)).toEqual(beyond.map(({ message }) => message))
  })

  it.each(good)('is silent on %s', (one) => {
    const told = lintFolder(join(folder, one)).diagnostics.filter((diagnostic) => diagnostic.severity !== 'info')
    expect(told.map((diagnostic) => `${diagnostic.rule}: ${diagnostic.message}`)).toEqual([])
  })
})
