/** Two instances of one node that use one virtual_router_id where keepalived cannot tell their adverts apart. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { hasOption, lastLine, linesOf } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const duplicateVirtualRouterId: NodeRule = {
  kind: 'node',
  name: 'duplicate-virtual-router-id',
  severity: 'error',
  summary: 'Two instances of a node use the same virtual_router_id on one interface.',
  why: 'The VRRP process then stops at its start and takes all instances of the node down with it (check_vrid_conflicts() in vrrp.c). One id may serve several instances only if they differ in family, interface or multicast group, or if one of them is unicast and the other is not; two unicast instances if they send from different addresses or have no peer in common. Before release 2.1.0 only family and interface counted. See keepalived issues #389 and #2022.',
  check: (node) =>
    node.config.instances.flatMap((instance, index) => {
      const earlier = node.config.instances.slice(0, index).find((one) => collide(one, instance, node))
      return earlier === undefined ? [] : finding(node, earlier, instance)
    }),
}

function finding(node: ClusterNode, earlier: Instance, instance: Instance): Finding[] {
  const id = instance.virtualRouterId
  const other = earlier.virtualRouterId
  if (id === undefined || other === undefined) return []
  const where = instance.interface === undefined ? '' : ` on \`${instance.interface.value}\``
  return [
    {
      message: `\`${instance.name.value}\` has the virtual_router_id of \`${earlier.name.value}\`, ${id.value}${where}: the VRRP process stops, and no instance of ${node.name} runs. Give each virtual router on a network an id of its own.`,
      at: id.at,
      nodes: [node.name],
      related: [{ message: `\`${earlier.name.value}\` uses ${other.value} as well`, at: other.at }],
      configTest: !node.bound.unread.has(instance.block.statement.keyword),
    },
  ]
}

/** The test of the daemon (spec C77 and C78), as far as the file tells what it compares. */
function collide(one: Instance, other: Instance, node: ClusterNode): boolean {
  if (one.virtualRouterId === undefined || one.virtualRouterId.value !== other.virtualRouterId?.value) return false
  if (one.family !== other.family) return false
  const onOneInterface = one.interface !== undefined && one.interface.value === other.interface?.value
  if (!node.target.atLeast('2.1.0')) return onOneInterface && !interfacesMayChange(node)
  if (one.unicast.active !== other.unicast.active) return false
  if (one.unicast.active) return unicastCollide(one, other)
  const haveUnknownGroup = one.multicastGroup.unknown === true || other.multicastGroup.unknown === true
  const inOneGroup = one.multicastGroup.value === other.multicastGroup.value && !haveUnknownGroup
  return onOneInterface && inOneGroup && !interfacesMayChange(node)
}

/** Both send from one address, written or that of their interface, and to a common peer. */
function unicastCollide(one: Instance, other: Instance): boolean {
  const device = one.interface?.value
  const otherDevice = other.interface?.value
  if (device !== undefined && otherDevice !== undefined && device !== otherDevice) return false
  if (hasUnreadSource(one) || hasUnreadSource(other)) return false
  const source = one.unicast.source?.value.text
  if (source !== other.unicast.source?.value.text) return false
  if (source === undefined && (device === undefined || device !== otherDevice)) return false
  const peers = new Set(one.unicast.peers.map((peer) => peer.value.text))
  return other.unicast.peers.some((peer) => peers.has(peer.value.text))
}

/** A source address is written, but it is none that the file alone tells. */
function hasUnreadSource(instance: Instance): boolean {
  const lines = ['unicast_src_ip', 'mcast_src_ip'].flatMap((keyword) => linesOf(instance.block.block, keyword))
  return lines.length > 0 && instance.unicast.source === undefined
}

/** With `allow_if_changes` an instance on an interface that can move waits in FAULT instead (spec C79). */
function interfacesMayChange(node: ClusterNode): boolean {
  const globals = linesOf(node.bound.statements, 'global_defs').flatMap((block) => block.block)
  const line = lastLine(globals, 'dynamic_interfaces')
  return line !== undefined && hasOption(line, 'allow_if_changes')
}
