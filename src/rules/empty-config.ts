/** A file without a single directive. */
import type { NodeRule } from './rule.ts'

export const emptyConfig: NodeRule = {
  kind: 'node',
  name: 'empty-config',
  severity: 'info',
  summary: 'A file holds no directive.',
  why: 'keepalived starts with an empty file and does nothing, and its config test exits with 0. That is seldom what a file was written for.',
  check: ({ name, file, reading }) => {
    const isRead =
      reading.runs.some(({ tokens }) => tokens.some((token) => token.image !== '\n')) || reading.conditions.length > 0
    if (isRead || reading.problems.length > 0) return []
    return [
      {
        message: `${file.path} holds no directive: keepalived starts and does nothing.`,
        at: { file, start: 0, end: 0 },
        nodes: [name],
      },
    ]
  },
}
