/** A definition that holds itself, or that does not fit into a line. */
import type { NodeRule } from './rule.ts'

export const endlessDefinition: NodeRule = {
  kind: 'node',
  name: 'endless-definition',
  severity: 'error',
  summary: 'A definition refers to itself, defines itself, or grows beyond the length of a line.',
  why: 'Definitions are replaced where they are used, and what comes out is searched again (lib/parser.c:2021). A value that is just its own name keeps keepalived busy for ever: it hangs while it reads the file (`$IF=$IF` with 2.2.7 and 2.4.3). A value that holds more than that grows until the line is full at 1,023 bytes; what it is then is neither the one nor the other, and only the log says so. A line of a definition that defines its name anew takes away what is being read: keepalived goes on with memory that holds something else by then (seen with 2.2.7).',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind === 'self-definition') {
        const message = `This line of \`$${problem.name}\` defines \`$${problem.name}\` anew while it is read: keepalived goes on with memory that holds something else. Use another name.`
        return [{ message, at: problem.at, nodes: [node.name] }]
      }
      if (problem.kind !== 'endless-definition') return []
      const message = `The value of \`$${problem.name}\` holds itself, or makes this line longer than the 1023 bytes that keepalived can read: it hangs, or uses a line that is cut off.`
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}
