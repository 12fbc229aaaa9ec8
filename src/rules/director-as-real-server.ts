/** A node that is a real server of the virtual server that it shares with another node. */
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { VirtualServer } from '../model/server-completion.ts'
import { addressOfServer } from '../model/virtual-server.ts'
import type { ClusterRule } from './rule.ts'

export const directorAsRealServer: ClusterRule = {
  kind: 'cluster',
  name: 'director-as-real-server',
  severity: 'info',
  summary: 'A node is a real server of a virtual server that another node has as well.',
  why: 'With `DR` and `TUN` the packet keeps the virtual address for its destination. A node that gets it as real server and has the virtual server, too, may distribute it once more, even back to the node that it came from. A firewall mark that is set only for packets from outside solves it. See keepalived issues #2389 and #2450.',
  check: (cluster) =>
    cluster.nodes.flatMap((node) => node.config.virtualServers.flatMap((server) => lookAt(cluster, node, server))),
}

function lookAt(cluster: Cluster, node: ClusterNode, server: VirtualServer): Finding[] {
  const service = addressOfServer(server)?.value.text
  if (service === undefined) return []
  return server.realServers.flatMap(({ address, forwarding }): Finding[] => {
    if (forwarding?.value !== 'DR' && forwarding?.value !== 'TUN') return []
    const other = cluster.nodes.find((one) => one !== node && sources(one).has(address.value.text))
    const twin = other?.config.virtualServers.find((one) => addressOfServer(one)?.value.text === service)
    if (other === undefined || twin === undefined) return []
    return [
      {
        message: `${address.value.text} is ${other.name}, which has the virtual server ${service} as well: it may distribute the packets that it gets as real server once more. Use a firewall mark that is set for packets from outside only.`,
        at: address.at,
        nodes: [node.name, other.name],
        related: [{ message: `the virtual server of ${other.name}`, at: addressOfServer(twin)?.at ?? address.at }],
      },
    ]
  })
}

/** The addresses that a node sends adverts from. */
function sources({ config }: ClusterNode): ReadonlySet<string> {
  return new Set(config.instances.flatMap(({ unicast }) => unicast.source?.value.text ?? []))
}
