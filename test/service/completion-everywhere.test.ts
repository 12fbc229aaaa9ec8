/** Completion and signature help at many spots of all fixtures: they never fail, fit, and keep quiet where they must. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Span } from '../../grammar/syntax.ts'
import { completionsAt } from '../../src/service/completion/completion.ts'
import { signatureAt } from '../../src/service/completion/signature.ts'
import { nodesReading, type Snapshot } from '../../src/service/snapshot.ts'
import { spanInFile } from '../../src/text/sections.ts'
import type { SourceFile } from '../../src/text/source-file.ts'
import { snapshotOf } from './snapshot.ts'
import { afterTaking } from './taken-item.ts'
import { fixtures, textsBelow } from './texts.ts'

const seed = 20_261_122

/** For a busy machine, in milliseconds. */
const PATIENCE = 240_000

/** A file that is longer is not looked at at each of its spots. */
const MOST_SPOTS = 2_000

/** At so many spots of a folder an item is taken, after which everything is read anew. */
const TAKEN = 12

describe('in the fixtures', { timeout: PATIENCE }, () => {
  it.each(foldersOfConfigs())('%s: at every spot, and not in comments', (folder) => {
    const texts = Object.fromEntries(textsBelow(join(fixtures, folder)))
    const snapshot = snapshotOf(texts, { held: 'open' })
    const files = [...snapshot.files.values()].filter(({ text }) => text.length > 0)
    if (files.length === 0) return
    for (const file of files) {
      const step = Math.ceil(file.text.length / MOST_SPOTS)
      for (let offset = 0; offset <= file.text.length; offset += step) {
        const spot = { file, offset }
        const { items, replaced } = completionsAt(snapshot, spot, { snippets: true })
        const help = signatureAt(snapshot, spot)
        if (replaced.start > offset || replaced.end < offset) throw new Error(`${offset} is not replaced`)
        if (isInComment(file, offset)) expect({ items, help }, `at ${offset}`).toEqual({ items: [], help: undefined })
      }
    }
  })

  it.each(foldersOfConfigs())('%s: a keyword that is taken is known there, and what it brings', (folder) => {
    const texts = Object.fromEntries(textsBelow(join(fixtures, folder)))
    const snapshot = snapshotOf(texts, { held: 'open' })
    const files = [...snapshot.files.values()].filter(({ text }) => text.length > 0)
    if (files.length === 0 || hasBrokenBlocks(snapshot)) return
    const spot = fc
      .constantFrom(...files)
      .chain((file) => fc.record({ file: fc.constant(file), offset: fc.nat(file.text.length), choice: fc.nat(200) }))
    for (const { choice, ...at } of fc.sample(spot, { seed, numRuns: TAKEN })) {
      const { items, replaced } = completionsAt(snapshot, at, { snippets: true })
      const keywords = items.filter(({ kind }) => kind === 'keyword' || kind === 'block')
      const item = keywords[choice % Math.max(1, keywords.length)]
      if (item === undefined) continue
      const after = afterTaking(at.file.text, replaced, item)
      const end = after.length - (at.file.text.length - replaced.end)
      const anew = snapshotOf({ ...texts, [at.file.path]: after }, { held: 'open' })
      expect(unknownIn(anew, at.file.path, { start: replaced.start, end }), `${item.label} in\n${after}`).toEqual([])
    }
  })
})

describe('secrets', { timeout: PATIENCE }, () => {
  const snapshot = snapshotOf(Object.fromEntries(textsBelow(join(fixtures, 'secrets'))), { held: 'open' })

  it.each([...snapshot.files.values()].map((file) => [file.path, file] as const))('of %s', (_, file) => {
    const inside = new Set(offsetsOf(file, /hidden\w*/g))
    expect(inside.size).toBeGreaterThan(0)
    for (let offset = 0; offset <= file.text.length; offset++) {
      const spot = { file, offset }
      const { items } = completionsAt(snapshot, spot, { snippets: true })
      const shown = JSON.stringify([items, signatureAt(snapshot, spot) ?? ''])
      expect(shown).not.toContain('hidden')
      if (inside.has(offset))
        expect(
          items.map(({ label }) => label),
          `at ${offset}`,
        ).toEqual([])
    }
  })
})

describe('any text', { timeout: PATIENCE }, () => {
  it('is completed without failing', () => {
    const property = fc.property(messyText(), fc.nat(400), fc.boolean(), (text, at, snippets) => {
      const snapshot = snapshotOf({ 'one.conf': text, 'two.conf': 'vrrp_instance A {\n  interface eth0\n}\n' })
      const file = snapshot.files.get('one.conf')
      if (file === undefined) return
      const spot = { file, offset: Math.min(at, text.length) }
      const { items, replaced } = completionsAt(snapshot, spot, { snippets })
      expect(replaced.start).toBeLessThanOrEqual(spot.offset)
      expect(replaced.end).toBeGreaterThanOrEqual(spot.offset)
      expect(replaced.end).toBeLessThanOrEqual(text.length)
      expect(text.slice(replaced.start, replaced.end)).not.toContain('\n')
      expect(new Set(items.map(({ label }) => label)).size).toBe(items.length)
      if (!snippets) expect(items.filter(({ insert }) => insert.kind === 'snippet')).toEqual([])
      signatureAt(snapshot, spot)
    })
    fc.assert(property, { seed, numRuns: 600 })
  })
})

/** Words, blocks, conditions, definitions, quotes and comments in any order. */
function messyText(): fc.Arbitrary<string> {
  const words = [
    'vrrp_instance',
    'VI_1',
    'interface',
    'eth0',
    'priority',
    'virtual_ipaddress',
    '10.0.0.1/24',
    'dev',
    'state',
  ]
  const signs = [
    '{',
    '}',
    '{{',
    '"',
    "'",
    '\\',
    '$',
    '${',
    '$A',
    '$A=',
    '@',
    '@a',
    '@^',
    '~SEQ(',
    '~LST({a,b}',
    ')',
    '#',
    '!',
  ]
  const lines = [
    'include one.inc',
    '$A=x \\',
    'authentication {',
    'auth_pass x',
    'track_script {',
    'virtual_server 10.0.0.1 80 {',
  ]
  const piece = fc.constantFrom(...words, ...signs, ...lines, '\n', '\n', ' ', ' ', '\t', '\r\n', '\0')
  return fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))
}

/** Folders that hold the files of one case. */
function foldersOfConfigs(): string[] {
  const cases = readdirSync(fixtures, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'expected.txt')
    .map((entry) => entry.parentPath.slice(fixtures.length + 1))
  return cases.sort()
}

/** The offsets in and right behind all that matches. */
function offsetsOf({ text }: SourceFile, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: word, index }) =>
    Array.from({ length: word.length }, (_, at) => index + 1 + at),
  )
}

/** Counts quotes as keepalived does; a `\\` hides the next character. */
function isInComment({ text }: SourceFile, offset: number): boolean {
  let isQuoted = false
  for (let at = text.lastIndexOf('\n', offset - 1) + 1; at < offset; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') isQuoted = !isQuoted
    else if (!isQuoted && (text[at] === '#' || text[at] === '!')) return true
  }
  return false
}

/** It is open to guesses what stands in which block. */
function hasBrokenBlocks({ report }: Snapshot): boolean {
  const kinds = ['unclosed-block', 'extra-close-brace', 'missing-open-brace', 'unexpected-brace', 'unexpected-block']
  return report.clusters.some(({ nodes }) =>
    nodes.some(({ bound }) => bound.problems.some(({ kind }) => kinds.includes(kind))),
  )
}

/** The keywords of a stretch of text that a node of the file does not know there. */
function unknownIn(snapshot: Snapshot, path: string, { start, end }: Span): string[] {
  const file = snapshot.files.get(path)
  if (file === undefined) return []
  return nodesReading(snapshot, path).flatMap(({ node }) =>
    node.bound.problems.flatMap((problem) => {
      if (problem.kind !== 'unknown-keyword' && problem.kind !== 'newer-keyword') return []
      if (problem.at.file.path !== path) return []
      const span = spanInFile(file, problem.at)
      return span.start >= start && span.end <= end ? [problem.keyword.text] : []
    }),
  )
}
