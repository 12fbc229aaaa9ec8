/** A NUL byte in a line. */
import type { NodeRule } from './rule.ts'

export const embeddedNul: NodeRule = {
  kind: 'node',
  name: 'embedded-nul',
  severity: 'error',
  summary: 'A line holds a NUL byte.',
  why: 'Since 2.4.0 keepalived drops the whole line and reports it; before, it cut the line at the NUL and glued the rest to something else (lib/parser.c:2804). NUL bytes come from a damaged file system or a file in UTF-16.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'embedded-nul') return []
      const message = node.target.atLeast('2.4.0')
        ? 'There is a NUL byte in this line: keepalived drops the line. Save the file as plain text.'
        : 'There is a NUL byte in this line: keepalived cuts the line here. Save the file as plain text.'
      return [
        {
          message,
          at: problem.at,
          nodes: [node.name],
          configTest: node.target.atLeast('2.4.0'),
          severity: node.target.atLeast('2.4.0') ? 'error' : 'warning',
        },
      ]
    }),
}
