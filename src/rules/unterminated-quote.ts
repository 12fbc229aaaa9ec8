/** A quote that is opened and not closed. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Origin } from '../text/source-file.ts'
import { positionAt } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const unterminatedQuote: NodeRule = {
  kind: 'node',
  name: 'unterminated-quote',
  severity: 'error',
  summary: 'A quote is not closed on its line.',
  why: 'The quoted word and everything behind it is lost, a `{` included; where it was the value of its directive, keepalived stops reading altogether, and some releases crash under the config test (lib/parser.c:1244 and 1106; seen with 2.2.7 and 2.4.3). A quote cannot go on in the next line.',
  check: (node) =>
    onePerLine(placesIn(node)).map((at) => ({
      message:
        'This quote is not closed on its line: keepalived loses the word and everything behind it. Close the quote.',
      at,
      nodes: [node.name],
      configTest: true,
    })),
}

function placesIn(node: ClusterNode): Origin[] {
  return [...node.reading.problems, ...node.bound.problems].flatMap((problem) =>
    problem.kind === 'unterminated-quote' ? [problem.at] : [],
  )
}

/** Comments and words are looked for one after the other, and both may miss the same quote. */
function onePerLine(places: readonly Origin[]): Origin[] {
  const byLine = new Map(places.map((at) => [`${at.file.path}:${positionAt(at.file, at.start).line}`, at]))
  return [...byLine.values()]
}
