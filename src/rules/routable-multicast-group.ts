/** A multicast group for adverts that lies outside of the local block. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { placeKey } from '../text/places.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const routableMulticastGroup: NodeRule = {
  kind: 'node',
  name: 'routable-multicast-group',
  severity: 'warning',
  summary: 'Adverts go to an IPv4 multicast group outside of 224.0.0.0/24.',
  why: 'Switches pass groups of 224.0.0.0/24 on to all ports. Any other group they forward only where somebody has asked for it by IGMP, and drop it, or stop passing it on after some minutes, where nobody manages the group: the nodes then no longer hear each other and all become MASTER. See keepalived pull request #1663.',
  check: (node) => {
    const told = new Set<string>()
    return routableGroups(node.config.instances).flatMap(({ value, at }) => {
      const place = placeKey(at)
      if (told.has(place)) return []
      told.add(place)
      return [finding(node, value, at)]
    })
  },
}

const routableGroups = rememberedInEach(
  ({ family, unicast, multicastGroup }: Instance): Instance['multicastGroup'][] => {
    const isUnsaid = multicastGroup.implied === true || multicastGroup.unknown === true
    return family !== 4 || unicast.active || isUnsaid || multicastGroup.value.startsWith('224.0.0.')
      ? []
      : [multicastGroup]
  },
)

function finding({ name }: ClusterNode, group: string, at: Finding['at']): Finding {
  return {
    message: `${group} is not in 224.0.0.0/24: switches may drop adverts to it once nobody asks for it by IGMP, and then every node is MASTER. Choose a group such as 224.0.0.18, on all nodes.`,
    at,
    nodes: [name],
  }
}
