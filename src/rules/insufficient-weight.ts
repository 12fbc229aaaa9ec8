/** A tracker whose weight cannot move the addresses to another node. */
import type { Member, Site } from '../cluster/cluster.ts'
import { routersWhere } from '../cluster/site.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import { syncGroupWith } from '../model/sync-groups.ts'
import type { Tracker } from '../model/trackers.ts'
import type { ClusterRule } from './rule.ts'

export const insufficientWeight: ClusterRule = {
  kind: 'cluster',
  name: 'insufficient-weight',
  severity: 'error',
  summary: 'The weight of a tracker is too small for its failure to move the addresses.',
  why: 'A weight is added to the priority while a check with a positive weight succeeds, or while one with a negative weight fails. Where the master keeps at least the priority of the next node, it stays master although its service is down: seen with real daemons 2.2.7 and 2.4.3, and in keepalived issues #2599 and #2485, tcomerma/ansible-keepalived#4 and hetzneronline/community-content#977. Told is nothing where `nopreempt`, a sync group, or a number that only the machine knows decides as well.',
  explainsFailures: ['no-failover'],
  check: (cluster) =>
    routersWithWeakTracker(cluster).flatMap(({ members }) => (members.some(isGrouped) ? [] : lookAt(members))),
}

interface Ranked {
  readonly member: Member<Site>
  readonly base: number
  readonly weighted: readonly Weighted[]
  /** While all checks succeed. */
  readonly total: number
}

interface Weighted extends Tracker {
  readonly weight: number
}

const routersWithWeakTracker = routersWhere(({ members }) => lookAt(members).length > 0)

/** In a sync group other instances decide as well. */
function isGrouped({ node, instance }: Member): boolean {
  return syncGroupWith(node.config, instance) !== undefined
}

function lookAt(members: readonly Member<Site>[]): Finding[] {
  if (members.length < 2) return []
  const ranked = members.flatMap((member) => rankOf(member) ?? [])
  const [best, next] = [...ranked].sort((one, other) => other.total - one.total)
  if (ranked.length < members.length || best === undefined || next === undefined || best.total === next.total) return []
  return best.weighted.flatMap((tracker) => judge(tracker, best, next))
}

/** What is known of the priority of a member; `undefined` where something else decides as well. */
function rankOf(member: Member<Site>): Ranked | undefined {
  const { node, instance } = member
  const { priority, block, preempts, tracking } = instance
  if (node.hasUnreadParts || !preempts || lastLine(block.block, 'nopreempt') !== undefined) return undefined
  if (priority.unknown === true || priority.value === OWNER_PRIORITY) return undefined
  const counting = tracking.trackers.filter(
    ({ kind, name }) => kind !== 'interface' || name !== instance.interface?.value,
  )
  const weighted = counting.flatMap((tracker): Weighted[] =>
    tracker.weight === undefined || tracker.weight === 0 ? [] : [{ ...tracker, weight: tracker.weight }],
  )
  if (counting.some(({ weight }) => weight === undefined) || weighted.some(isUncertain)) return undefined
  return { member, base: priority.value, weighted, total: clamped(priority.value + bonus(weighted)) }
}

/** A file holds a number, and `reverse` turns success and failure round. */
function isUncertain({ kind, isReversed }: Tracker): boolean {
  return kind === 'file' || isReversed
}

function judge(tracker: Weighted, best: Ranked, next: Ranked): Finding[] {
  const others = best.weighted.filter((one) => one !== tracker)
  const left = clamped(best.base + bonus(others) + Math.min(tracker.weight, 0))
  if (left < next.total) return []
  const worst = best.base + best.weighted.reduce((sum, { weight }) => sum + Math.min(weight, 0), 0)
  const movesWithOthers = best.weighted.length > 1 && clamped(worst) < next.total
  const holder = best.member.node.name
  const rival = next.member.node.name
  return [
    {
      message: `When \`${tracker.name}\` (weight ${tracker.weight}) fails on ${holder}, its priority is still ${left} against ${next.total} on ${rival}: ${movesWithOthers ? 'that alone moves no address' : `${holder} stays master although the check fails`}. ${cure(tracker, best, next)}`,
      at: originOfWord(tracker.line.statement.keyword),
      nodes: [holder, rival],
      severity: movesWithOthers ? 'warning' : 'error',
      related: [
        { message: `${holder} has priority ${best.base}`, at: best.member.instance.priority.at },
        { message: `${rival} has priority ${next.base}`, at: next.member.instance.priority.at },
      ],
    },
  ]
}

function cure({ weight }: Weighted, best: Ranked, next: Ranked): string {
  const gap = best.total - next.total
  const alternative = 'or `weight 0`, with which a failure means FAULT'
  if (weight < 0) return `Write a weight of ${-(gap + 1)} or lower, ${alternative}.`
  return `Make the weight greater than the difference of the priorities, ${alternative}.`
}

function bonus(weighted: readonly Weighted[]): number {
  return weighted.reduce((sum, { weight }) => sum + Math.max(weight, 0), 0)
}

/** The priority of a node that does not own the addresses stays from 1 to 254. */
function clamped(priority: number): number {
  return Math.min(254, Math.max(1, priority))
}
