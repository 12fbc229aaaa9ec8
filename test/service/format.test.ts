/** Formatting: pairs of files that show what it does, and the law that it never changes what any node of any release reads. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { format, formatOnType, type TextChange } from '../../src/service/formatting/format.ts'
import { problemsOf, type Reader, readLines } from '../read-lines.ts'
import { fixtures, idsIn, messyText, textsBelow, untidyConfig } from './texts.ts'

const options = { indent: '    ', tabSize: 8 }
const TARGETS = ['2.0.20', '2.1.5', '2.2.8', '2.3.4', '2.4.3']
const seed = 20_261_122

function apply(text: string, changes: readonly TextChange[]): string {
  let result = ''
  let at = 0
  for (const { start, end, newText } of changes) {
    expect(start).toBeGreaterThanOrEqual(at)
    result += text.slice(at, start) + newText
    at = end
  }
  return result + text.slice(at)
}

function formatted(text: string, indent = options.indent): string {
  return apply(text, format(text, { ...options, indent }))
}

/** What each node of some releases makes of a text. */
function readings(text: string, ids: readonly (string | undefined)[]): unknown {
  return TARGETS.flatMap((target) =>
    ids.map((id) => [target, id, readLines(text, reader(target, id)), problemsOf(text, reader(target, id))]),
  )
}

function expectLaw(text: string): void {
  const once = formatted(text)
  if (once !== text) expect(readings(once, idsIn(text))).toEqual(readings(text, idsIn(text)))
  expect(formatted(once)).toBe(once)
}

function reader(target: string, id: string | undefined): Reader {
  return id === undefined ? { target } : { target, id }
}

const pairs = join(fixtures, 'format')

describe('formatting', () => {
  it.each(readdirSync(pairs).filter((name) => name.endsWith('.before.conf')))('%s', async (name) => {
    const after = formatted(readFileSync(join(pairs, name), 'utf8'))
    await expect(after).toMatchFileSnapshot(join(pairs, name.replace('.before.', '.after.')))
  })
})

describe('what is kept', () => {
  it.each([
    ['line ends of either kind', 'a {\r\n  b\r\n}', 'a {\r\n    b\r\n}\r\n'],
    ['a byte order mark and its line', '\uFEFFa   b\n  c\n', '\uFEFFa   b\nc\n'],
    ['a line that holds a form feed', 'a {\n b  \f c  \n}\n', 'a {\n b  \f c  \n}\n'],
    ['a file with a NUL', 'a   {\nb\0\n}\n', 'a   {\nb\0\n}\n'],
    ['a line that is longer than the buffer', `a\n${' '.repeat(1100)}b\n`, `a\n${' '.repeat(1100)}b\n`],
    ['blanks behind a backslash', '$A=x \\ \n  y\n', '$A=x \\ \n  y\n'],
    ['the empty line that ends a definition', '$A=x \\\n\n\n\na  b\n', '$A=x \\\n\na b\n'],
    ['blanks that end a definition in newer releases only', '$A=x \\\n  \n\n\na  b\n', '$A=x \\\n  \n\na b\n'],
    ['lines behind a comment in a definition', '$A=x \\\n  # c\n  y  z\n  a  b\n', '$A=x \\\n  # c\n  y  z\na b\n'],
    ['a file of blanks', ' \n\n', ' \n\n'],
    ['an id that touches a brace', '@a{b   c {\n}\n', '@a{b c {\n}\n'],
    ['a `{` behind a comment', 'a\n# why\n{\n}\n', 'a\n# why\n{\n}\n'],
    ['a `{` below a condition', '@a  a\n  {\n}\n', '@a a\n{\n}\n'],
  ])('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected)
  })

  it('is everything that is formatted already', () => {
    expect(format('a {\n    b c\n}\n', options)).toEqual([])
  })

  it('is what the blanks around a change are not', () => {
    expect(format('a {\n      b  c\n}\n', options)).toEqual([
      { start: 8, end: 10, newText: '' },
      { start: 12, end: 13, newText: '' },
    ])
  })
})

describe('while somebody types', () => {
  /** The text with its `|` moved through what is typed there. */
  function typed(marked: string, sign: '}' | '\n'): string {
    const offset = marked.indexOf('|')
    const text = marked.replace('|', '')
    return apply(text, formatOnType(text, offset, sign, options))
  }

  it.each([
    ['a `}` goes below the line of its `{`', '  a {\n      b\n      }|\n', '}', '  a {\n      b\n  }\n'],
    ['a `}` behind a word stays', 'a {\n   b }|\n', '}', 'a {\n   b }\n'],
    ['a `}` in a comment stays', 'a {\n   # }|\n', '}', 'a {\n   # }\n'],
    ['a new line goes into its block', 'a {\n|', '\n', 'a {\n    '],
    ['a new line in a block that is not closed', 'a {\n  b {\n|\nc {\n}\n', '\n', 'a {\n  b {\n      \nc {\n}\n'],
    ['a line that was cut in two', 'a {\n b\n|c\n}\n', '\n', 'a {\n b\n    c\n}\n'],
    ['a `}` that was pushed down', 'a {\n    |}\n', '\n', 'a {\n}\n'],
    ['a new line behind all blocks', 'a {\n}\n   |', '\n', 'a {\n}\n'],
    ['a line of a definition', 'a {\n$A=x \\\n|\n}\n', '\n', 'a {\n$A=x \\\n\n}\n'],
    ['the line behind a definition that goes on', 'a {\n$A=x \\\n|', '\n', 'a {\n$A=x \\\n'],
  ] as const)('%s', (_, text, sign, expected) => {
    expect(typed(text, sign)).toBe(expected)
  })

  it('nothing changes but the blanks of one line, whatever the text', () => {
    const property = fc.property(messyText(), fc.nat(300), fc.constantFrom('}', '\n'), (text, at, sign) => {
      const changes = formatOnType(text, Math.min(at, text.length), sign, options)
      expect(changes.length).toBeLessThanOrEqual(1)
      for (const { start, end, newText } of changes) {
        expect(text.slice(start, end) + newText).toMatch(/^[ \t]*$/)
        expect(start === 0 || text[start - 1] === '\n').toBe(true)
      }
      expect(readings(apply(text, changes), idsIn(text))).toEqual(readings(text, idsIn(text)))
    })
    fc.assert(property, { seed, numRuns: 600 })
  })
})

describe('the law: a formatted text is read as before, and formatted for good', () => {
  it.each(textsBelow(fixtures))('%s', (_, text) => expectLaw(text))

  it('any text', () => {
    fc.assert(fc.property(messyText(), expectLaw), { seed, numRuns: 1500 })
  })

  it('untidy configurations', () => {
    fc.assert(fc.property(untidyConfig(), expectLaw), { seed, numRuns: 700 })
  })

  it('a range changes its own lines only, and nothing that is read', () => {
    const property = fc.property(untidyConfig(), fc.nat(200), fc.nat(200), (text, start, length) => {
      const from = Math.min(start, text.length)
      const range = { start: from, end: Math.min(from + length, text.length) }
      const changes = format(text, options, range)
      const firstLine = text.lastIndexOf('\n', range.start - 1) + 1
      const newline = text.indexOf('\n', range.end)
      for (const change of changes) {
        expect(change.start).toBeGreaterThanOrEqual(firstLine)
        expect(change.end).toBeLessThanOrEqual(newline === -1 ? text.length : newline + 1)
      }
      expect(readings(apply(text, changes), idsIn(text))).toEqual(readings(text, idsIn(text)))
    })
    fc.assert(property, { seed, numRuns: 300 })
  })
})
