/** A byte order mark at the start of a file. */
import type { NodeRule } from './rule.ts'

export const byteOrderMark: NodeRule = {
  kind: 'node',
  name: 'byte-order-mark',
  severity: 'error',
  summary: 'A file begins with a byte order mark.',
  why: 'keepalived does not skip the mark: it becomes part of the first word, which is then an unknown keyword. If that opens a block, every line of the block is read in the wrong place (seen with 2.2.7 and 2.4.3). Some editors of Windows write it.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'byte-order-mark') return []
      return [
        {
          message:
            'The file begins with a byte order mark (U+FEFF), which keepalived takes for a part of the first word. Save it as UTF-8 without the mark.',
          at: problem.at,
          nodes: [node.name],
          configTest: true,
          fixes: [{ title: 'Remove the byte order mark', safety: 'unsafe', edits: [{ at: problem.at, newText: '' }] }],
        },
      ]
    }),
}
