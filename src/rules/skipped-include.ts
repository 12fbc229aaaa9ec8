/** An include of something that keepalived does not open. */
import type { NodeRule } from './rule.ts'

export const skippedInclude: NodeRule = {
  kind: 'node',
  name: 'skipped-include',
  severity: 'warning',
  summary: 'An included file is one that keepalived skips.',
  why: 'keepalived reads regular files that nobody may execute, and skips everything else with a message (lib/parser.c:1838, since 1.3.0): directories, devices, and above all files with an execute bit, as a copy from another file system often has.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'include-unreadable' || problem.content === 'missing') return []
      const message = `\`${problem.path}\` ${REASONS[problem.content]}`
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}

const REASONS = {
  directory: 'is a directory: keepalived skips it. Include the files in it by a wildcard.',
  executable: 'is executable: keepalived skips it. Take the execute bits away.',
  special: 'is no regular file: keepalived skips it.',
  unreadable: 'cannot be read here, so that what it holds was not looked at.',
} as const
