/** Nodes of a virtual router that send adverts at different intervals. */
import { adoptions } from '../cluster/adoption.ts'
import { certain, type Disagreement, disagreements, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { VrrpVersion } from '../model/reading.ts'
import type { RouterRule } from './rule.ts'

export const advertIntervalMismatch: RouterRule = {
  kind: 'router',
  name: 'advert-interval-mismatch',
  severity: 'error',
  summary: 'The nodes of a virtual router have different `advert_int`.',
  why: 'In version 2 a node drops every advert with another interval than its own (`advertisement interval mismatch`, vrrp_check_packet() in vrrp.c:1135), so that all nodes become MASTER and hold the addresses: seen with real daemons 2.2.7 and 2.4.3. Compared is what keepalived makes of the lines: whole seconds in version 2, and 1 without a line. In version 3 the backup takes over the interval of the master (vrrp.c:2239), so that only the time to a failover changes.',
  check: (router) =>
    hearingEachOther(router).flatMap((members) =>
      ([2, 3] as const).flatMap((version) =>
        disagreements(members, (member) => intervalIn(member, version)?.value.toString()).flatMap((pair) =>
          finding(pair, version),
        ),
      ),
    ),
}

function intervalIn(member: Member<Site>, version: VrrpVersion) {
  const { instance } = member
  return certain(member, instance.version)?.value === version ? certain(member, instance.advertInterval) : undefined
}

function finding(pair: Disagreement<Site>, version: VrrpVersion): Finding[] {
  const { odd, usual } = pair
  const own = intervalIn(odd, version)
  const others = intervalIn(usual, version)
  if (own === undefined || others === undefined) return []
  const fact = `\`advert_int\` is ${own.value}${own.implied === true ? ' (the default)' : ''} here and ${others.value}${others.implied === true ? ' (the default)' : ''} on ${usual.node.name}`
  const effect =
    version === 2
      ? `each node drops the adverts of the other and both become MASTER for ${subjectOf(odd, usual)}`
      : 'in version 3 the backup follows the master, so that a failover takes longer from one node than from the other'
  return [
    {
      message: `${fact}: ${effect}. Write the same interval on all nodes.`,
      at: own.at,
      nodes: [odd.node.name, usual.node.name],
      severity: version === 2 ? 'error' : 'warning',
      related: [{ message: `${usual.node.name} sends every ${others.value} s`, at: others.at }],
      fixes: adoptions(pair, { keyword: 'advert_int', valueIn: (member) => intervalIn(member, version) }),
    },
  ]
}
