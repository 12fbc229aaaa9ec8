/** What the config test does not come to say of the whole, because a process of keepalived gives up before. */
import { PROCESSES, type Process } from '../../grammar/directive.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { Bound } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Completion, Diagnostic } from '../diagnostics/diagnostic.ts'
import { remembered } from '../text/remembered.ts'
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
  if (!others.some(({ completion, configTest }) => completion !== undefined && configTest)) return others
  const blocks = positionsIn(bound)
  const lastProcess = bound.endsIn === undefined ? PROCESSES.length : PROCESSES.indexOf(bound.endsIn)
  const ends = firstEnds(completions, blocks)
  return others.map((diagnostic) => {
    const { completion } = diagnostic
    if (completion === undefined || !diagnostic.configTest) return diagnostic
    if (completion.block !== undefined && !blocks.has(completion.block)) return diagnostic
    const end = ends.get(completion.process)
    const isEnded = end !== undefined && isBefore(end, completion, blocks)
    const isReached = PROCESSES.indexOf(completion.process) < lastProcess || isWhileReading(completion, bound.endsIn)
    return isReached && !isEnded ? diagnostic : { ...diagnostic, configTest: false }
  })
}

/** Where each block stands among those of the node, by its first word. */
const positionsIn = remembered(
  ({ statements }: Bound): ReadonlyMap<Word, number> =>
    new Map(statements.map(({ statement }, index) => [statement.keyword, index])),
)

/** Told at the end of a block, which the process has read before it gives up. */
function isWhileReading({ process, step, block }: Completion, endsIn: Process | undefined): boolean {
  return process === endsIn && step === 0 && block !== undefined
}

/** The first check of each process that ends it. */
function firstEnds(
  completions: readonly Completion[],
  blocks: ReadonlyMap<Word, number>,
): ReadonlyMap<Process, Completion> {
  const ends = new Map<Process, Completion>()
  for (const one of completions) {
    if (one.ends !== true) continue
    const known = ends.get(one.process)
    if (known === undefined || isBefore(one, known, blocks)) ends.set(one.process, one)
  }
  return ends
}

/** Whether one check comes before another one of its process. */
function isBefore(one: Completion, other: Completion, blocks: ReadonlyMap<Word, number>): boolean {
  const [own, others] = [one, other].map(({ step, block, check }) => [
    step,
    block === undefined ? -1 : (blocks.get(block) ?? -1),
    check ?? 0,
  ])
  const difference = own?.map((part, index) => part - (others?.[index] ?? 0)).find((part) => part !== 0) ?? 0
  return difference < 0
}
