/** The grammar is sound and total: whatever the text, it becomes a tree that holds every word once, in order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decisions } from '../grammar/decisions.ts'
import { analyseGrammar, lastErrorCount, MAX_DEPTH, parse, type SourcedToken } from '../grammar/parser.ts'
import type { Item, Span, TokenSource, Tree, Word } from '../grammar/syntax.ts'
import { Comment, lexFile, lexSubstituted } from '../grammar/tokens.ts'

/** What keepalived takes for blanks between words, and the end of a line. */
const BLANK = /[ \t\r\f\v\n]/g

const RUNS = 20_000

/** For a busy machine, in milliseconds. */
const PATIENCE = 60_000

describe('the grammar', () => {
  it('is valid, and leads where Chevrotain finds that it leads', () => {
    expect(analyseGrammar()).toEqual(decisions)
  })
})

describe('a text made of words, braces, comments and line ends', { timeout: PATIENCE }, () => {
  const soup = fc.array(fc.tuple(piece(), fc.constantFrom(' ', '\t', '  ', '\r', '\f', '\v')), { maxLength: 60 })

  it('has each of its words and braces in the tree once, in order', () => {
    const property = fc.property(soup, (pieces) => {
      const tree = parsed(pieces.map(([{ text }, blank]) => text + blank).join(''))
      expect(spellings(tree)).toEqual(pieces.flatMap(([{ meant }]) => meant ?? []))
    })
    fc.assert(property, { seed: 20_260_901, numRuns: RUNS })
  })
})

describe('a text of any characters', { timeout: PATIENCE }, () => {
  const soup = fc.string({ unit: character(), maxLength: 200 })

  it('is lexed without a gap', () => {
    const property = fc.property(soup, (text) => {
      expect(blanked(text, tokenSpans(lexFile(text))).replace(BLANK, '')).toBe('')
    })
    fc.assert(property, { seed: 20_260_902, numRuns: RUNS })
  })

  it('has everything but blanks, comments and line ends in the tree once, in order', () => {
    const property = fc.property(soup, (text) => {
      const parts = spans(parsed(text).items)
      expect(parts.map(({ start }) => start)).toEqual(parts.map(({ start }) => start).sort((one, other) => one - other))
      const comments = tokenSpans(lexFile(text).filter((token) => token.tokenType === Comment))
      expect(blanked(text, [...parts, ...comments]).replace(BLANK, '')).toBe('')
    })
    fc.assert(property, { seed: 20_260_903, numRuns: RUNS })
  })

  it('is kept as a whole by the lexer of substituted lines', () => {
    const property = fc.property(soup, (text) => {
      const line = text.replaceAll('\n', ' ')
      const tree = parsedTokens(lexSubstituted(line), { text: line })
      expect(blanked(line, spans(tree.items)).replace(BLANK, '')).toBe('')
    })
    fc.assert(property, { seed: 20_260_904, numRuns: RUNS })
  })
})

describe('braces that are nested without end', () => {
  it.each([
    ['opened only', '{\n'.repeat(5_000)],
    ['opened and closed', `${'a {\n'.repeat(5_000)}b c\n${'}\n'.repeat(5_000)}`],
    ['closed only', '}\n'.repeat(5_000)],
    ['opened again and again at the limit', `${'{'.repeat(MAX_DEPTH)}${'{ a }'.repeat(2_000)}`],
  ])('are bounded where they are %s', (_, text) => {
    const tree = parsed(text)
    const words = [...text.matchAll(/[a-z]/g)].map(([word]) => word)
    expect(spellings(tree).filter((word) => /[a-z]/.test(word))).toEqual(words)
    expect(depthOf(tree.items)).toBeLessThanOrEqual(MAX_DEPTH)
    expect(tree.tooDeep.length > 0).toBe(text.includes('{'))
  })

  it('are all kept up to the limit', () => {
    const tree = parsed('{'.repeat(MAX_DEPTH) + '}'.repeat(MAX_DEPTH))
    expect(depthOf(tree.items)).toBe(MAX_DEPTH)
    expect(tree.tooDeep).toEqual([])
  })
})

/** A piece of text, and how the tree spells it: absent for what is no part of it. */
interface Piece {
  readonly text: string
  readonly meant?: string
}

function piece(): fc.Arbitrary<Piece> {
  const letters = [..."aZ09_.:/-+*=,;()<>[]@~^%&|?'\u00a0\ufeff\u2028é\u{1f600}\0"]
  const plain = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 })
  const inside = fc.string({ unit: fc.constantFrom(..."ab {}#!$\\'\t."), maxLength: 12 })
  const comments = ['# it "is', '! {', '#}', '!']
  return fc.oneof(
    { weight: 8, arbitrary: plain.map((text) => ({ text, meant: text })) },
    { weight: 2, arbitrary: inside.map((text) => ({ text: `"${text}"`, meant: text })) },
    { weight: 3, arbitrary: fc.constantFrom('{', '}').map((text) => ({ text, meant: text })) },
    { weight: 3, arbitrary: fc.constant({ text: '\n' }) },
    { weight: 1, arbitrary: fc.constantFrom(...comments).map((text) => ({ text: `${text}\n` })) },
  )
}

function character(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...'ab1 \n\t{}"#!$\\') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...['{A}', '{A 1 2}', '{'].map((rest) => `$${rest}`),
        '\\#',
        '\\!',
        '\\"',
        '""',
        '{}',
        '\r\n',
        '@id ',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('\0', '\ufeff', '\u00a0', '\u2028', '\udc80', '\ud800', 'é', '\v', '\f') },
  )
}

function parsed(text: string): Tree {
  return parsedTokens(
    lexFile(text).filter((token) => token.tokenType !== Comment),
    { text },
  )
}

function parsedTokens(tokens: ReturnType<typeof lexFile>, source: TokenSource): Tree {
  for (const token of tokens) (token as SourcedToken).source = source
  const tree = parse(tokens as SourcedToken[])
  expect(lastErrorCount()).toBe(0)
  return tree
}

/** The words and braces of a tree, in its own order. */
function* partsOf(items: readonly Item[]): Generator<Span & { readonly text: string }> {
  for (const item of items) {
    if (item.kind === 'stray') yield { ...item.brace, text: '}' }
    const block = item.kind === 'block' ? item : item.kind === 'statement' ? item.block : undefined
    if (item.kind === 'statement') yield* wordsOf(item)
    if (block === undefined) continue
    yield { ...block.open, text: '{' }
    yield* partsOf(block.items)
    if (block.close !== undefined) yield { ...block.close, text: '}' }
  }
}

function wordsOf({ keyword, args, unterminated }: Extract<Item, { kind: 'statement' }>): Word[] {
  return [keyword, ...args, ...(unterminated === undefined || unterminated === keyword ? [] : [unterminated])]
}

function spellings(tree: Tree): string[] {
  return [...partsOf(tree.items)].map((part) => part.text)
}

function spans(items: readonly Item[]): Span[] {
  return [...partsOf(items)]
}

function tokenSpans(tokens: ReturnType<typeof lexFile>): Span[] {
  return tokens.map(({ startOffset, image }) => ({ start: startOffset, end: startOffset + image.length }))
}

/** What is left of a text without these stretches of it, which must not overlap. */
function blanked(text: string, stretches: readonly Span[]): string {
  let left = ''
  let at = 0
  for (const { start, end } of [...stretches].sort((one, other) => one.start - other.start)) {
    expect(start).toBeGreaterThanOrEqual(at)
    left += text.slice(at, start)
    at = end
  }
  return left + text.slice(at)
}

function depthOf(items: readonly Item[]): number {
  const depths = items.map((item) => {
    const block = item.kind === 'block' ? item : item.kind === 'statement' ? item.block : undefined
    return block === undefined ? 0 : 1 + depthOf(block.items)
  })
  return Math.max(0, ...depths)
}
