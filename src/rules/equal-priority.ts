/** Two nodes of a virtual router with the same priority. */
import { rewriting } from '../bind/edits.ts'
import { certain, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { addingToBlock } from '../model/line-edits.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { lastLine, type Sited } from '../model/sited.ts'
import { groupBy } from '../text/group-by.ts'
import { placeKey } from '../text/places.ts'
import type { RouterRule } from './rule.ts'

export const equalPriority: RouterRule = {
  kind: 'router',
  name: 'equal-priority',
  severity: 'warning',
  summary: 'Two nodes of a virtual router have the same priority.',
  why: 'Both become MASTER at the same time, until the one with the lower IP address gives way: `state MASTER` does not decide (seen with real daemons), nor does `nopreempt`. Without `priority` it is 100. The maintainers call it bad practice (keepalived issues #2323, #1515, #1810 and #1884). Two nodes with priority 255 are told by `several-address-owners`.',
  check: (router) => hearingEachOther(router).flatMap(compare),
}

function compare(members: readonly Member<Site>[]): Finding[] {
  const ranked = members.filter((member) => {
    const priority = certain(member, member.instance.priority)
    return priority !== undefined && priority.value !== OWNER_PRIORITY
  })
  return [...groupBy(ranked, ({ instance }) => instance.priority.value).values()].flatMap((equals) => {
    const [first, ...others] = equals
    return first === undefined ? [] : others.map((odd) => finding(odd, first, members))
  })
}

function finding(odd: Member<Site>, usual: Member<Site>, members: readonly Member<Site>[]): Finding {
  const own = odd.instance.priority
  return {
    message: `${odd.node.name} and ${usual.node.name} both have priority ${text(own)}: both become MASTER for ${subjectOf(odd, usual)} together, and then the higher IP address wins. Give each node a priority of its own.`,
    at: own.at,
    nodes: [odd.node.name, usual.node.name],
    related: [
      { message: `${usual.node.name} has priority ${text(usual.instance.priority)}`, at: usual.instance.priority.at },
    ],
    fixes: lowered(odd, usual, members),
  }
}

/** Of two, a priority below what they have, that no node has yet. The one that begins as MASTER keeps its own. */
function lowered(odd: Member<Site>, usual: Member<Site>, members: readonly Member<Site>[]): Fix[] {
  const { node, instance } = odd.instance.state.value === 'MASTER' ? usual : odd
  const { value, at, implied } = instance.priority
  const priorities = members.map((member) => member.instance.priority.value)
  const isShared = placeKey(odd.instance.priority.at) === placeKey(usual.instance.priority.at)
  if (isShared || priorities.filter((one) => one === value).length > 2) return []
  const taken = new Set(priorities)
  const step = STEPS.find((one) => value > one && !taken.has(value - one))
  if (step === undefined) return []
  const fix = { title: `Lower the priority of ${node.name} to ${value - step}`, safety: 'unsafe' } as const
  if (implied !== true) return rewriting(at, { ...fix, newText: `${value - step}` })
  const isWritten = lastLine(instance.block.block, 'priority') !== undefined
  return isWritten ? [] : addingToBlock(instance.block, { ...fix, lines: [`priority ${value - step}`] })
}

const STEPS: readonly number[] = [10, 5, 1]

function text({ value, implied }: Sited<number>): string {
  return implied === true ? `${value} (the default)` : value.toString()
}
