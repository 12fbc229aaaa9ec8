/** Several nodes of a virtual router that start as MASTER. */
import { certain, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { beginningAsBackup, OWNER_PRIORITY } from '../model/rank.ts'
import type { RouterRule } from './rule.ts'

export const severalMasters: RouterRule = {
  kind: 'router',
  name: 'several-masters',
  severity: 'warning',
  summary: 'Several nodes of a virtual router have `state MASTER`.',
  why: 'Each of them takes the addresses as soon as it starts, also from a running master of higher priority, and announces them by gratuitous ARP: clients are sent to and fro for a moment at each start. The priorities decide in the end, so that `state` is best left out (the maintainer in keepalived issue #2091; see also #580, #754 and #1398). Seen with real daemons 2.2.7 and 2.4.3.',
  check: (router) => hearingEachOther(router).flatMap((members) => compare(members.filter(startsAsMaster))),
}

/** That two own the addresses is another finding. */
function startsAsMaster(member: Member<Site>): boolean {
  const { state, priority } = member.instance
  return certain(member, state)?.value === 'MASTER' && certain(member, priority)?.value !== OWNER_PRIORITY
}

/** The one with the highest priority may stay what it is. */
function compare(masters: readonly Member<Site>[]): Finding[] {
  const [best, ...others] = [...masters].sort((one, other) => rank(other) - rank(one))
  if (best === undefined) return []
  return others.map((odd) => ({
    message: `${odd.node.name} and ${best.node.name} both have \`state MASTER\`: each takes ${subjectOf(odd, best)} when it starts, before the priorities decide (${odd.instance.priority.value} against ${best.instance.priority.value}). Write \`state BACKUP\` here, or on all nodes.`,
    at: odd.instance.state.at,
    nodes: [odd.node.name, best.node.name],
    related: [{ message: `${best.node.name} starts as MASTER as well`, at: best.instance.state.at }],
    fixes: beginningAsBackup(odd.instance.state, `Write \`state BACKUP\` on ${odd.node.name}`),
  }))
}

function rank({ instance }: Member<Site>): number {
  return Number.isNaN(instance.priority.value) ? 0 : instance.priority.value
}
