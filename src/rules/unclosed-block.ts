/** A block whose `}` is missing. */
import type { BindProblem } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'

export const unclosedBlock: NodeRule = {
  kind: 'node',
  name: 'unclosed-block',
  severity: 'error',
  summary: 'A block is not closed where it should end.',
  why: 'keepalived reads everything up to the next `}` as part of the open block, then misses one `}` for each block around it. It names no line for it ("There are 1 missing \'}\'s", lib/parser.c), only lines further down that make no sense in the open block (issues #2198, #1139 and #414). Blocks that it swallows are not there at all.',
  check: (node) =>
    node.bound.problems.flatMap((problem) => (problem.kind === 'unclosed-block' ? [finding(node, problem)] : [])),
}

type Unclosed = Extract<BindProblem, { readonly kind: 'unclosed-block' }>

function finding(node: ClusterNode, { statement, before, at }: Unclosed): Finding {
  const head = [statement.keyword, ...statement.args.slice(0, 1)].map((word) => word.text).join(' ')
  return {
    message: `\`${head}\` is not closed: ${
      before === undefined
        ? 'the file ends before its `}`.'
        : 'its `}` is missing, and keepalived reads the lines below as part of it.'
    }`,
    at,
    nodes: [node.name],
    related: before === undefined ? [] : [{ message: 'its `}` belongs before this line', at: before }],
    configTest: true,
  }
}
