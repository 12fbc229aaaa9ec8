/** A `~SEQ` or `~LST` line that keepalived cannot read. */
import type { NodeRule } from './rule.ts'

export const invalidSequence: NodeRule = {
  kind: 'node',
  name: 'invalid-sequence',
  severity: 'error',
  summary: 'A `~SEQ` or `~LST` line is not well formed.',
  why: 'keepalived reports the line and drops it, and with it every line that it should have made (lib/parser.c:1417 and 1551). A broken `~LST` also upsets its count of sequences, so that those after it may be lost, and a `~SEQ` without `)` crashes releases before 2.4.0. `~SEQ` exists since 2.0.9, `~LST` and `~SEQx` since 2.1.0.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'invalid-sequence') return []
      const message = `This line makes nothing, because ${problem.because}: keepalived drops it.`
      return [{ message, at: problem.at, nodes: [node.name], configTest: true }]
    }),
}
