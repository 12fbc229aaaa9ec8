/** How lines become words: comments, quotes, braces, blanks, line ends. Rows say what keepalived reads, but for marks and backslashes that nobody means. */
import { describe, expect, it } from 'vitest'
import { problemsOf, readLines } from './read-lines.ts'

type Row = readonly [input: string, ...lines: string[]]

function table(title: string, rows: readonly Row[], target = '2.4.3'): void {
  describe(title, () => {
    it.each(rows.map(([input, ...lines]) => ({ input, lines })))('$input', ({ input, lines }) => {
      expect(readLines(input, { target })).toEqual(lines)
    })
  })
}

table('comments', [
  ['state BACKUP # why', 'state | BACKUP'],
  ['priority 100#glued', 'priority | 100'],
  ['state abc!glued', 'state | abc'],
  ['! a whole line', ...[]],
  ['notify "/x #no comment"', 'notify | /x #no comment'],
  ["notify '/x #y'", "notify | '/x"],
  ['a \\\\#b', 'a | \\\\'],
  ['"a\\"b # c', 'a\\ | b | # | c'],
  ['"open # no comment', ...[]],
])

table('words and quotes', [
  ['MAS"TER"', 'MAS | TER'],
  ['auth_pass ""', 'auth_pass | '],
  ["state 'MASTER'", "state | 'MASTER'"],
  ['"ab\\"c"', 'ab\\ | c'],
  ['a "b c" d', 'a | b c | d'],
  ['a "b c', 'a'],
  ['a\u00A0b', 'a\u00A0b'],
  ['caf\u00E9 \uDCE9', 'caf\u00E9 | \uDCE9'],
  ['a\tb\fc\vd', 'a | b | c | d'],
])

table('braces', [
  ['vrrp_instance VI_1{', 'vrrp_instance | VI_1', '{'],
  ['a { b } c', 'a', '{', 'b', '}', 'c'],
  ['10.0.0.1}', '10.0.0.1', '}'],
  ['a "b { c" {', 'a | b { c', '{'],
  ["a '{'", "a | '", '{', "'"],
  ['a "{ b } c', 'a'],
  ['a\n# between\n\n{', 'a', '{'],
])

table('line ends', [
  ['a\r\nb\r\n', 'a', 'b'],
  ['a\rb\rc', 'a | b | c'],
  ['a\nb', 'a', 'b'],
  ['\r\n\r\n', ...[]],
  ['a\\\nb', 'a', 'b'],
  ['a \\\nb', 'a', 'b'],
])

describe('long lines', () => {
  const word = (length: number): string => 'w'.repeat(length)

  it.each([
    { bytes: 1022, target: '2.4.3', lines: [word(1022), 'next'], problems: [] },
    { bytes: 1023, target: '2.4.3', lines: ['next'], problems: ['line-too-long'] },
    { bytes: 1024, target: '2.4.3', lines: ['w', 'next'], problems: ['line-too-long'] },
    { bytes: 2046, target: '2.4.3', lines: ['next'], problems: ['line-too-long'] },
    { bytes: 1023, target: '2.2.7', lines: [word(1023), 'next'], problems: [] },
    { bytes: 1024, target: '2.2.7', lines: [word(1023), 'w', 'next'], problems: ['line-too-long'] },
  ])('of $bytes bytes for $target', ({ bytes, target, lines, problems }) => {
    const text = `${word(bytes)}\nnext`
    expect(readLines(text, { target })).toEqual(lines)
    expect(problemsOf(text, { target })).toEqual(problems)
  })

  it('are measured in bytes, carriage returns included', () => {
    expect(problemsOf(`${'\u00E9'.repeat(511)}\n`)).toEqual([])
    expect(problemsOf(`${'\u00E9'.repeat(512)}\n`)).toEqual(['line-too-long'])
    expect(problemsOf(`${word(1021)}\r\n`)).toEqual([])
    expect(problemsOf(`${word(1022)}\r\n`)).toEqual(['line-too-long'])
  })

  it('let the end of a comment become configuration', () => {
    expect(readLines(`# ${word(1021)}priority 255`)).toEqual(['priority | 255'])
  })

  it('of blanks do no harm before 2.4.0', () => {
    expect(problemsOf(`a${' '.repeat(2000)}\n`, { target: '2.3.4' })).toEqual([])
  })
})

describe('bytes that no text holds', () => {
  it.each([
    { text: 'a b\0c\nd', target: '2.4.3', lines: ['d'] },
    { text: 'a b\0c\nd', target: '2.2.7', lines: ['a | b', 'd'] },
    { text: '\0\nd', target: '2.2.7', lines: ['d'] },
  ])('a NUL: $text for $target', ({ text, target, lines }) => {
    expect(readLines(text, { target })).toEqual(lines)
    expect(problemsOf(text, { target })).toEqual(['embedded-nul'])
  })

  it('a byte order mark is told about and left out', () => {
    expect(readLines('\uFEFFglobal_defs {')).toEqual(['global_defs', '{'])
    expect(problemsOf('\uFEFF# comment\na')).toEqual(['byte-order-mark'])
    expect(readLines('a\n\uFEFFb')).toEqual(['a', '\uFEFFb'])
  })
})

describe('a backslash at the end of a line', () => {
  it.each([
    { text: 'priority 100 \\\nb', target: '2.4.3', lines: ['priority | 100', 'b'], told: true },
    { text: 'priority 100 \\\\\nb', target: '2.4.3', lines: ['priority | 100 | \\\\', 'b'], told: false },
    { text: 'priority 100 # c \\\nb', target: '2.4.3', lines: ['priority | 100', 'b'], told: false },
    { text: 'priority 100 # c \\\nb', target: '2.3.4', lines: ['priority | 100', 'b'], told: true },
  ])('$text for $target', ({ text, target, lines, told }) => {
    expect(readLines(text, { target })).toEqual(lines)
    expect(problemsOf(text, { target })).toEqual(told ? ['trailing-backslash'] : [])
  })
})

describe('the search for comments counts quotes by itself', () => {
  it.each(['router_id "a\\"', "script '/bin/x \"' \\x", '$A="b\\x', 'a \\ "b'])('%s', (text) => {
    expect(problemsOf(text)).toEqual(['unterminated-quote'])
  })

  it.each(['script "echo \\"hi\\""', '# it\'s "so', 'a "b" # "'])('%s is even', (text) => {
    expect(problemsOf(text)).toEqual([])
  })
})
