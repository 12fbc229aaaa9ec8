/** Configurations with mistakes: seeded changes to lines and words of others. */
import fc from 'fast-check'
import type { ConfigCase } from './daemon.ts'

/** `count` mutants of the configurations, the same for the same seed. Configurations of several files are left out. */
export function mutantsOf(bases: readonly ConfigCase[], count: number, seed: number): ConfigCase[] {
  const single = bases.filter(({ files }) => files.size === 1)
  const mutation = fc.tuple(fc.nat(), fc.array(step, { minLength: 1, maxLength: 3 }))
  return fc.sample(mutation, { seed, numRuns: count }).flatMap(([pick, steps], index) => {
    const base = single[pick % single.length]
    const [bytes] = base?.files.values() ?? []
    if (base === undefined || bytes === undefined) return []
    const lines: readonly string[] = Buffer.from(bytes).toString('latin1').split('\n')
    const changed = steps
      .reduce(mutate, lines)
      .join('\n')
      .replace(/(?<!\n)$/, '\n')
    const files = new Map([['mutant.conf', Buffer.from(changed, 'latin1')]])
    return { ...base, name: `mutant ${index} of seed ${seed}, from ${base.name}`, entry: 'mutant.conf', files }
  })
}

/** One change: what, where, and with what. */
interface Step {
  readonly change: Change
  readonly place: number
  readonly other: number
}

type Change = keyof typeof changes

/** Changes to lines: each takes them, the index of one, and a number to choose with. */
const changes = {
  drop: (lines: readonly string[], at: number) => lines.toSpliced(at, 1),
  duplicate: (lines: readonly string[], at: number) => lines.toSpliced(at, 0, lines[at] ?? ''),
  swap: (lines: readonly string[], at: number) => lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? ''),
  move: (lines: readonly string[], at: number, other: number) =>
    lines.toSpliced(at, 1).toSpliced(other % lines.length, 0, lines[at] ?? ''),
  copyTo: (lines: readonly string[], at: number, other: number) =>
    lines.toSpliced(other % lines.length, 0, lines[at] ?? ''),
  join: (lines: readonly string[], at: number) => lines.toSpliced(at, 2, `${lines[at] ?? ''} ${lines[at + 1] ?? ''}`),
  dropWord: (lines: readonly string[], at: number, other: number) => withWord(lines, at, other, () => ''),
  doubleWord: (lines: readonly string[], at: number, other: number) =>
    withWord(lines, at, other, (word) => `${word} ${word}`),
  misspell: (lines: readonly string[], at: number, other: number) =>
    withWord(lines, at, other, (word) => misspelt(word, other)),
  otherWord: (lines: readonly string[], at: number, other: number) =>
    withWord(lines, at, other, () => wordFrom(lines, other)),
  outOfRange: (lines: readonly string[], at: number, other: number) =>
    withNumber(lines, at, () => NUMBERS[other % NUMBERS.length] ?? '0'),
  otherAddress: (lines: readonly string[], at: number, other: number) =>
    withAddress(lines, at, () => ADDRESSES[other % ADDRESSES.length] ?? '::1'),
  surplusWord: (lines: readonly string[], at: number, other: number) =>
    lines.toSpliced(at, 1, `${lines[at] ?? ''} ${wordFrom(lines, other)}`),
  cutQuote: (lines: readonly string[], at: number) => withFirst(lines, at, /["']/, ''),
  addQuote: (lines: readonly string[], at: number, other: number) =>
    withWord(lines, at, other, (word) => `${word.slice(0, other % 5)}"${word.slice(other % 5)}`),
  cutBrace: (lines: readonly string[], at: number) => withFirst(lines, at, /[{}]/, ''),
  addBrace: (lines: readonly string[], at: number, other: number) =>
    lines.toSpliced(at, 1, `${lines[at] ?? ''} ${other % 2 === 0 ? '{' : '}'}`),
} as const

const step: fc.Arbitrary<Step> = fc.record({
  change: fc.constantFrom(...(Object.keys(changes) as Change[])),
  place: fc.nat(),
  other: fc.nat(),
})

/** Numbers at the edge of what some keyword takes, and what is no number. */
const NUMBERS = [
  ...['0', '1', '2', '3', '4', '5', '-1', '-253', '-254', '-255', '253', '254', '255', '256', '100', '1000', '1001'],
  ...['0.5', '1.5', '0.001', '40.96', '256.5', '65535', '65536', '4294967295', '4294967296', '99999999999999999999'],
  ...['12x', '0x10', '1s', '+5', '--1', '1e3', '""', '1.2.3', 'ten'],
]

const ADDRESSES = [
  ...['192.0.2.300', '192.0.2', '198.51.100.7', '198.51.100.7/24', '198.51.100.7/33', '2001:db8::7', '2001:db8::7/64'],
  ...['2001:db8::7/129', 'fe80::7', '224.0.0.18', 'ff02::12', 'example', '0.0.0.0', '::'],
]

function mutate(lines: readonly string[], { change, place, other }: Step): readonly string[] {
  if (lines.length < 2) return lines
  const filled = lines.flatMap((line, index) => (line.trim() === '' || line.trim().startsWith('#') ? [] : [index]))
  return changes[change](lines, filled[place % Math.max(1, filled.length)] ?? 0, other)
}

function withWord(lines: readonly string[], at: number, other: number, change: (word: string) => string): string[] {
  const words = (lines[at] ?? '').split(/(\s+)/)
  const indices = words.flatMap((word, index) => (/\S/.test(word) ? [index] : []))
  const index = indices[other % Math.max(1, indices.length)] ?? 0
  return lines.toSpliced(at, 1, words.with(index, change(words[index] ?? '')).join(''))
}

/** Changes the first number on the line, or on the next line that has one. */
function withNumber(lines: readonly string[], at: number, change: () => string): string[] {
  return withFirst(lines, at, /(?<=\s)-?\d+(?:\.\d+)?(?=\s|$)/, change())
}

function withAddress(lines: readonly string[], at: number, change: () => string): string[] {
  return withFirst(lines, at, /\b\d+\.\d+\.\d+\.\d+(?:\/\d+)?|\b[\da-f]+:[\da-f:]+(?:\/\d+)?/, change())
}

/** Replaces the first match on the line, or on the next line that has one. */
function withFirst(lines: readonly string[], at: number, pattern: RegExp, text: string): string[] {
  const found = lines.findIndex((line, index) => index >= at && pattern.test(line))
  const index = found === -1 ? lines.findIndex((line) => pattern.test(line)) : found
  return index === -1 ? [...lines] : lines.toSpliced(index, 1, (lines[index] ?? '').replace(pattern, text))
}

function wordFrom(lines: readonly string[], other: number): string {
  const words = lines.join(' ').split(/\s+/)
  return words[other % words.length] ?? 'word'
}

function misspelt(word: string, other: number): string {
  const at = other % Math.max(1, word.length)
  switch (Math.floor(other / 7) % 3) {
    case 0:
      return `${word.slice(0, at)}${word.slice(at + 1)}`
    case 1:
      return `${word.slice(0, at)}${word[at + 1] ?? 'x'}${word[at] ?? ''}${word.slice(at + 2)}`
    default:
      return `${word.slice(0, at)}x${word.slice(at)}`
  }
}
