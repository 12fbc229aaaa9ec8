/** Two nodes of a virtual router with the same priority. */
import { certain, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import type { Sited } from '../model/sited.ts'
import { groupBy } from '../text/group-by.ts'
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
    const first = equals[0]
    return first === undefined ? [] : equals.slice(1).map((odd) => finding(odd, first))
  })
}

function finding(odd: Member<Site>, usual: Member<Site>): Finding {
  const own = odd.instance.priority
  return {
    message: `${odd.node.name} and ${usual.node.name} both have priority ${text(own)}: both become MASTER for ${subjectOf(odd, usual)} together, and then the higher IP address wins. Give each node a priority of its own.`,
    at: own.at,
    nodes: [odd.node.name, usual.node.name],
    related: [
      { message: `${usual.node.name} has priority ${text(usual.instance.priority)}`, at: usual.instance.priority.at },
    ],
  }
}

function text({ value, implied }: Sited<number>): string {
  return implied === true ? `${value} (the default)` : value.toString()
}
