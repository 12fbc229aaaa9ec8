/** A definition that holds itself, or that does not fit into a line. */
import type { NodeRule } from './rule.ts'

export const endlessDefinition: NodeRule = {
  kind: 'node',
  name: 'endless-definition',
  severity: 'error',
  summary: 'A definition refers to itself or grows beyond the length of a line.',
  why: 'Definitions are replaced where they are used, and what comes out is searched again: one that holds itself grows until keepalived gives up at its line length of 1,024 bytes (replace_param() in lib/parser.c), or never ends. The reference then stays as it is.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'endless-definition') return []
      const message = `The value of \`$${problem.name}\` holds itself or makes the line longer than 1023 bytes: keepalived does not replace it here.`
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}
