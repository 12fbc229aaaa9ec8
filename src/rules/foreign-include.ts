/** An include of a file that is in another language, or a secret of the machine. */
import type { NodeRule } from './rule.ts'

export const foreignInclude: NodeRule = {
  kind: 'node',
  name: 'foreign-include',
  severity: 'error',
  summary: 'An included file is no part of a keepalived configuration.',
  why: 'The file is a program, a key, a list of users or a token, JSON, or settings of another program. keepalived reads it all the same: its config test reports every line of it as unknown, with the words that stand there. kalint does not read it, so that nothing of what may be a list of users or a key comes into a report, a log or an editor.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'include-unreadable' || problem.content !== 'foreign') return []
      const message = `\`${problem.path}\` is no part of a keepalived configuration, and was not read. Include the file that was meant, or take the line away.`
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}
