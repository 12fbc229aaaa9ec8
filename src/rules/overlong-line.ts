/** A line that does not fit into the buffer of keepalived. */
import type { NodeRule } from './rule.ts'

export const overlongLine: NodeRule = {
  kind: 'node',
  name: 'overlong-line',
  severity: 'error',
  summary: 'A line is longer than keepalived can read.',
  why: 'keepalived reads at most 1,023 bytes at a time (lib/parser.h:41). Since 2.4.0 it reports the line, drops these bytes and reads the rest as a line of its own; before, it read both parts as lines, without a word. Even the tail of a long comment becomes configuration (lib/parser.c:2725).',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'line-too-long') return []
      const message = node.target.atLeast('2.4.0')
        ? 'This line is longer than 1022 bytes: keepalived drops the first 1023 bytes and reads the rest as a line of its own. Break it up.'
        : 'This line is longer than 1022 bytes: keepalived reads the rest of it as a line of its own. Break it up.'
      return [{ message, at: problem.at, nodes: [node.name], configTest: node.target.atLeast('2.4.0') }]
    }),
}
