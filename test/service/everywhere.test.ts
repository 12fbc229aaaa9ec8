/** Hover, highlight, hints and lenses at every word of every fixture: nothing throws, and no secret is shown. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalPlacesAt } from '../../src/service/equal-values.ts'
import { fateAt, instanceLenses } from '../../src/service/hints/code-lenses.ts'
import { inlayHints } from '../../src/service/hints/inlay-hints.ts'
import { hoverAt } from '../../src/service/hover/hover.ts'
import { highlightsAt } from '../../src/service/navigation/highlight.ts'
import { asMarkdown, asPlainText } from '../../src/service/rich-text.ts'
import type { Snapshot } from '../../src/service/snapshot.ts'
import { type SnapshotOptions, snapshotOf } from './snapshot.ts'
import { fixtures, messyText, textsBelow } from './texts.ts'

/** For a busy machine, in milliseconds. */
const PATIENCE = 120_000

/** Files of this length, or of so many generated lines, have nothing that smaller ones have not. */
const MAX_LENGTH = 20_000

const folders = [
  'secrets',
  ...readdirSync(join(fixtures, 'clusters')).map((name) => `clusters/${name}`),
  ...readdirSync(join(fixtures, 'hover')).map((name) => `hover/${name}`),
  ...readdirSync(join(fixtures, 'rules')).flatMap((rule) =>
    readdirSync(join(fixtures, 'rules', rule)).map((name) => `rules/${rule}/${name}`),
  ),
].filter((folder) => existsSync(join(fixtures, folder)) && !/oversized-expansion|too-many-includes/.test(folder))

describe('at every word', { timeout: PATIENCE }, () => {
  it.each(['open', 'closed'] as const)('of files that are %s there are answers without secrets', (how) => {
    let hovers = 0
    for (const folder of folders) {
      const texts = withMarkedSecrets(Object.fromEntries(textsBelow(join(fixtures, folder))))
      const shown = shownBy(texts, { held: how }, folder)
      hovers += shown.hovers
      expect(shown.text.match(/.*hidden.*/g)).toBeNull()
    }
    expect(hovers).toBeGreaterThan(2_000)
  })

  it('of files with lines missing there are answers without secrets', () => {
    const texts = withMarkedSecrets(Object.fromEntries(textsBelow(join(fixtures, 'secrets'))))
    const check = (drops: readonly number[]): void => {
      const changed = Object.entries(texts).map(([path, text]) => {
        const lines = text.split('\n')
        const gone = new Set(drops.map((drop) => drop % lines.length))
        const kept = lines.filter((line, index) => !gone.has(index) || TELLS_SECRETS.test(line))
        return [path, kept.join('\n')] as const
      })
      expect(shownBy(Object.fromEntries(changed), { held: 'open' }, 'secrets').text.match(/.*hidden.*/g)).toBeNull()
    }
    fc.assert(fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }), check), { seed: 7, numRuns: 10 })
  })
})

describe('in any text', { timeout: PATIENCE }, () => {
  it('there are answers everywhere', () => {
    const check = (text: string, other: string, how: 'open' | 'closed'): void => {
      const texts = { 'a.conf': `vrrp_instance A {\n}\n${text}`, 'b.conf': `vrrp_instance A {\n}\n${other}` }
      expect(shownBy(texts, { held: how }, 'made up').text).toContain('VRID')
    }
    const how = fc.constantFrom('open' as const, 'closed' as const)
    fc.assert(fc.property(messyText(), messyText(), how, check), { seed: 11, numRuns: 60 })
  })
})

/** Without such a line nobody could know that the value of a definition is a secret. */
const TELLS_SECRETS = /\$|auth_pass|key|password|include/

/** All that is shown for the files of a folder. */
function shownBy(texts: Readonly<Record<string, string>>, options: SnapshotOptions, folder: string) {
  const snapshot = snapshotOf(texts, options)
  const parts: string[] = []
  let hovers = 0
  for (const file of snapshot.files.values()) {
    if (file.text.length > MAX_LENGTH) continue
    for (const match of file.text.matchAll(/[^\s{}]+/g)) {
      const spot = { file, offset: match.index + (match[0].length >> 1) }
      const hover = hoverAt(snapshot, spot)
      if (hover !== undefined) {
        hovers++
        parts.push(asMarkdown(hover.blocks), asPlainText(hover.blocks))
        expect(hover.start <= spot.offset && spot.offset <= hover.end, `${folder} ${file.path} ${spot.offset}`).toBe(
          true,
        )
      }
      for (const { start, end } of highlightsAt(snapshot, spot)) {
        expect(start).toBeLessThanOrEqual(end)
        expect(end).toBeLessThanOrEqual(file.text.length)
      }
      expect(equalPlacesAt(snapshot, spot)).toBeInstanceOf(Array)
    }
    parts.push(...hintsAndLenses(snapshot, file.path))
  }
  return { text: parts.join('\n'), hovers }
}

function hintsAndLenses(snapshot: Snapshot, path: string): string[] {
  const file = snapshot.files.get(path)
  if (file === undefined) return []
  const hints = inlayHints(snapshot, { file, start: 0, end: file.text.length })
  return [
    ...hints.flatMap(({ label, tooltip }) => [label, tooltip]),
    ...instanceLenses(snapshot, path).map(({ title, start }) => title || (fateAt(snapshot, path, start) ?? '')),
  ]
}

/** Passwords that are written out, each with a word in it that a test can look for. */
function withMarkedSecrets(texts: Readonly<Record<string, string>>): Record<string, string> {
  const marked = Object.entries(texts).map(([path, text]) => [
    path,
    text.replace(/(\bauth_pass[ \t]+)(?=[A-Za-z0-9])(?!hidden)/g, '$1hidden'),
  ])
  return Object.fromEntries(marked) as Record<string, string>
}
