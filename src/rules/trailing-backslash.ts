/** A backslash at the end of a line that continues nothing. */
import type { NodeRule } from './rule.ts'

export const trailingBackslash: NodeRule = {
  kind: 'node',
  name: 'trailing-backslash',
  severity: 'warning',
  summary: 'A line ends in a backslash, which continues nothing here.',
  why: 'Only the value of a `$NAME=` definition can go on in the next line. Anywhere else the backslash becomes part of the last word, and the next line is one of its own (lib/parser.c:2298).',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'trailing-backslash') return []
      const message =
        'A `\\` continues only definitions: here keepalived takes it for a part of the last word. Write the directive in one line.'
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}
