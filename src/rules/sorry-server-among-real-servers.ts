/** A sorry server that is a real server as well. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { VirtualServer } from '../model/server-completion.ts'
import type { NodeRule } from './rule.ts'

export const sorryServerAmongRealServers: NodeRule = {
  kind: 'node',
  name: 'sorry-server-among-real-servers',
  severity: 'warning',
  summary: 'The sorry server of a virtual server is one of its real servers.',
  why: 'The sorry server takes over when the real servers are down, and this one is down then itself. The kernel has one entry for both, which keepalived 2.3.3 did not expect: it crashed (keepalived issue #2601). Where only one of the two is inhibited, `sorry-server-mismatch` tells about it.',
  check: (node) => node.config.virtualServers.flatMap((server) => lookAt(node, server)),
}

function lookAt(node: ClusterNode, { sorryServer, realServers, alterations }: VirtualServer): Finding[] {
  if (sorryServer === undefined || alterations.some(({ kind }) => kind === 'sorry-inhibit')) return []
  const same = realServers.find(
    ({ address, port }) =>
      address.value.text === sorryServer.address.value.text && port.value === sorryServer.port.value,
  )
  if (same === undefined) return []
  const port = same.port.value === 0 ? '' : ` port ${same.port.value}`
  return [
    {
      message: `${same.address.value.text}${port} is a real server of this virtual server: when the sorry server is needed, it is down itself. Name another one.`,
      at: sorryServer.address.at,
      nodes: [node.name],
      related: [{ message: 'the real server', at: same.address.at }],
    },
  ]
}
