/** An include that does not begin its line. */
import type { NodeRule } from './rule.ts'

export const includeReadTwice: NodeRule = {
  kind: 'node',
  name: 'include-read-twice',
  severity: 'error',
  summary: 'An include inside of a line or a definition is read differently by the parts of keepalived.',
  why: 'Since 2.2.0 one process reads the files and hands the others a copy in which includes are replaced, but only those that begin a line. An include behind a brace, a condition or in a definition stays in the copy and is read again (lib/parser.c:83).',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'include-read-twice') return []
      const message =
        problem.where === 'definition'
          ? `The include of ${problem.path} comes out of a definition: keepalived may read the file twice or not at all. Write the include on a line of its own.`
          : `The include of ${problem.path} does not begin its line: keepalived may read the file twice or not at all. Write it on a line of its own.`
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}
