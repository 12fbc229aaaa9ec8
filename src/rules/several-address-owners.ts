/** Two nodes of a virtual router that both claim to own its addresses. */
import { certain, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import type { RouterRule } from './rule.ts'

export const severalAddressOwners: RouterRule = {
  kind: 'router',
  name: 'several-address-owners',
  severity: 'error',
  summary: 'Two nodes of a virtual router have priority 255.',
  why: 'Priority 255 means that the addresses are those of the node itself, which only one node can say: the daemons log `CONFIGURATION ERROR` and give it up in turn (vrrp.c:2417). Of two real daemons 2.4.3 one ended up with the address, of 2.2.7 the other. `state MASTER` without `priority` means 255 (vrrp.c:3302). See keepalived pull request #2549.',
  check: (router) => hearingEachOther(router).flatMap((members) => compare(members.filter(owns))),
}

function owns(member: Member<Site>): boolean {
  return certain(member, member.instance.priority)?.value === OWNER_PRIORITY
}

function compare(owners: readonly Member<Site>[]): Finding[] {
  const usual = owners.at(-1)
  if (usual === undefined) return []
  return owners.slice(0, -1).map((odd) => ({
    message: `${odd.node.name} and ${usual.node.name} both claim to own ${subjectOf(odd, usual)} ${cause(odd)}: keepalived reports a configuration error, and which of them ends up with the addresses differs from release to release. Give each node a priority of its own below 255.`,
    at: odd.instance.priority.at,
    nodes: [odd.node.name, usual.node.name],
    related: [{ message: `${usual.node.name} has priority 255 as well`, at: usual.instance.priority.at }],
  }))
}

function cause({ instance }: Member<Site>): string {
  return instance.priority.implied === true ? '(`state MASTER` without `priority` means 255)' : '(priority 255)'
}
