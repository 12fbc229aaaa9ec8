/** A `}` too many. */
import type { Brace } from '../../grammar/syntax.ts'
import type { BindProblem, Bound } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Related } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import { remembered } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const extraClosingBrace: NodeRule = {
  kind: 'node',
  name: 'extra-closing-brace',
  severity: 'error',
  summary: 'There is a `}` that closes no block, or closes one too early.',
  why: 'A `}` too many ends the block that is open at that place. The rest of that block is read as if it stood outside, where keepalived knows none of it, and the block goes without it ("Extra \'}\' found", lib/parser.c). At the very end of a file it does no harm, but the config test fails.',
  check: (node) =>
    node.bound.problems.flatMap((problem) => (problem.kind === 'extra-close-brace' ? [finding(node, problem)] : [])),
}

type ExtraBrace = Extract<BindProblem, { readonly kind: 'extra-close-brace' }>

function finding(node: ClusterNode, problem: ExtraBrace): Finding {
  const { brace, orphans, at } = problem
  const read = node.bound.asRead === undefined ? undefined : extraBraces(node.bound.asRead.bound).get(brace)
  const isAlone = read !== undefined
  const safety = isAlone && read.closesForSome !== true ? 'safe' : 'unsafe'
  return {
    message: messageText(problem, isAlone ? 'closes nothing' : 'closes a block'),
    at,
    nodes: [node.name],
    related: orphans.slice(0, 1).map(({ keyword }): Related => {
      return { message: 'the line that opens the block is missing above this one', at: originOfWord(keyword) }
    }),
    fixes: orphans.length > 0 ? [] : replacing(brace.source, brace, { title: 'Remove the `}`', safety, newText: '' }),
    configTest: true,
  }
}

/** Those that keepalived finds in no block. */
const extraBraces = remembered(
  ({ problems }: Bound): ReadonlyMap<Brace, ExtraBrace> =>
    new Map(problems.flatMap((one) => (one.kind === 'extra-close-brace' ? [[one.brace, one] as const] : []))),
)

function messageText({ orphans }: ExtraBrace, effect: 'closes nothing' | 'closes a block'): string {
  if (orphans.length > 0)
    return 'The block that this `}` closes is not opened: keepalived does not know the lines above it, and the block around them ends here.'
  if (effect === 'closes nothing') return 'This `}` is one too many: no block is open here.'
  return 'This `}` is one too many: it ends the block, and keepalived reads the lines below as if they stood outside of it.'
}
