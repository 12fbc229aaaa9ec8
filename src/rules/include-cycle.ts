/** An include that leads back to a file that is being read. */
import type { NodeRule } from './rule.ts'

export const includeCycle: NodeRule = {
  kind: 'node',
  name: 'include-cycle',
  severity: 'error',
  summary: 'A file includes itself, directly or through others.',
  why: 'keepalived does not notice the cycle: it opens the files again and again until it has no file descriptors left, then reads what it has as often as it was opened (seen with 2.2.7 and 2.4.3). Its config test says "Too many open files" and exits with 0, unless a block is then defined twice.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'include-cycle') return []
      const message = `${problem.path} is already being read here: keepalived includes it again until it runs out of file descriptors. Remove one of the includes.`
      return [{ message, at: problem.at, nodes: [node.name], configTest: true }]
    }),
}
