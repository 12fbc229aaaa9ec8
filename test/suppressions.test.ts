/** Comments silence what they name and nothing else, wherever they stand, and what is told of them is right. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Silencer, silencedDocument } from '../src/diagnostics/silencing.ts'
import { suppressionsIn } from '../src/diagnostics/suppressions.ts'
import { lint } from '../src/engine/lint.ts'
import { disableInFile, disableNextLine } from '../src/service/actions/disable.ts'
import { applyEdits, type Edit } from '../src/text/edits.ts'
import { editedFile, rangeInFile } from '../src/text/sections.ts'
import { type Place, positionAt, type SourceFile, sectionsOf, sourceFile } from '../src/text/source-file.ts'
import { filesOf, known } from './read-lines.ts'
import { folderWith, kalint } from './run-kalint.ts'

const seed = 20_261_122
const RUNS = 300
const ABOUT_COMMENTS = ['unknown-rule-in-comment', 'unused-suppression']

/** What is found in one file: the rule and the line of each finding. */
function found(text: string): string[] {
  return diagnosticsOf(text).map(({ rule, at }) => `${rule} ${positionAt(at.file, at.start).line}`)
}

function diagnosticsOf(text: string) {
  return diagnosticsIn(sourceFile('a.conf', text))
}

function diagnosticsIn(entry: SourceFile) {
  return lint([{ entries: [entry], how: 'named' }], {
    files: filesOf({}),
    target: known('2.4.3'),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  }).diagnostics
}

describe('a comment is', () => {
  it.each([
    ['priority 300 # kalint-disable-line invalid-value', 'line', ['invalid-value']],
    ['!kalint-disable-line a,b , c -- why: d, e', 'line', ['a', 'b', 'c']],
    ['## kalint-disable-next-line -- why', 'next-line', []],
    ['# kalint-disable a \\', 'range', ['a']],
    ['# kalint-enable a b\u0020\r', 'end', ['a', 'b']],
    ['# kalint-disable-file: a \u2014 why', 'file', ['a']],
    ['# kalint-disable-lines a', 'misspelt', ['a']],
    ['a\\\\# kalint-disable-line', 'line', []],
  ])('%j', (text, kind, names) => {
    const suppressions = suppressionsIn(sourceFile('a.conf', text))
    expect(suppressions.map((one) => [one.kind, one.rules.map(({ name }) => name)])).toEqual([[kind, names]])
    for (const { name, at } of suppressions.flatMap(({ rules }) => rules))
      expect(text.slice(at.start, at.end)).toBe(name)
  })

  it.each([
    '# see kalint-disable-line',
    '# kalint is fine, kalint-disable-line',
    'script "# kalint-disable-line"',
    'script \\# kalint-disable-line',
    'kalint-disable-line',
    '# kalint-config: x',
  ])('none for kalint: %s', (text) => {
    expect(suppressionsIn(sourceFile('a.conf', text))).toEqual([])
  })
})

/** Lines with findings of two rules, lines without any, and comments of all kinds. */
function anyConfig(): fc.Arbitrary<string> {
  const rule = fc.constantFrom('', ' invalid-value', ' unknown-directive', ' invalid-value, unknown-directive')
  const word = fc.constantFrom('disable-next-line', 'disable', 'enable', 'disable-file', 'disable-line')
  const line = fc.constantFrom('priority 300', 'colour blue', 'state BACKUP', '')
  const comment = fc
    .tuple(fc.constantFrom('#', '!'), word, rule)
    .map(([sign, what, names]) => `${sign} kalint-${what}${names}`)
  const one = fc.oneof(
    { weight: 4, arbitrary: line },
    { weight: 1, arbitrary: comment },
    { weight: 1, arbitrary: fc.tuple(line, comment).map((parts) => parts.join(' ')) },
  )
  return fc.array(one, { maxLength: 14 }).map((lines) => ['vrrp_instance A {', ...lines, '}', ''].join('\n'))
}

/** Which lines comments silence for a rule, said as plainly as the manual says it. */
function silencedLines(text: string, rule: string): Set<number> {
  const silenced = new Set<number>()
  const lines = text.split('\n')
  let isDisabled = false
  lines.forEach((line, index) => {
    const [, what = '', names = ''] = /[#!] kalint-([a-z-]+)(.*)/.exec(line) ?? []
    const wasDisabled = isDisabled
    if (names === '' || names.includes(rule)) {
      if (what === 'disable') isDisabled = true
      if (what === 'enable') isDisabled = false
      if (what === 'disable-file') for (const other of lines.keys()) silenced.add(other + 1)
      if (what === 'disable-line') silenced.add(index + 1)
      if (what === 'disable-next-line') {
        let next = index + 1
        while (/^ *[#!]/.test(lines[next] ?? '')) next++
        silenced.add(next + 1)
      }
    }
    if (wasDisabled) silenced.add(index + 1)
  })
  return silenced
}

describe('any configuration', () => {
  it('has all its findings again without its comments, and with them those that no comment silences', () => {
    const property = fc.property(anyConfig(), (text) => {
      const all = found(text.replaceAll('kalint-', 'kaboom-'))
      const left = all.filter((one) => {
        const [rule = '', line = ''] = one.split(' ')
        return !silencedLines(text, rule).has(Number(line))
      })
      expect(found(text).filter((one) => !ABOUT_COMMENTS.some((rule) => one.startsWith(rule)))).toEqual(left)
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })

  it('has no other finding of its own after the fixes of unused comments', () => {
    const property = fc.property(anyConfig(), (text) => {
      const unused = diagnosticsOf(text).filter(({ rule }) => rule === 'unused-suppression')
      const mended = applyEdits(
        text,
        unused.flatMap(({ fixes }) => fixes[0]?.edits ?? []),
      )
      const told = (some: string): string[] =>
        diagnosticsOf(some)
          .filter(({ rule }) => rule !== 'unused-suppression')
          .map(({ message }) => message)
      expect(told(mended)).toEqual(told(text))
      expect(found(mended).filter((one) => one.startsWith('unused'))).toEqual([])
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })

  it('is linted as an edited file with the same result', () => {
    const property = fc.property(anyConfig(), fc.nat(3), (text, copies) => {
      const long = Array.from({ length: copies + 1 }, (_, index) => text.replace(' A', ` A${index}`)).join('# next\n')
      const told = (entry: SourceFile): string[] =>
        diagnosticsIn(entry)
          .map(({ rule, at }) => `${rule} ${rangeInFile(entry, at).start.line}`)
          .sort()
      expect(told(editedFile('a.conf', long))).toEqual(told(sourceFile('a.conf', long)))
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })

  it('is silenced in sections as it is in one', () => {
    const property = fc.property(anyConfig(), fc.array(fc.nat(15), { maxLength: 4 }), (text, cuts) => {
      const lines = text.split(/(?<=\n)/)
      const bounds = [0, ...cuts.map((cut) => Math.min(cut, lines.length)).sort((a, b) => a - b), lines.length]
      const sections = bounds.slice(1).map((to, index) => sourceFile('a.conf', lines.slice(bounds[index], to).join('')))
      const places = (files: readonly SourceFile[]): Place[] =>
        files.flatMap((file) => Array.from(file.text, (_, start) => ({ file, start, end: start })))
      const keys = (file: SourceFile): string[] => {
        const document = silencedDocument(file)
        const shown = (some: readonly Silencer[] = []): string => some.map(({ key }) => key).join()
        return places(sectionsOf(file)).map((place) => shown(document?.at('invalid-value', place)))
      }
      expect(keys({ path: 'a.conf', text, sections })).toEqual(keys(sourceFile('a.conf', text)))
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })
})

describe('many comments', () => {
  it.each([
    ['one above the other', '# kalint-disable-next-line a\n'.repeat(20_000)],
    [
      'that disable and enable',
      `vrrp_instance A {\n${'# kalint-disable\ncolour blue\n# kalint-enable\ncolour blue\n'.repeat(1_500)}}\n`,
    ],
    ['behind words', `vrrp_instance A {\nform round\n${'colour blue # kalint-disable-line\n'.repeat(4_000)}}\n`],
    ['with many names', `# kalint-disable ${'a, '.repeat(10_000)}\n`],
  ])(
    '%s are read in time',
    (_, text) => {
      expect(suppressionsIn(sourceFile('a.conf', text)).length).toBeGreaterThan(0)
      expect(diagnosticsOf(text).length).toBeGreaterThan(0)
    },
    20_000,
  )
})

describe('the command line', () => {
  const text = 'vrrp_instance A {\n interface eth0\n virtual_router_id 1\n'
  const warned = ` priority 100 200 # kalint-disable-line ignored-words -- the second one is a note\n`

  it.each([
    [1, 1, warned.replace('kalint-', '')],
    [0, 0, warned],
  ])('exits with %i where %i warnings are left, and lists no others', (expected, warnings, line) => {
    const cwd = folderWith({ 'a.conf': `${text}${line} virtual_ipaddress {\n 192.0.2.1/24\n }\n}\n` })
    const { stdout, status } = kalint(['--max-warnings', '0', '--format', 'json', 'a.conf'], { cwd })
    const report = JSON.parse(stdout) as { diagnostics: unknown[]; summary: unknown }
    expect([status, report.diagnostics.length]).toEqual([expected, warnings])
    expect(report.summary).toEqual({ errors: 0, warnings, infos: 0 })
  })
})

describe('the edit that disables a rule', () => {
  const edited = (text: string, at: string, edit = disableNextLine): string | undefined => {
    const file = sourceFile('a.conf', text)
    const start = text.lastIndexOf(at)
    const made: Edit | undefined = edit({ file, start, end: start + at.length }, 'some-rule')
    return made === undefined ? undefined : applyEdits(text, [made])
  }

  it.each([
    ['a {\n\t b\n}\n', 'b', 'a {\n\t # kalint-disable-next-line some-rule\n\t b\n}\n'],
    ['a {\r\n  b\r\n}', 'b', 'a {\r\n  # kalint-disable-next-line some-rule\r\n  b\r\n}'],
    ['b', 'b', '# kalint-disable-next-line some-rule\nb'],
    ['# kalint-disable-next-line a -- x\nb', 'b', '# kalint-disable-next-line a, some-rule -- x\nb'],
    ['! kalint-disable-next-line a\n# x\nb', 'b', '! kalint-disable-next-line a, some-rule\n# x\nb'],
    ['$A=x \\\n  b\n', '$A', '# kalint-disable-next-line some-rule\n$A=x \\\n  b\n'],
    ['c \\\nb\n', 'b', 'c \\\n# kalint-disable-next-line some-rule\nb\n'],
  ])('%j', (text, at, expected) => {
    expect(edited(text, at)).toBe(expected)
  })

  it.each([
    ['$A=x \\\n  b\n', 'b'],
    ['@lb1 $A=x \\\n y \\\n# z \\\n  b\n', 'b'],
    ['\uFEFFb\n', 'b'],
  ])('is none in %j', (text, at) => {
    expect(edited(text, at)).toBeUndefined()
  })

  it('silences a finding of any configuration on its line', () => {
    const property = fc.property(anyConfig(), (text) => {
      const [first] = diagnosticsOf(text).filter(({ rule }) => !ABOUT_COMMENTS.includes(rule))
      if (first === undefined) return
      const edit = disableNextLine(first.at, first.rule)
      const told = (some: string): string[] => found(some).filter((one) => one.startsWith(`${first.rule} `))
      expect(edit).toBeDefined()
      expect(told(applyEdits(text, edit === undefined ? [] : [edit])).length).toBeLessThan(told(text).length)
      expect(told(applyEdits(text, [disableInFile(first.at.file, first.rule)]))).toEqual([])
    })
    fc.assert(property, { seed, numRuns: RUNS })
  })
})
