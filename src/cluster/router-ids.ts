/** Which instances of one node cannot share a virtual_router_id. */
import type { Instance } from '../model/config.ts'
import { linesOf } from '../model/sited.ts'
import type { ClusterNode } from './cluster.ts'

/**
 * Whether two instances of a node make its VRRP process stop (vrrp.c:4824 and 4871), as far as the file tells what the
 * daemon compares.
 */
export function collideOnNode(one: Instance, other: Instance, node: ClusterNode): boolean {
  if (one.virtualRouterId === undefined || one.virtualRouterId.value !== other.virtualRouterId?.value) return false
  if (one.family !== other.family || !isFamilyCertain(one) || !isFamilyCertain(other)) return false
  // With `allow_if_changes` an instance on an interface that can move waits in FAULT instead (vrrp.c:4862).
  const { interfacesMayChange } = node.config.globals
  const onOneInterface = one.interface !== undefined && one.interface.value === other.interface?.value
  if (!node.target.atLeast('2.1.0')) return onOneInterface && !interfacesMayChange
  if (one.unicast.active !== other.unicast.active) return false
  if (one.unicast.active) return unicastCollide(one, other, node)
  const haveUnknownGroup = one.multicastGroup.unknown === true || other.multicastGroup.unknown === true
  const inOneGroup = one.multicastGroup.value === other.multicastGroup.value && !haveUnknownGroup
  return onOneInterface && inOneGroup && !interfacesMayChange
}

/** Some address of the instance is known: without any, IPv4 is only what keepalived falls back to. */
function isFamilyCertain({ addresses, unicast, multicastSource }: Instance): boolean {
  return addresses.length > 0 || unicast.active || (unicast.source ?? multicastSource) !== undefined
}

/** Both send from one address, written or that of their interface, and since 2.2.5 to a common peer. */
function unicastCollide(one: Instance, other: Instance, { target }: ClusterNode): boolean {
  const device = one.interface?.value
  const otherDevice = other.interface?.value
  if (device !== undefined && otherDevice !== undefined && device !== otherDevice) return false
  if (hasUnreadSource(one) || hasUnreadSource(other)) return false
  const source = one.unicast.source?.value.text
  if (source !== other.unicast.source?.value.text) return false
  if (source === undefined && (device === undefined || device !== otherDevice)) return false
  if (!target.atLeast('2.2.5')) return true
  const peers = new Set(one.unicast.peers.map((peer) => peer.value.text))
  return other.unicast.peers.some((peer) => peers.has(peer.value.text))
}

/** A source address is written, but it is none that the file alone tells. */
function hasUnreadSource(instance: Instance): boolean {
  const lines = ['unicast_src_ip', 'mcast_src_ip'].flatMap((keyword) => linesOf(instance.block.block, keyword))
  return lines.length > 0 && instance.unicast.source === undefined
}
