/** Some nodes of a virtual router send adverts to peers, others to the multicast group. */
import type { Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import { knowsAllPeers } from '../cluster/unicast.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import type { Origin } from '../text/source-file.ts'
import { completionOf } from './alterations/instance-alterations.ts'
import type { RouterRule } from './rule.ts'

export const unicastMulticastMix: RouterRule = {
  kind: 'router',
  name: 'unicast-multicast-mix',
  severity: 'error',
  summary: 'Some nodes of a virtual router use unicast, others multicast.',
  why: 'A multicast instance ignores unicast adverts and the other way round (vrrp_check_packet() in vrrp.c), and nothing is logged: every side becomes MASTER. Unicast is in force only with at least one valid `unicast_peer`; `unicast_src_ip` or an empty peer list alone means multicast. See openshift/machine-config-operator#2576 and keepalived issue #2458; seen with real daemons 2.2.7 and 2.4.3.',
  check: compare,
}

function compare(router: VirtualRouter<Site>): Finding[] {
  const known = router.members.filter((member) => knowsAllPeers(member) && !waitsForPeers(member))
  const unicast = known.filter((member) => member.instance.unicast.active)
  const multicast = known.filter((member) => !member.instance.unicast.active)
  const [sender] = unicast
  if (sender === undefined) return []
  return multicast.map((member) => {
    const { keyword } = member.instance.unicast
    const because = keyword === undefined ? 'has no `unicast_peer`' : 'has no valid `unicast_peer`'
    return {
      message: `\`${member.instance.name.value}\` ${because} and sends multicast adverts, while ${sender.node.name} sends unicast ones: neither hears the other and both become MASTER. Add a \`unicast_peer\` block here.`,
      at: keyword === undefined ? member.instance.name.at : originOfWord(keyword.statement.keyword),
      nodes: [member.node.name, ...unicast.map((one) => one.node.name)],
      related: [{ message: `${sender.node.name} sends to these peers only`, at: peerKeyword(sender) }],
      configTest: keyword !== undefined && member.node.target.atLeast('2.2.5'),
      completion: completionOf(member.instance, 'unicast-without-peer'),
    }
  })
}

/** With `unicast_fault_no_peer` the instance goes to FAULT instead of multicast (since 2.2.5, vrrp.c:3397). */
function waitsForPeers({ instance }: Member<Site>): boolean {
  return lastLine(instance.block.block, 'unicast_fault_no_peer') !== undefined
}

function peerKeyword({ instance }: Member<Site>): Origin {
  const line = lastLine(instance.block.block, 'unicast_peer')
  return line === undefined ? instance.name.at : originOfWord(line.statement.keyword)
}
