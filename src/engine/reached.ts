/** What the config test does not come to say of the whole, because a process of keepalived gives up before. */
import { PROCESSES } from '../../grammar/directive.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Completion, Diagnostic } from '../diagnostics/diagnostic.ts'
import { endsOfRefused } from './consequences.ts'

/**
 * Those findings that the config test of a node does not reach are marked as not in it. What is found about the node alone
 * says where that ends; findings about other nodes stay as they are.
 */
export function asReached(
  node: ClusterNode,
  found: readonly Diagnostic[],
  others: readonly Diagnostic[] = found,
): readonly Diagnostic[] {
  const { bound } = node
  const completions = [
    ...found.flatMap(({ completion, configTest }) => (configTest ? (completion ?? []) : [])),
    ...endsOfRefused(node),
  ]
  if (completions.length === 0 && bound.endsIn === undefined) return others
  const blocks = new Map(bound.statements.map(({ statement }, index) => [statement.keyword, index]))
  const lastProcess = bound.endsIn === undefined ? PROCESSES.length : PROCESSES.indexOf(bound.endsIn)
  const ends = completions.filter(
    (one) => one.ends === true && !completions.some((other) => other.ends === true && isBefore(other, one, blocks)),
  )
  return others.map((diagnostic) => {
    const { completion } = diagnostic
    if (completion === undefined || !diagnostic.configTest) return diagnostic
    if (completion.block !== undefined && !blocks.has(completion.block)) return diagnostic
    const isReached =
      PROCESSES.indexOf(completion.process) < lastProcess && !ends.some((end) => isBefore(end, completion, blocks))
    return isReached ? diagnostic : { ...diagnostic, configTest: false }
  })
}

/** Whether one check of a process comes before another one of it. */
function isBefore(one: Completion, other: Completion, blocks: ReadonlyMap<Word, number>): boolean {
  if (one.process !== other.process) return false
  const [own, others] = [one, other].map(({ step, block, check }) => [
    step,
    block === undefined ? -1 : (blocks.get(block) ?? -1),
    check ?? 0,
  ])
  const difference = own?.map((part, index) => part - (others?.[index] ?? 0)).find((part) => part !== 0) ?? 0
  return difference < 0
}
