/** Nodes of a virtual router that send their adverts to different multicast groups. */
import { adoptions } from '../cluster/adoption.ts'
import { certain, disagreements, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import { knowsAllPeers } from '../cluster/unicast.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { RouterRule } from './rule.ts'

export const multicastGroupMismatch: RouterRule = {
  kind: 'router',
  name: 'multicast-group-mismatch',
  severity: 'error',
  summary: 'The nodes of a virtual router use different multicast groups.',
  why: 'A node listens at its own group only and never hears adverts to another one: all nodes become MASTER and hold the addresses, and nothing is logged. The group is `mcast_dst_ip` of the instance, else `vrrp_mcast_group4` or `vrrp_mcast_group6`, else 224.0.0.18 or ff02::12. Seen with real daemons 2.2.7 and 2.4.3, and in keepalived pull request #1663.',
  check: (router) =>
    hearingEachOther(router).flatMap((members) =>
      disagreements(members, groupOf).map((pair): Finding => {
        const { odd, usual } = pair
        const own = odd.instance.multicastGroup
        const others = usual.instance.multicastGroup
        return {
          message: `\`${odd.instance.name.value}\` sends its adverts to ${own.value}, and ${usual.node.name} to ${others.value}: neither hears the other and both become MASTER for ${subjectOf(odd, usual)}. Use one multicast group on all nodes.`,
          at: own.at,
          nodes: [odd.node.name, usual.node.name],
          related: [{ message: `${usual.node.name} sends to ${others.value}`, at: others.at }],
          fixes: adoptions(pair, { keyword: 'mcast_dst_ip', valueIn: ({ instance }) => instance.multicastGroup }),
        }
      }),
    ),
}

/** Where adverts really go, if that is a group. */
function groupOf(member: Member<Site>): string | undefined {
  const isMulticast = !member.instance.unicast.active && knowsAllPeers(member)
  return isMulticast ? certain(member, member.instance.multicastGroup)?.value : undefined
}
