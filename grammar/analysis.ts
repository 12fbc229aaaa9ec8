/** What Chevrotain finds out about a grammar before it parses, kept: to find it out takes longer than to read a small file. */
import { EOF, type TokenType } from 'chevrotain'

/** A choice of the grammar, and what each token that may come next leads to: one of the ways, by its number, or on at all. */
export interface Decision {
  /** What Chevrotain calls the choice. */
  readonly key: number
  readonly next: Readonly<Record<string, number | true>>
}

/** What Chevrotain asks about the next token. */
type LookAhead = (this: { LA_FAST(howMuch: number): { readonly tokenTypeIdx: number } }) => number | boolean | undefined

/** The part of a Chevrotain parser that its analysis fills; Chevrotain declares none of it. */
interface Analysed {
  selfAnalysisDone: boolean
  readonly lookAheadFuncsCache: Map<number, LookAhead>
}

/** The decisions of a parser that looks one token ahead, after Chevrotain's own analysis. */
export function decisionsOf(parser: object, vocabulary: readonly TokenType[]): Decision[] {
  return [...(parser as Analysed).lookAheadFuncsCache].map(([key, lookAhead]) => {
    const answers = [...vocabulary, EOF].map(({ name, tokenTypeIdx = 0 }) => {
      return [name, lookAhead.call({ LA_FAST: () => ({ tokenTypeIdx }) })] as const
    })
    return { key, next: Object.fromEntries(answers.flatMap(([name, to]) => (isWay(to) ? [[name, to]] : []))) }
  })
}

/** Gives a parser these decisions in place of an analysis. */
export function decide(parser: object, vocabulary: readonly TokenType[], decisions: readonly Decision[]): void {
  const analysed = parser as Analysed
  for (const { key, next } of decisions) {
    const ways: (number | true | undefined)[] = []
    for (const { name, tokenTypeIdx = 0 } of vocabulary) ways[tokenTypeIdx] = next[name]
    analysed.lookAheadFuncsCache.set(key, function () {
      return ways[this.LA_FAST(1).tokenTypeIdx]
    })
  }
  analysed.selfAnalysisDone = true
}

function isWay(to: number | boolean | undefined): to is number | true {
  return to !== undefined && to !== false
}
