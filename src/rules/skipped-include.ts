/** An include of something that keepalived does not open. */
import type { NodeRule } from './rule.ts'

export const skippedInclude: NodeRule = {
  kind: 'node',
  name: 'skipped-include',
  severity: 'warning',
  summary: 'An included file is one that keepalived skips.',
  why: 'keepalived reads regular files that nobody may execute, and skips everything else with a message (lib/parser.c:1838, since 1.3.0; before 2.2.0 in the log only): directories, devices, and above all files with an execute bit, as a copy from another file system often has. Written as `includer`, `includem`, `includew`, `includeb` or `includea` (since 2.2.0), the include keeps the daemon from starting, with exit code 6.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'include-unreadable' || problem.content === 'missing') return []
      if (problem.content === 'foreign') return []
      const { path, keyword, content } = problem
      const effect = keyword === 'include' ? 'keepalived skips it.' : `with \`${keyword}\` keepalived does not start.`
      return [
        {
          message:
            content === 'unreadable'
              ? `\`${path}\` ${UNREADABLE}`
              : `\`${path}\` is ${WHAT[content]}: ${effect}${ADVICE[content]}`,
          at: problem.at,
          nodes: [node.name],
          severity: keyword === 'include' || content === 'unreadable' ? 'warning' : 'error',
          configTest: content !== 'unreadable' && node.target.atLeast('2.2.0'),
        },
      ]
    }),
}

const UNREADABLE = 'cannot be read here, so that what it holds was not looked at.'

const WHAT = { directory: 'a directory', executable: 'executable', special: 'no regular file' } as const

const ADVICE = {
  directory: ' Include the files in it by a wildcard.',
  executable: ' Take the execute bits away.',
  special: '',
} as const
