/** A `{` where keepalived expects none. */
import type { Word } from '../../grammar/syntax.ts'
import { type BindProblem, problemsWith } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import { endsReading } from '../bind/misleading.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { positionAt } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const unexpectedBlock: NodeRule = {
  kind: 'node',
  name: 'unexpected-block',
  severity: 'error',
  summary: 'A `{` stands where no block can begin.',
  why: 'keepalived reports such a `{` and leaves it out, but not its `}`: the lines inside are read as lines of the block around it, and its `}` ends that block. What follows is read one level too far out ("Unexpected \'{\' - ignoring", lib/parser.c:3166). Seen with keywords that take a command, written as a block (issue #157).',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'unexpected-block' && problem.kind !== 'unexpected-brace') return []
  if (problem.kind === 'unexpected-block' && endsThere(node, problem.keyword)) return []
  const brace = problem.kind === 'unexpected-brace' ? problem.brace : problem.statement.block?.open
  if (brace === undefined) return []
  return [
    {
      message: `${complaint(problem)} ${effect(problem)}`,
      at: problem.at,
      nodes: [node.name],
      fixes: isAlone(problem)
        ? replacing(brace.source, brace, { title: 'Remove the `{`', safety: 'unsafe', newText: '' })
        : [],
      configTest: true,
    },
  ]
}

/** keepalived does not come as far as the `{`, because the value before it is missing. */
function endsThere(node: ClusterNode, keyword: Word): boolean {
  return problemsWith(node, keyword).some(endsReading)
}

type BlockProblem = Extract<BindProblem, { readonly kind: 'unexpected-block' | 'unexpected-brace' }>

function complaint(problem: BlockProblem): string {
  if (problem.kind === 'unexpected-brace') return 'No line opens a block with this `{`.'
  const { keyword, at } = problem
  const line = originOf(keyword.source, keyword)
  const isOnSameLine = positionAt(line.file, line.start).line === positionAt(at.file, at.start).line
  return isOnSameLine
    ? `\`${keyword.text}\` takes no block.`
    : `No line opens a block with this \`{\`: \`${keyword.text}\` takes none.`
}

function effect(problem: BlockProblem): string {
  if (isAlone(problem))
    return 'keepalived reports the `{` and goes on without it, but those of its processes that pass over the block around it pass over all that follows.'
  return 'keepalived drops the `{`, reads the lines behind it as if it were not there, and takes its `}` for the end of the block around it.'
}

/** No `}` belongs to it. */
function isAlone(problem: BlockProblem): boolean {
  return problem.kind === 'unexpected-brace' ? !problem.closed : problem.statement.block?.close === undefined
}
