/** Unicast is asked for but there is no peer, so that keepalived falls back to multicast. */
import type { Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import { knowsAllPeers } from '../cluster/unicast.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import { completionOf } from './alterations/instance-alterations.ts'
import type { RouterRule } from './rule.ts'

export const unicastSourceWithoutPeer: RouterRule = {
  kind: 'router',
  name: 'unicast-source-without-peer',
  severity: 'warning',
  summary: 'An instance asks for unicast but has no valid `unicast_peer`.',
  why: 'Without a valid peer keepalived sends multicast adverts after all (vrrp.c:3401; reported since 2.2.5, silent before), or stays in FAULT with `unicast_fault_no_peer`. Where multicast is filtered, as in most clouds, every node then becomes MASTER. See keepalived issue #765 and openshift/machine-config-operator#2576.',
  check: lookAt,
}

/** Where another member has peers, `unicast-multicast-mix` tells the whole story. */
function lookAt(router: VirtualRouter<Site>): Finding[] {
  if (router.members.some((member) => member.instance.unicast.active)) return []
  return router.members.flatMap(fallBack)
}

function fallBack(member: Member<Site>): Finding[] {
  const { node, instance } = member
  const { keyword, peerLines } = instance.unicast
  if (keyword === undefined || !knowsAllPeers(member)) return []
  const waits = lastLine(instance.block.block, 'unicast_fault_no_peer') !== undefined
  const effect = waits ? 'the instance stays in FAULT' : 'keepalived sends multicast adverts'
  const cause = peerLines.length === 0 ? 'has no unicast peer' : 'has no unicast peer of its address family'
  return [
    {
      message: `\`${instance.name.value}\` asks for unicast with \`${keyword.keyword}\` but ${cause}: ${effect}. List the other nodes in \`unicast_peer\`, or remove \`${keyword.keyword}\`.`,
      at: originOfWord(keyword.statement.keyword),
      nodes: [node.name],
      configTest: !waits && node.target.atLeast('2.2.5'),
      completion: completionOf(instance, 'unicast-without-peer'),
    },
  ]
}
