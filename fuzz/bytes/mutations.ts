/** Changes to bytes, written as Latin-1: single bits, pieces of other inputs, and words that mean something. */
import { COMMENTS, KEYWORDS, SIGNS, VALUES } from '../dictionary.ts'
import type { Random } from '../random.ts'

/** Longer inputs are cut: what they show, shorter ones show sooner. */
const MOST_BYTES = 12_000

/** The bytes after one to eight changes; `another` is where pieces of other inputs come from. */
export function mutatedBytes(bytes: string, random: Random, another: () => string): string {
  let result = bytes
  for (let changes = 1 + random.below(random.percent(20) ? 8 : 3); changes > 0; changes--) {
    result = random.pick(MUTATIONS)(result, random, another)
  }
  return result.slice(0, MOST_BYTES)
}

type Mutation = (bytes: string, random: Random, another: () => string) => string

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = random.below(bytes.length)
    return replaced(bytes, at, 1, String.fromCharCode(bytes.charCodeAt(at) ^ (1 << random.below(8))))
  },
  (bytes, random) =>
    replaced(bytes, random.below(bytes.length), random.below(2), String.fromCharCode(random.below(256))),
  (bytes, random) => replaced(bytes, random.below(bytes.length), 1 + random.below(random.percent(70) ? 6 : 200), ''),
  (bytes, random) => {
    const piece = pieceOf(bytes, random)
    return replaced(bytes, random.below(bytes.length + 1), 0, piece)
  },
  (bytes, random, another) => {
    const piece = pieceOf(another(), random)
    return replaced(bytes, random.below(bytes.length + 1), random.percent(50) ? 0 : piece.length, piece)
  },
  (bytes, random, another) => {
    const lines = another().split('\n')
    const from = random.below(lines.length)
    return withLines(bytes, random, (own, at) =>
      own.toSpliced(at, 0, ...lines.slice(from, from + 1 + random.below(12))),
    )
  },
  (bytes, random) => withLines(bytes, random, (lines, at) => lines.toSpliced(at, 1 + random.below(4))),
  (bytes, random) =>
    withLines(bytes, random, (lines, at) =>
      lines.toSpliced(at, 0, ...Array(1 << random.below(7)).fill(lines[at] ?? '')),
    ),
  (bytes, random) =>
    withLines(bytes, random, (lines, at) =>
      lines.toSpliced(at, 1).toSpliced(random.below(lines.length), 0, lines[at] ?? ''),
    ),
  (bytes, random) => replaced(bytes, random.below(bytes.length + 1), 0, word(random)),
  (bytes, random) => replaced(bytes, lineStart(bytes, random), 0, `${word(random)}${random.percent(50) ? ' ' : ''}`),
  (bytes, random) => withWord(bytes, random, () => word(random)),
  (bytes, random) => withWord(bytes, random, () => bytesOf(random.pick(KEYWORDS))),
  (bytes, random) => withWord(bytes, random, () => bytesOf(random.pick(VALUES))),
  (bytes, random) => withWord(bytes, random, (old) => `"${old}"`),
  (bytes, random) => withWord(bytes, random, (old) => old.repeat(1 + random.below(4))),
  (bytes, random) => withNumber(bytes, random),
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
]

function word(random: Random): string {
  const share = random.below(100)
  if (share < 35) return bytesOf(random.pick(SIGNS))
  if (share < 70) return bytesOf(random.pick(KEYWORDS))
  if (share < 97) return bytesOf(random.pick(VALUES))
  return bytesOf(random.pick(COMMENTS))
}

/** UTF-8, each byte as a character. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

function replaced(bytes: string, at: number, length: number, by: string): string {
  return bytes.slice(0, at) + by + bytes.slice(at + length)
}

function pieceOf(bytes: string, random: Random): string {
  const at = random.below(bytes.length)
  return bytes.slice(at, at + 1 + random.below(random.percent(70) ? 40 : 400))
}

function withLines(bytes: string, random: Random, change: (lines: string[], at: number) => string[]): string {
  const lines = bytes.split('\n')
  return change(lines, random.below(lines.length)).join('\n')
}

function lineStart(bytes: string, random: Random): number {
  return bytes.lastIndexOf('\n', random.below(bytes.length)) + 1
}

function withWord(bytes: string, random: Random, change: (word: string) => string): string {
  return withMatch(bytes, /[^\s{}]+/, random, change)
}

function withNumber(bytes: string, random: Random): string {
  const change = (old: string): string => String(Number(old) + random.pick([-1, 1, 2, 10, -100, 1000]))
  return withMatch(bytes, /\d{1,10}/, random, change)
}

/** Changes the first match at or behind a random place. */
function withMatch(bytes: string, pattern: RegExp, random: Random, change: (match: string) => string): string {
  const search = new RegExp(pattern.source, 'g')
  search.lastIndex = random.below(bytes.length)
  const match = search.exec(bytes)
  return match === null ? bytes : replaced(bytes, match.index, match[0].length, change(match[0]))
}
