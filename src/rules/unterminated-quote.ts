/** A quote that is opened and not closed. */
import type { ClusterNode } from '../cluster/cluster.ts'
import { fileKey, type Origin, type Place, positionAt } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const unterminatedQuote: NodeRule = {
  kind: 'node',
  name: 'unterminated-quote',
  severity: 'error',
  summary: 'A quote is not closed on its line.',
  why: 'The quoted word and everything behind it is lost, a `{` included; where it was the value of its directive, keepalived stops reading altogether, and some releases crash under the config test (lib/parser.c:1244 and 1106; seen with 2.2.7 and 2.4.3). A quote cannot go on in the next line. Comments are looked for before words: for that a `"` behind a backslash is none, and one inside of single quotes is one, so that a line which has all its words may be reported as well.',
  check: (node) =>
    placesIn(node).map(({ at, isLost, ends, uses }) => ({
      message: isLost
        ? `This quote is not closed on its line: keepalived ${LOSSES[ends ?? 'word']}. Close the quote.`
        : 'keepalived misses a closing quote on this line when it looks for comments, and reports the line. Write the line with an even number of `"`, none of them behind a backslash.',
      at,
      nodes: [node.name],
      explains: uses,
      configTest: true,
    })),
}

/** What comes of it. */
const LOSSES = {
  word: 'loses the word and everything behind it',
  exit: 'stops here with exit code 2, since it needs the word; nothing behind this line is read, and it does not run',
  crash: 'crashes here, under its config test as well; nothing behind this line is read, and it does not run',
} as const

interface OpenQuote {
  readonly at: Origin
  readonly ends?: 'exit' | 'crash'
  /** The word is lost as well. */
  readonly isLost: boolean
  /** The lines that a definition has brought it to. */
  readonly uses: readonly Place[]
}

/** Quotes that words miss, where possible in the definition that they come from, and those that only comments miss. */
function placesIn({ bound, reading }: ClusterNode): OpenQuote[] {
  const inComments = reading.problems.flatMap(({ kind, at }) => (kind === 'unterminated-quote' ? [at] : []))
  const byLine = new Map(inComments.map((at) => [lineOf(at), at]))
  const inWords = bound.problems.flatMap((problem) => {
    if (problem.kind !== 'unterminated-quote') return []
    const { at, ends } = problem
    const place = (at.definition === undefined ? undefined : byLine.get(lineOf(at.definition))) ?? at
    return [{ at: place, isLost: true, uses: place === at ? [] : [at], ...(ends === undefined ? {} : { ends }) }]
  })
  const lost = new Map<string, OpenQuote>()
  for (const one of inWords) {
    const known = lost.get(lineOf(one.at))?.uses ?? []
    lost.set(lineOf(one.at), { ...one, uses: [...known, ...one.uses] })
  }
  const others = inComments.filter((at) => !lost.has(lineOf(at))).map((at) => ({ at, isLost: false, uses: [] }))
  return [...lost.values(), ...others]
}

function lineOf(at: Place): string {
  return `${positionAt(at.file, at.start).line} ${fileKey(at.file)}`
}
