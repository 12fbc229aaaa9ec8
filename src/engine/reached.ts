/** What the config test does not come to say of the whole, because a process of keepalived gives up before. */
import { PROCESSES } from '../../grammar/directive.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Completion, Diagnostic } from '../diagnostics/diagnostic.ts'
import { completionOf } from '../model/alterations.ts'
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
    ...endsOfTornBlocks(node),
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

/**
 * Where the VRRP process gives up because keepalived reads a part of an instance elsewhere, so that a line is missing in it.
 * What broke the block is told, and this is not.
 */
function endsOfTornBlocks({ bound, config, target }: ClusterNode): Completion[] {
  return config.instances.flatMap((instance): Completion[] => {
    const { keyword } = instance.block.statement
    const lines = instance.block.block
    const read = lines.filter((line) => !bound.unread.has(line.statement.keyword))
    if (read.length === lines.length || bound.unread.has(keyword)) return []
    const isLost = (name: string): boolean =>
      lines.some((line) => line.keyword === name) && !read.some((line) => line.keyword === name)
    if (['virtual_router_id', 'interface'].some(isLost))
      return [{ process: 'vrrp', step: 1, block: keyword, ends: true }]
    const check = completionOf(instance, target.atLeast('2.2.8') ? 'missing-address' : 'early-missing-address')
    const needsAddress = instance.strict || instance.version.value === 3
    return isLost('virtual_ipaddress') && needsAddress ? [{ ...check, ends: true }] : []
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
