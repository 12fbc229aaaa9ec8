/** A virtual server whose address no instance moves. */
import ipaddr from 'ipaddr.js'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { entriesOf, linesOf } from '../model/sited.ts'
import { addressOfServer, type WrittenServer } from '../model/virtual-server.ts'
import type { NodeRule } from './rule.ts'

export const unmanagedVirtualServer: NodeRule = {
  kind: 'node',
  name: 'unmanaged-virtual-server',
  severity: 'warning',
  summary: 'The address of a virtual server is no address of the node.',
  why: 'A `virtual_server` does not bring its address along: an instance must have it as virtual address, or `static_ipaddress` must add it. Where neither does, the traffic does not come to this node, or stays with the old one after a failover. See keepalived issue #2389.',
  check: (node) => {
    const { virtualServers } = node.config
    if (virtualServers.length === 0 || isOpen(node)) return []
    const held = addressesHeld(node)
    return virtualServers.flatMap((server) => lookAt(server, held, node))
  },
}

/** Something else than this node adds addresses, or they are not all known. */
function isOpen({ hasUnreadParts, bound, config }: ClusterNode): boolean {
  if (hasUnreadParts || config.instances.length === 0) return true
  if (bound.problems.some(({ kind }) => kind === 'unknown-keyword' || kind === 'unclosed-block')) return true
  const instances = linesOf(bound.statements, 'vrrp_instance').flatMap(({ block }) => block)
  const lines = [
    ...entriesOf(instances, 'virtual_ipaddress'),
    ...entriesOf(instances, 'virtual_ipaddress_excluded'),
    ...entriesOf(bound.statements, 'static_ipaddress'),
  ]
  return lines.some(hasUnknownWord)
}

function hasUnknownWord({ statement }: BoundStatement): boolean {
  return [statement.keyword, ...statement.args].some(({ text }) => isUnknown(text))
}

function addressesHeld({ config: { instances, staticAddresses } }: ClusterNode): ReadonlySet<string> {
  const held = [
    ...instances.flatMap((one) => [...one.addresses, ...one.excludedAddresses]),
    ...staticAddresses,
    ...instances.flatMap(({ unicast, multicastSource }) => unicast.source ?? multicastSource ?? []),
  ]
  return new Set(held.map(({ value }) => value.text))
}

function lookAt(server: WrittenServer, held: ReadonlySet<string>, { name }: ClusterNode): Finding[] {
  const address = addressOfServer(server)
  if (address === undefined || held.has(address.value.text)) return []
  if (server.isUnclear || isLocal(address.value.text)) return []
  return [
    {
      message: `${address.value.text} is no virtual address of any instance here, nor in \`static_ipaddress\`: nothing brings it to this node, and a failover does not move it. Add it to the \`virtual_ipaddress\` of an instance.`,
      at: address.at,
      nodes: [name],
    },
  ]
}

/** Every node has it, or it stands for all. */
function isLocal(text: string): boolean {
  return ['loopback', 'unspecified'].includes(ipaddr.parse(text).range())
}
