/** Blocks nested deeper than keepalived knows any. */
import { MAX_DEPTH } from '../../grammar/parser.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { NodeRule } from './rule.ts'

export const nestingTooDeep: NodeRule = {
  kind: 'node',
  name: 'nesting-too-deep',
  severity: 'error',
  summary: 'Blocks are nested too deeply.',
  why: 'The blocks of keepalived nest five deep at most. Deeper ones come from a `}` that is missing again and again, or from a file that is no configuration. kalint does not look into them.',
  check: (node) =>
    node.bound.problems.flatMap((problem) => {
      if (problem.kind !== 'nesting-too-deep') return []
      const message = `Here blocks are nested more than ${MAX_DEPTH} deep: what is inside was not looked at. keepalived knows blocks up to five deep.`
      const explains = problem.braces.slice(1).map((brace) => originOf(brace.source, brace))
      return [{ message, at: problem.at, nodes: [node.name], configTest: true, explains }]
    }),
}
