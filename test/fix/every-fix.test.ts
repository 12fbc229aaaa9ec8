/** All fixes of all fixtures: the safe ones change nothing for the daemons, and none leads to a new finding. */
import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { type Fixed, fixAll } from '../../src/engine/fix.ts'
import type { FixKinds } from '../../src/engine/fix-choice.ts'
import { lint, type Report } from '../../src/engine/lint.ts'
import { withEdits, worldOf } from '../../src/engine/overlay.ts'
import { folderRun, lintFolder } from '../lint-folder.ts'
import { ruleFolders } from '../service/fixtures.ts'
import { configsInForce } from './config-in-force.ts'

/** For a busy machine, in milliseconds. */
const PATIENCE = 240_000

const folders = ruleFolders().filter((folder) => existsSync(folder))

function nameOf(folder: string): string {
  return `${basename(dirname(folder))}/${basename(folder)}`
}

function fixedIn(folder: string, kinds: FixKinds): Fixed {
  const { batches, options } = folderRun(folder)
  return fixAll(batches, { ...options, kinds, whyLeft: () => undefined })
}

function textsAfter({ changes }: Fixed): Map<string, string> {
  return new Map(changes.map(({ before, newText }) => [before.path, newText]))
}

function countByRule({ diagnostics }: Report): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { rule } of diagnostics) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return counts
}

function safeFixesOf({ rule, fixes }: Diagnostic) {
  return fixes.filter(({ safety }) => safety === 'safe').map((fix) => ({ rule, fix }))
}

describe('a safe fix', { timeout: PATIENCE }, () => {
  it('leaves the configuration that every daemon ends up with as it is', () => {
    const changed: string[] = []
    const rules = new Set<string>()
    for (const folder of folders) {
      const { batches, options } = folderRun(folder)
      const report = lint(batches, { ...options, secrets: 'shown' })
      const before = configsInForce(report)
      for (const { rule, fix } of report.diagnostics.flatMap(safeFixesOf)) {
        rules.add(rule)
        const world = withEdits(worldOf(batches, options.files), fix.edits)
        const after = configsInForce(lint(world.batches, { ...options, files: world.files }))
        if (JSON.stringify(before) !== JSON.stringify(after)) changed.push(`${nameOf(folder)}: ${rule}: ${fix.title}`)
      }
    }
    expect(changed).toEqual([])
    expect([...rules].sort()).toMatchInlineSnapshot(`
      [
        "deprecated-directive",
        "dropped-authentication",
        "extra-closing-brace",
        "ignored-prefix",
        "ignored-words",
        "invalid-value",
        "overlong-auth-pass",
        "preempt-delay-without-effect",
        "rounded-advert-interval",
        "unknown-directive",
        "unknown-rule-in-comment",
        "unused-suppression",
        "vmac-conflict",
      ]
    `)
  })
})

describe.each(['safe', 'all'] as const)('%s fixes together', (kinds) => {
  it('lead to no rule that finds more than before, and are done after one run', { timeout: PATIENCE }, () => {
    const wrong: string[] = []
    for (const folder of folders) {
      const fixed = fixedIn(folder, kinds)
      const before = countByRule(fixed.before)
      const texts = textsAfter(fixed)
      const report = lintFolder(folder, texts)
      for (const [rule, count] of countByRule(report)) {
        if (count > (before.get(rule) ?? 0)) wrong.push(`${nameOf(folder)}: new ${rule}`)
      }
      expect(report.diagnostics.map(({ message }) => message)).toEqual(
        fixed.after.diagnostics.map(({ message }) => message),
      )
      if (fixed.count === 0) continue
      const { batches, options } = folderRun(folder, texts)
      const again = fixAll(batches, { ...options, kinds, whyLeft: () => undefined })
      if (again.count > 0) wrong.push(`${nameOf(folder)}: not done`)
    }
    expect(wrong).toEqual([])
  })
})

describe('safe fixes together', () => {
  it('leave the configuration that every daemon ends up with as it is', { timeout: PATIENCE }, () => {
    for (const folder of folders) {
      const { before, after, count } = fixedIn(folder, 'safe')
      if (count > 0) expect(configsInForce(after), nameOf(folder)).toEqual(configsInForce(before))
    }
  })
})

describe('what is not fixed without asking', () => {
  it(
    'is told, with what would come of it',
    () => {
      const told = folders.flatMap((folder) =>
        fixedIn(folder, 'all').dropped.map(({ finding, because }) => {
          const effect = because === 'unmended' ? 'still found' : because.new.join(', ')
          return `${nameOf(folder)}: ${finding.rule} -> ${effect}`
        }),
      )
      expect(told).toMatchInlineSnapshot(`
      [
        "comment-in-value/bad: comment-in-value -> auth-pass-mismatch",
        "comment-in-value/bad: comment-in-value -> auth-pass-mismatch",
        "comment-in-value/bad-at-the-end: comment-in-value -> auth-pass-mismatch",
        "invalid-auth-type/bad-repeated: invalid-auth-type -> repeated-directive, auth-type-mismatch",
        "invalid-value/bad: invalid-value -> real-address-as-virtual",
        "undefined-definition/bad-include: undefined-definition -> missing-include",
        "undefined-name/bad: undefined-name -> member-of-two-sync-groups",
        "unknown-directive/bad-place: unknown-directive -> missing-include",
      ]
    `)
    },
    PATIENCE,
  )
})
