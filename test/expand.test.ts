/** Conditions, definitions, sequences and includes: which lines a node reads. Every row was compared with keepalived itself. */
import { describe, expect, it } from 'vitest'
import { originOf } from '../src/expand/mapped-text.ts'
import type { ReadingProblem } from '../src/expand/reading.ts'
import { tokensOfReading } from '../src/expand/reading.ts'
import { textAt } from '../src/text/source-file.ts'
import { problemsOf, type Reader, read, readLines } from './read-lines.ts'

type Row = readonly [input: string, ...lines: string[]]

function table(title: string, rows: readonly Row[], reader: Reader = {}): void {
  describe(title, () => {
    it.each(rows.map(([input, ...lines]) => ({ input, lines })))('$input', ({ input, lines }) => {
      expect(readLines(input, reader)).toEqual(lines)
    })
  })
}

table(
  'conditions, as node `a`',
  [
    ['@a state MASTER', 'state | MASTER'],
    ['@b state MASTER', ...[]],
    ['@^b state MASTER', 'state | MASTER'],
    ['@^a state MASTER', ...[]],
    ['  @a\tstate MASTER', 'state | MASTER'],
    ['@a', ...[]],
    ['@A state MASTER', ...[]],
    ['@a @b state', '@b | state'],
    ['state @a', 'state | @a'],
    ['@a $X=1\nv $X', 'v | 1'],
    ['@b $X=1\nv $X', 'v | $X'],
    ['x { @a y\n@b z\n}', 'x', '{', 'y', '}'],
    ['@$ID x', ...[]],
    ['\v@a x', '@a | x'],
  ],
  { id: 'a' },
)

table('conditions without any id', [
  ['@a state MASTER', ...[]],
  ['@^a state MASTER', 'state | MASTER'],
])

table('definitions', [
  ['$A=1\nv $A', 'v | 1'],
  ['$A= b  c # d\nv $A', 'v | b | c'],
  ['$A =1', '$A | =1'],
  ['v $A\n$A=1', 'v | $A'],
  ['$A=1\n$A=2\nv $A', 'v | 2'],
  ['$A=1\nv $A, ($A) $A', 'v | 1, | (1) | 1'],
  ['$A=1\nv $A-q x$A:1 "$A" $Ab', 'v | $A-q | x$A:1 | $A | $Ab'],
  ['$A=1\nv x${A}y "${A}"', 'v | x1y | 1'],
  ['$A=$B\n$B=2\nv $A', 'v | 2'],
  ['$A="b c"\nv $A', 'v | b c'],
  ['$A=x {\n$A y }', 'x', '{', 'y', '}'],
  ['a { $A=1 }\nv $A', 'a', '{', 'v | 1', '}'],
  ['$A=\nv ${A}x', 'v | x'],
  ['$1=2\nv $1', '$1=2', 'v | $1'],
  ['$_PWD=here\nv $_PWD', 'v | here'],
  ['v a${_HASH}b', 'v | a'],
  ['v "${_HASH}"', 'v | #'],
])

table('definitions of several lines', [
  ['$A=\\\n x \\\n y\n$A\nend', 'x', 'y', 'end'],
  ['$A=x \\\n y\n$A', 'x', 'y'],
  ['$A=x \\\n y \\\n\n$A', 'x', 'y'],
  ['$A=x \\\n y\nv $A', 'v | x', 'y'],
  ['$A=x \\\n y\n$A z', '$A | z'],
  ['$A=\\\n x\nv $A z', 'v | x | z'],
  ['$A=a { \\\n b \\\n}\n$A', 'a', '{', 'b', '}'],
  ['$A=a \\\n $B \\\n c\n$B=1 \\\n 2\n$A', 'a', '1', '2', 'c'],
  ['$A=x \\\n# ends it\ny\n$A', 'y', 'x'],
])

describe('comments within a definition', () => {
  it.each([
    { target: '2.1.5', lines: ['x', 'y'] },
    { target: '2.2.7', lines: ['y', 'x'] },
    { target: '2.4.3', lines: ['y', 'x'] },
  ])('for $target', ({ target, lines }) => {
    expect(readLines('$A=x \\\n# c\ny\n$A', { target })).toEqual(lines)
  })

  it('that end in a backslash go on before 2.4.0', () => {
    expect(readLines('$A=x \\\n# c \\\ny\n$A', { target: '2.3.4' })).toEqual(['x', 'y'])
    expect(problemsOf('$A=x \\\n# c \\\ny\n$A', { target: '2.3.4' })).toEqual([])
  })

  it.each([
    '$A=x \\\n# c \\\ny\n$A',
    '$A=x \\\n# c\ny \\\n\n$A',
    '$A=x \\\n# c\n# d\ny \\\n\n$A',
  ])('are told about and passed over where its lines go on: %s', (text) => {
    expect(readLines(text)).toEqual(['x', 'y'])
    expect(new Set(problemsOf(text))).toEqual(new Set(['comment-in-definition']))
  })

  it('may end it on purpose', () => {
    expect(problemsOf('$A=x \\\n# c\n$B= \\\ny\n$A')).toEqual([])
    expect(problemsOf('$A=x \\\n# c\n\ny\n$A')).toEqual([])
  })
})

describe('a definition that begins with a condition or sequence', () => {
  it.each([
    { target: '2.3.4', lines: ['v | 1', 's | 1', 's | 2'] },
    { target: '2.4.3', lines: ['@a | v | 1', '~SEQ(i,1,2) | s | $i'] },
  ])('for $target', ({ target, lines }) => {
    expect(readLines('$A=@a v 1\n$S=~SEQ(i,1,2) s $i\n$A\n$S', { target, id: 'a' })).toEqual(lines)
  })
})

table('~SEQ', [
  ['~SEQ(i,3) v $i', 'v | 1', 'v | 2', 'v | 3'],
  ['~SEQ(i,0) v $i', 'v | 1', 'v | 0'],
  ['~SEQ(i,-2) v $i', 'v | -1', 'v | -2'],
  ['~SEQ(i,2,4) v $i', 'v | 2', 'v | 3', 'v | 4'],
  ['~SEQ(i,4,2) v $i', 'v | 4', 'v | 3', 'v | 2'],
  ['~SEQ(i,1,2,6) v $i', 'v | 1', 'v | 3', 'v | 5'],
  ['~SEQ ( i , 0x9 , 013 ) v $i', 'v | 9', 'v | 10', 'v | 11'],
  ['~SEQx(i,9,11) v $i', 'v | 9', 'v | a', 'v | b'],
  ['~SEQ(i,2) ~SEQ(j,2) v ${i}$j', 'v | 11', 'v | 12', 'v | 21', 'v | 22'],
  ['~SEQ(i,2) v $i\nw $i', 'v | 1', 'v | 2', 'w | 2'],
  ['$N=2\n~SEQ(i,$N) v $i', 'v | 1', 'v | 2'],
  ['~SEQ(i,,1) v $i', 'v | 0', 'v | 1'],
  ['v ~SEQ(i,2)', 'v | ~SEQ(i,2)'],
  ['a { ~SEQ(i,2) v $i\n}', 'a', '{', 'v | 1', 'v | 2', '}'],
  ['~SEQ(i,2) a { v $i }', 'a', '{', 'v | 1', '}', 'a', '{', 'v | 2', '}'],
  ['$A=a ${i} { \\\n v \\\n }\n~SEQ(i,2) $A', 'a | 1', '{', 'v', '}', 'a | 2', '{', 'v', '}'],
  ['$A=u \\\n ~SEQ(j,2) v ${i}$j \\\n w\n~SEQ(i,2) $A', 'u', 'v | 11', 'v | 12', 'w', 'u', 'v | 21', 'v | 22', 'w'],
  ['~SEQ(i,2) $A=$i\nv $A', 'v | 2'],
])

table('~LST', [
  ['~LST(i,a,b) v $i', 'v | a', 'v | b'],
  ['~LST({i,j},{a,b},{c,d}) v ${i} ${j}', 'v | a | b', 'v | c | d'],
  ['~LST({i, j}, {a, b}, {c}) v $i $j.', 'v | a | $j.', 'v | c | $j.'],
  ['~LST({i,j},{a},b) v x${i}y${j}', 'v | xay', 'v | xby'],
  ['~LST(i,a,) v x${i}', 'v | xa', 'v | x'],
])

describe('sequences that keepalived refuses', () => {
  it.each([
    '~SEQ v',
    '~SEQ(i) v',
    '~SEQ(i,1,2,3,4) v',
    '~SEQ(i,1,0,5) v',
    '~SEQ(i,5,1,1) v',
    '~SEQ(i,x) v',
    '~SEQ(i,08) v',
    '~SEQx(i,-3) v',
    `~SEQ(i,${'0'.repeat(62)}3) v`,
    '~LST(i) v',
    '~LST(i,a b) v',
    '~LST({i},{a,b}) v',
    '~LST({i j},{a}) v',
  ])('%s', (text) => {
    expect(readLines(text)).toEqual([])
    expect(problemsOf(text)).toEqual(['invalid-sequence'])
  })

  it('are none where the machine gives the number', () => {
    expect(problemsOf('~SEQ(i,${_RANDOM 1 5}) v $i')).toEqual([])
  })
})

describe('what stays in the line', () => {
  it.each([
    { text: 'v ${NOPE}', problems: ['undefined-definition'] },
    { text: 'v $NOPE "${NOPE}"', problems: [] },
    { text: 'v ${_ENV HOME}', problems: [] },
    { text: 'v ${_RANDOM} ${_RANDOM 5} ${_RANDOM 5 9}', problems: [] },
    { text: 'v ${_RANDOM a}', problems: ['undefined-definition'] },
    { text: '$A=1\nv ${A 1}', problems: ['undefined-definition'] },
    { text: '$A=1 \\\n2\nv ${A} x', problems: ['undefined-definition'] },
  ])('$text', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems)
  })

  it('is told with its reason', () => {
    const reasons = read('v ${A}\n$A=1 \\\n2\nv ${A} x\n$B=1\nv ${B 1}').problems.map((problem) =>
      problem.kind === 'undefined-definition' ? problem.reason : problem.kind,
    )
    expect(reasons).toEqual(['undefined', 'several-lines', 'parameters'])
  })

  it('is `${_ENV NAME}` before 2.4.0', () => {
    expect(problemsOf('v ${_ENV HOME}', { target: '2.3.4' })).toEqual(['undefined-definition'])
  })
})

describe('definitions without an end', () => {
  it.each(['$A=$A\nv $A', '$A=x ${A}\nv $A', '$A=$B\n$B=$A\nv $A', `$A=${'x'.repeat(600)}\nv $A $A`])('%s', (text) => {
    expect(problemsOf(text)).toEqual(['endless-definition'])
  })

  it('take no time, however often they are used', () => {
    const doubled = Array.from({ length: 25 }, (_, level) => `$A${level}=\${A${level + 1}}\${A${level + 1}}`)
    const text = [...doubled, '$A25=', ...Array.from({ length: 2000 }, () => 'v ${A0}')].join('\n')
    expect(problemsOf(text)).toEqual(['endless-definition'])
  })
})

describe('too many lines', () => {
  it.each(['~SEQ(i,1,100000000) v $i', '~SEQ(i,1,9999) ~SEQ(j,1,9999) v'])('%s', (text) => {
    const reading = read(text)
    const { problems } = reading
    const tokens = tokensOfReading(reading)
    expect(problems.map(({ kind }) => kind)).toEqual(['expansion-too-large'])
    expect(tokens.length).toBeLessThan(3_100_000)
  })

  it('is not what 65,024 instances are', () => {
    const lines = ['vrrp_instance VI_${a}_${b} {', 'virtual_router_id $b', 'state BACKUP', '}'].join(' \\\n')
    const reading = read(`$INSTANCE=${lines}\n~SEQ(a,1,254) ~SEQ(b,1,256) $INSTANCE`)
    const { problems } = reading
    const tokens = tokensOfReading(reading)
    expect(problems).toEqual([])
    expect(tokens.filter((token) => token.image === '{')).toHaveLength(65_024)
  })
})

describe('includes', () => {
  const files = {
    'one.inc': 'from one',
    'parts/a.inc': 'from a\ninclude b.inc',
    'parts/b.inc': 'from b ${_PWD}',
    'open.inc': 'x {',
    'close.inc': '}',
    '"q.inc"': 'quoted',
    'a b.inc': 'blank',
    'loop.inc': 'again\ninclude ./parts/../loop.inc',
    'self.inc': 'include main.conf',
  }
  const rows: readonly Row[] = [
    ['a\ninclude one.inc\nb', 'a', 'from | one', 'b'],
    ['include\tone.inc # c', 'from | one'],
    ['x { \n include one.inc\n}', 'x', '{', 'from | one', '}'],
    ['include parts/*.inc', 'from | a', 'from | b | \uE000.', 'from | b | \uE000.'],
    ['include {one,close}.inc', 'from | one', '}'],
    ['include ${_PWD}/one.inc', 'from | one'],
    ['include ./parts/../one.inc', 'from | one'],
    ['include open.inc\ny\ninclude close.inc\nz', 'x', '{', 'y', '}', 'z'],
    ['include "q.inc"', 'quoted'],
    ['include a b.inc', 'blank'],
    ['$F=one\ninclude ${F}.inc', 'from | one'],
    ['include', 'include'],
    ['includex one.inc', 'includex | one.inc'],
    ['include\u00A0one.inc', 'include\u00A0one.inc'],
    ['include loop.inc', 'again'],
    ['a\ninclude self.inc', 'a'],
  ]

  it.each(rows.map(([input, ...lines]) => ({ input, lines })))('$input', ({ input, lines }) => {
    expect(readLines(input, { files })).toEqual(lines)
  })

  it.each([
    { text: 'include nope.inc', problems: ['include-unreadable'] },
    { text: 'include *.nope', problems: ['include-without-match'] },
    { text: 'include nope/*.inc', problems: ['include-unreadable'] },
    { text: 'include {one,two,three}.inc', problems: ['include-unreadable', 'include-unreadable'] },
    { text: 'include parts', problems: ['include-unreadable'] },
    { text: 'include $NOPE.inc', problems: ['undefined-in-path'] },
    { text: 'include loop.inc', problems: ['include-cycle'] },
    { text: 'include self.inc', problems: ['include-cycle'] },
    { text: 'include ${_ENV FILE}', problems: [] },
    { text: '@^b include one.inc', problems: ['include-read-twice'] },
    { text: 'x { include one.inc\n}', problems: ['include-read-twice'] },
    { text: '~SEQ(i,2) include one.inc', problems: ['include-read-twice'] },
    { text: '$I=include one.inc\n$I', problems: ['include-read-twice'] },
    { text: '$I=a \\\ninclude one.inc \\\nb\n$I', problems: ['include-read-twice'] },
    { text: '@b include one.inc', problems: [] },
    { text: '$F=one.inc\ninclude $F', problems: [] },
  ])('$text: $problems', ({ text, problems }) => {
    expect(problemsOf(text, { files })).toEqual(problems)
  })

  it('behind a condition were read once before 2.2.0', () => {
    expect(problemsOf('@^b include one.inc', { files, target: '2.1.5' })).toEqual([])
  })

  it('end a line where their file does', () => {
    expect(readLines('include one.inc', { files })).toEqual(['from | one'])
    expect(readLines('include {one,one}.inc', { files })).toEqual(['from | one', 'from | one'])
  })

  it('of themselves are read once more as they are written', () => {
    const looping = { 'a.conf': 'a1\ninclude b.conf\na2\ninclude b.conf', 'b.conf': 'b1\ninclude b.conf\nb2' }
    const lines = (as?: 'written'): string => readLines('include a.conf', { files: looping, as }).join(' ')
    expect(lines()).toBe('a1 b1 b2 a2 b1 b2')
    expect(lines('written')).toBe('a1 b1 b1 b2 b2 a2 b1 b2')
  })

  it('are counted, so that a few files cannot become millions', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => [`${level}.inc`, `include ${level + 1}.inc\ninclude ${level + 1}.inc`]),
    )
    expect(problemsOf('include 0.inc', { files: { ...doubling, '40.inc': 'end' } })).toEqual(['too-many-includes'])
  })
})

describe('origins', () => {
  const places = (text: string): string[] =>
    read(text).problems.map(({ at }: ReadingProblem) => `${at.start}-${at.end} ${textAt(at)}`)

  it('of what is wrong lead to the file', () => {
    expect(places('a\n  v "x" ${NOPE} y\n')).toEqual(['10-17 ${NOPE}'])
    expect(places('$A=v ${NOPE}\n$A')).toEqual(['13-15 $A'])
    expect(places('  ~SEQ(i,x) v')).toEqual(['2-13 ~SEQ(i,x) v'])
    expect(places('v 1 \\')).toEqual(['4-5 \\'])
    expect(places('a\nv x\0y\n')).toEqual(['5-6 \0'])
  })

  it('of a substituted word are the reference and the definition', () => {
    const tokens = tokensOfReading(read('$A=eth0\ninterface ${A}.10 x'))
    const word = tokens.flatMap((token) => ('statement' in token ? [token.statement as { args: [] }] : []))
    const [first] = (word[0]?.args ?? []) as { source: { text: string }; start: number; end: number }[]
    const origin = first === undefined ? undefined : originOf(first.source, first)
    expect(origin).toMatchObject({ start: 18, end: 25 })
    expect(origin?.definition === undefined ? '' : textAt(origin.definition)).toBe('$A=eth0')
  })

  it('of the turns of a sequence are one place', () => {
    expect(places('~SEQ(i,3) v ${i}${NOPE}')).toEqual(['16-23 ${NOPE}'])
  })
})
