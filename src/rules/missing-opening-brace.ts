/** A block whose `{` is missing. */
import type { BindProblem } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'

export const missingOpeningBrace: NodeRule = {
  kind: 'node',
  name: 'missing-opening-brace',
  severity: 'error',
  summary: 'A keyword that opens a block has no `{`.',
  why: 'keepalived takes the next line for the first one of the block, but counts one brace too few from there on: the processes that skip the block lose their place, and a later `}` closes too much ("Missing \'{\' at beginning of configuration block", lib/parser.c). Some releases crash on it (issue #2067; also #98 and #955).',
  check: (node) =>
    node.bound.problems.flatMap((problem) => (problem.kind === 'missing-open-brace' ? lookAt(node, problem) : [])),
}

type MissingBrace = Extract<BindProblem, { readonly kind: 'missing-open-brace' }>

function lookAt(node: ClusterNode, problem: MissingBrace): Finding[] {
  const { keyword, statement, at } = problem
  const head = [keyword, ...statement.args.slice(0, 1)].map((word) => word.text).join(' ')
  const isClosed = statement.block?.close !== undefined
  return [
    {
      message: isClosed
        ? `The \`{\` behind \`${head}\` is missing. keepalived reads on but pairs the braces below up in another way.`
        : `\`${keyword.text}\` needs a block, \`${keyword.text} { ... }\`: keepalived takes the lines below for it, up to the next \`}\`.`,
      at,
      nodes: [node.name],
      fixes: isClosed ? fixesFor(problem) : [],
      configTest: true,
    },
  ]
}

function fixesFor({ statement }: MissingBrace): Fix[] {
  const last = statement.args.at(-1) ?? statement.keyword
  const behind = { start: last.end, end: last.end }
  return replacing(last.source, behind, { title: 'Add the `{`', safety: 'unsafe', newText: ' {' })
}
