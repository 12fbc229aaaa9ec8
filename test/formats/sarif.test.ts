/** SARIF: valid by the schema of the standard for every fixture, and it says what the report says. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { locator } from '../../src/cli/locate.ts'
import type { Report } from '../../src/engine/lint.ts'
import { renderSarif } from '../../src/output/sarif.ts'
import { whyIn } from '../../src/output/sarif-rules.ts'
import { rules } from '../../src/rules/index.ts'
import { applyEdits } from '../../src/text/edits.ts'
import { textAt } from '../../src/text/source-file.ts'
import { lintFolder } from '../lint-folder.ts'
import { fixtureFolders, fixtures, rendering } from './renderings.ts'

const schema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
)
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const isValid = ajv.compile(schema)

/** Some of what the schema has; the rest is its business. */
interface Region {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}
interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }
    readonly region?: Region
  }
  readonly message?: { readonly text: string }
}
interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly [Location]
  readonly relatedLocations: readonly Location[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly fixes: readonly {
    readonly artifactChanges: readonly {
      readonly artifactLocation: { readonly uri: string }
      readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent?: { text: string } }[]
    }[]
  }[]
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
  readonly results: readonly Result[]
}

function runOf(report: Report, changed: Partial<typeof rendering> = {}): Run {
  const log = JSON.parse(renderSarif(report, { ...rendering, ...changed }))
  expect(isValid(log), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true)
  return log.runs[0]
}

/** Where a region begins and ends in a text, by its lines and columns alone. */
function offsetsOf(
  text: string,
  { startLine, startColumn, endLine, endColumn }: Region,
): { start: number; end: number } {
  const lines = text.split('\n')
  const offsetOf = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1
  return { start: offsetOf(startLine, startColumn), end: offsetOf(endLine, endColumn) }
}

describe('SARIF', () => {
  it('is refused by the schema where it is wrong', () => {
    expect(isValid({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false)
  })

  it('is valid for every fixture, and each of its places is that of the report', { timeout: 120_000 }, () => {
    let results = 0
    for (const folder of fixtureFolders()) {
      const report = lintFolder(folder)
      const run = runOf(report)
      expect(run.results).toHaveLength(report.diagnostics.length)
      run.results.forEach((result, index) => {
        const diagnostic = report.diagnostics[index]
        if (diagnostic === undefined) throw new Error('a result too many')
        results++
        const { physicalLocation } = result.locations[0]
        expect(physicalLocation.artifactLocation).toEqual({
          uri: encodeURI(diagnostic.at.file.path),
          uriBaseId: '%SRCROOT%',
        })
        if (physicalLocation.region !== undefined) {
          const { start, end } = offsetsOf(diagnostic.at.file.text, physicalLocation.region)
          expect(diagnostic.at.file.text.slice(start, end)).toBe(textAt(diagnostic.at))
        }
        expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
        expect(result.relatedLocations).toHaveLength(diagnostic.related.length + diagnostic.explains.length)
      })
      const fingerprints = run.results.map(({ partialFingerprints }) => partialFingerprints['kalintFinding/v1'])
      expect(new Set(fingerprints).size).toBe(run.results.length)
    }
    expect(results).toBeGreaterThan(300)
  })

  it('describes fixes that do what the edits do', () => {
    const report = lintFolder(join(fixtures, 'formats/pair'))
    const run = runOf(report)
    let fixes = 0
    report.diagnostics.forEach((diagnostic, index) => {
      expect(run.results[index]?.fixes).toHaveLength(diagnostic.fixes.length)
      diagnostic.fixes.forEach((fix, number) => {
        fixes++
        const [change, ...others] = run.results[index]?.fixes[number]?.artifactChanges ?? []
        const [edit] = fix.edits
        if (change === undefined || edit === undefined) throw new Error('a fix without a change')
        expect(others).toEqual([])
        const { file } = edit.at
        expect(change.artifactLocation.uri).toBe(file.path)
        const replaced = change.replacements.map(({ deletedRegion, insertedContent }) => ({
          at: { file, ...offsetsOf(file.text, deletedRegion) },
          newText: insertedContent?.text ?? '',
        }))
        expect(applyEdits(file.text, replaced)).toBe(applyEdits(file.text, fix.edits))
      })
    })
    expect(fixes).toBeGreaterThan(3)
  })

  it('keeps a text from being taken for a placeholder or a link', () => {
    const report = lintFolder(join(fixtures, 'formats/pair'))
    const [first] = report.diagnostics
    if (first === undefined) throw new Error('nothing found')
    const odd = { ...first, message: 'write {0} or [here](1), { and [a] stay' }
    expect(runOf({ ...report, diagnostics: [odd] }).results[0]?.message.text).toBe(
      'write {{0}} or \\[here](1), { and \\[a] stay',
    )
  })

  it('names a file outside of the project by its whole path', () => {
    const report = lintFolder(join(fixtures, 'formats/pair'))
    const run = runOf(report, { root: '/project', locate: locator('/project', '/else where/100%') })
    expect(run.results[0]?.locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'file:///else%20where/100%25/lb1.conf',
    })
  })
})

describe('the reason of a rule', () => {
  it.each(rules.map(({ name, why }) => [name, why] as const))('%s is read out of its page', (name, why) => {
    expect(whyIn(rendering.pageOf(name) ?? '')).toBe(why)
  })
})
