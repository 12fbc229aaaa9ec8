/** Weights that take a priority beyond what there is. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance, SyncGroup } from '../model/config.ts'
import { rememberedInMembers } from '../model/sync-groups.ts'
import { countingTrackers } from '../model/weights.ts'
import type { NodeRule } from './rule.ts'

export const clampedPriority: NodeRule = {
  kind: 'node',
  name: 'clamped-priority',
  severity: 'info',
  summary: 'The weights of what an instance tracks take its priority below 1 or above 254.',
  why: 'keepalived adds the weights to the priority and cuts the sum to 1 to 254 (vrrp_set_effective_priority() in vrrp_track.c). What lies beyond makes no difference any more, so that two nodes may end up with the same priority although their weights differ. See keepalived issue #942.',
  explainsFailures: ['no-failover'],
  check: (node) => clampedAmong(node.config).map((clamped) => finding(node, clamped)),
}

/** An instance, the sum of its priority and weights, and what is used instead. */
interface Clamped {
  readonly instance: Instance
  readonly sum: number
  readonly limit: number
}

const clampedAmong = rememberedInMembers(clampedWith)

function clampedWith(instance: Instance, group: SyncGroup | undefined): readonly Clamped[] {
  const { priority } = instance
  const trackers = countingTrackers(instance, group)
  if (trackers.length === 0 || trackers.some(({ kind }) => kind === 'file')) return []
  const weights = trackers.map(({ weight }) => weight ?? 0)
  const lowest = priority.value + sumOf(weights.filter((weight) => weight < 0))
  const highest = priority.value + sumOf(weights.filter((weight) => weight > 0))
  if (lowest >= 1 && highest <= 254) return []
  return [lowest < 1 ? { instance, sum: lowest, limit: 1 } : { instance, sum: highest, limit: 254 }]
}

function finding(node: ClusterNode, { instance: { name, priority }, sum, limit }: Clamped): Finding {
  return {
    message: `With all weights of what \`${name.value}\` tracks its priority would be ${sum}: keepalived uses ${limit}. Choose a priority and weights that stay between 1 and 254.`,
    at: priority.at,
    nodes: [node.name],
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
