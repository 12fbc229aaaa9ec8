/** Whatever the bytes of a file, it is read, parsed, bound and linted without throwing, and nothing loses its place. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastErrorCount } from '../grammar/parser.ts'
import { RELEASES } from '../grammar/releases.ts'
import type { Brace, Item, Span, Word } from '../grammar/syntax.ts'
import { bind } from '../src/bind/bind.ts'
import { lint } from '../src/engine/lint.ts'
import { expand } from '../src/expand/expand.ts'
import { originOf } from '../src/expand/mapped-text.ts'
import { treeOf } from '../src/expand/tree.ts'
import { noColour, renderPretty } from '../src/output/pretty.ts'
import { decode, type Place, sourceFile } from '../src/text/source-file.ts'
import { filesOf, known } from './read-lines.ts'

const RUNS = 400
const seed = 20_261_122

describe('any text', () => {
  it('has every word of its tree at its offsets, and leads to a place in a file', () => {
    const property = fc.property(configText(), configText(), target(), (text, included, version) => {
      const release = known(version)
      const files = filesOf({ 'one.inc': included, 'main.conf': text })
      const reading = expand(sourceFile('main.conf', text), { files, target: release, configId: 'a' })
      const { problems } = reading
      const tree = treeOf(reading)
      expect(lastErrorCount()).toBe(0)
      for (const word of wordsOf(tree.items)) {
        expect(word.source.text.slice(word.start, word.end)).toBe(spelling(word))
        expectPlace(originOf(word.source, word))
      }
      for (const { source, start, end } of bracesOf(tree.items)) expect('{}').toContain(source.text.slice(start, end))
      const bound = bind(tree, release)
      for (const { at } of [...problems, ...bound.problems]) expectPlace(at)
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })

  it('is linted without throwing, and every finding lies in a file', () => {
    const property = fc.property(configText(), configText(), target(), (text, other, version) => {
      const entries = [sourceFile('main.conf', text), sourceFile('other.conf', other)]
      const report = lint([{ entries, how: 'named' }], {
        files: filesOf({ 'one.inc': other, 'main.conf': text }),
        target: known(version),
        configIds: [],
        sharedLan: 'yes',
        secrets: 'masked',
      })
      for (const { at, related, explains, fixes } of report.diagnostics) {
        const edits = fixes.flatMap((fix) => fix.edits)
        for (const place of [at, ...explains, ...[...related, ...edits].map((one) => one.at)]) expectPlace(place)
      }
      expect(renderPretty(report, noColour)).toMatch(/\n$/)
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })

  it('may be any bytes', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const entry = sourceFile('main.conf', decode(bytes))
      const reading = expand(entry, { files: filesOf({}), target: known('2.4.3'), configId: undefined })
      bind(treeOf(reading), known('2.4.3'))
      expect(lastErrorCount()).toBe(0)
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })
})

describe('extreme texts', () => {
  it.each([
    ['a file with one line of five million letters', 'x'.repeat(5_000_000)],
    ['300,000 opening braces', '{'.repeat(300_000)],
    ['300,000 closing braces', '}'.repeat(300_000)],
    ['2,000 blocks in one another', `${'a {\n'.repeat(2_000)}${'}\n'.repeat(2_000)}`],
    ['a million quotes', '"a'.repeat(500_000)],
    ['100,000 NULs', '\0\n'.repeat(100_000)],
    ['100,000 conditions', '@a b $C\n'.repeat(100_000)],
    ['200,000 lines behind a stray brace', `}\n${'a b\n'.repeat(200_000)}`],
    ['200,000 lines in a stray block', `{\n${'a b\n'.repeat(200_000)}}`],
    ['10,000 blocks that are not closed', 'vrrp_instance A {\n'.repeat(10_000)],
    ['a definition that holds itself', `$A=x $A\n${'y $A\n'.repeat(10_000)}`],
  ])(
    '%s are linted in time',
    (_, text) => {
      const entries = [sourceFile('main.conf', text)]
      const options = { configIds: [], sharedLan: 'unknown', secrets: 'masked' } as const
      const report = lint([{ entries, how: 'named' }], { files: filesOf({}), target: known('2.4.3'), ...options })
      expect(report.clusters.length).toBe(1)
    },
    20_000,
  )
})

/** Lines and pieces of lines that mean something to keepalived, in any mixture. */
function configText(): fc.Arbitrary<string> {
  const words = ['vrrp_instance', 'VI_1', 'interface', 'eth0', 'priority', '100', 'virtual_ipaddress', '10.0.0.1/24']
  const more = ['auth_pass', 'global_defs', 'script', 'track_script', 'real_server', 'include', 'one.inc', '*.conf']
  const signs = [
    '{',
    '}',
    '"',
    "'",
    '#',
    '!',
    '\\',
    '$',
    '~',
    '@',
    '=',
    ',',
    '(',
    ')',
    ' ',
    '\t',
    '\v',
    '\f',
    '\r',
    '\0',
  ]
  const references = ['$A', '${A}', '${A 1}', '${_PWD}', '${_RANDOM 1 2}', '${_HASH}', '$A=', '$B=x \\\n', '${NOPE}']
  const lines = ['@a ', '@^a ', '~SEQ(i,1,3) ', '~SEQ(i,2,1)', '~LST(i,a,b) ', '~LST({i,j},{a,b}) ', 'include one.inc']
  const strange = ['\uFEFF', '\u00A0', '\uDC80', '\uD800', '\u2028', '\u{1F600}', '\\#', '\\"', '${', 'x'.repeat(600)]
  const piece = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...words, ...more) },
    { weight: 4, arbitrary: fc.constantFrom(...signs) },
    { weight: 3, arbitrary: fc.constantFrom(...references, ...lines) },
    { weight: 4, arbitrary: fc.constant('\n') },
    { weight: 4, arbitrary: fc.constant(' ') },
    { weight: 1, arbitrary: fc.constantFrom(...strange) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  )
  return fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
}

function target(): fc.Arbitrary<string> {
  return fc.constantFrom(...RELEASES)
}

function* wordsOf(items: readonly Item[]): Generator<Word & { readonly isOpen: boolean }> {
  for (const item of items) {
    if (item.kind === 'stray') continue
    if (item.kind === 'statement') {
      const { keyword, args, unterminated } = item
      for (const word of [keyword, ...args]) yield { ...word, isOpen: word === unterminated }
      if (unterminated !== undefined && unterminated !== keyword) yield { ...unterminated, isOpen: true }
    }
    const block = item.kind === 'block' ? item : item.block
    if (block !== undefined) yield* wordsOf(block.items)
  }
}

function* bracesOf(items: readonly Item[]): Generator<Brace> {
  for (const item of items) {
    if (item.kind === 'stray') {
      yield item.brace
      continue
    }
    const block = item.kind === 'block' ? item : item.block
    if (block === undefined) continue
    yield block.open
    yield* bracesOf(block.items)
    if (block.close !== undefined) yield block.close
  }
}

function spelling({ text, quoted, isOpen }: { text: string; quoted: boolean; isOpen: boolean }): string {
  return quoted ? `"${text}${isOpen ? '' : '"'}` : text
}

function expectPlace({ file, start, end }: Place & Span): void {
  expect(start).toBeGreaterThanOrEqual(0)
  expect(end).toBeGreaterThanOrEqual(start)
  expect(end).toBeLessThanOrEqual(file.text.length)
}
