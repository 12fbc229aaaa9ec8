/** Who sends unicast adverts to whom, as far as the files tell. */
import { isLinkLocal, type ParsedAddress } from '../bind/values.ts'
import { primaryAddress } from '../facts/reach.ts'
import type { Instance, Peer } from '../model/config.ts'
import { lastLine, type Sited, slotOf } from '../model/sited.ts'
import type { Member, Site, VirtualRouter } from './cluster.ts'

/** Whether the adverts of one member reach the other; `unknown` where an address or a part of a file is not known. */
export type Delivery = 'sent' | 'not-sent' | 'unknown'

/** Whether `from` lists the address that `to` sends from, and listens at, among its peers. */
export function delivery(from: Member<Site>, to: Member<Site>): Delivery {
  const address = sourceAddress(to)
  if (address === undefined || !knowsAllPeers(from)) return 'unknown'
  return hasPeer(from.instance, address) ? 'sent' : 'not-sent'
}

/** The address that an instance is told to send its adverts from. */
export function sourceOf(instance: Instance): ParsedAddress | undefined {
  return (instance.unicast.source ?? instance.multicastSource)?.value
}

/**
 * The address that a member sends its adverts from: the one that it is told or, where facts about its machine tell, the first
 * one of its interface. Of IPv6 that is the link-local one, but not where keepalived makes an interface with another.
 */
export function sourceAddress({ node, instance }: Member<Site>): ParsedAddress | undefined {
  const told = sourceOf(instance)
  const device = instance.interface === undefined ? undefined : node.facts?.interfaces?.get(instance.interface.value)
  if (told !== undefined || device === undefined) return told
  const { family, addresses, excludedAddresses, block } = instance
  if (block.block.some(({ keyword }) => SOURCE_KEYWORDS.has(keyword))) return undefined
  if (family === 6 && lastLine(block.block, 'use_vmac') !== undefined) return undefined
  const added = new Set([...addresses, ...excludedAddresses].map(({ value }) => value.text))
  const kept = family === 6 ? { ...device, addresses: (device.addresses ?? []).filter(isLinkLocal) } : device
  return primaryAddress(kept, family, added)
}

/** Lines that set the source, though nobody knows to what. */
const SOURCE_KEYWORDS = new Set(['unicast_src_ip', 'mcast_src_ip', 'use_ipvlan'])

export function hasPeer(instance: Instance, address: ParsedAddress): boolean {
  return instance.unicast.peers.some((peer) => peer.value.text === address.text)
}

/** Every line of `unicast_peer` was read and holds an address. */
export function knowsAllPeers({ node, instance }: Member<Site>): boolean {
  return !node.hasUnreadParts && instance.unicast.peerLines.every((line) => slotOf(line, 'address') !== undefined)
}

/** The peers of a member that no member of its virtual router sends from, and that no other member names either. */
export function strangersAmongPeers(member: Member<Site>, router: VirtualRouter<Site>): Peer[] {
  return unknownPeers(member, router).filter(
    (peer) => !router.members.some((other) => other !== member && hasPeer(other.instance, peer.value)),
  )
}

/**
 * The address that all others send to, where none of them names the source of the member and there are at least two:
 * then the source is wrong, not the lists.
 */
export function expectedSource(member: Member<Site>, router: VirtualRouter<Site>): Peer | undefined {
  const source = sourceAddress(member)
  const others = router.members.filter((other) => other !== member)
  const [first] = others
  if (source === undefined || first === undefined || others.length < 2) return undefined
  if (others.some((other) => hasPeer(other.instance, source))) return undefined
  return unknownPeers(first, router).find((peer) => others.every((other) => hasPeer(other.instance, peer.value)))
}

function unknownPeers(member: Member<Site>, router: VirtualRouter<Site>): Peer[] {
  const sources = new Set(router.members.flatMap((one) => sourceAddress(one)?.text ?? []))
  return member.instance.unicast.peers.filter((peer) => !sources.has(peer.value.text))
}

/**
 * The source of another instance of the node on the same interface, where this one disagrees with all of them:
 * an interface rarely sends from two addresses, so this one is probably wrong.
 */
export function usualSource({ node, instance }: Member): Sited<ParsedAddress> | undefined {
  const own = instance.unicast.source
  if (own === undefined) return undefined
  const others = node.config.instances.flatMap((other) => {
    const isComparable = other !== instance && other.family === instance.family
    return isComparable && other.interface?.value === instance.interface?.value ? (other.unicast.source ?? []) : []
  })
  return others.some((other) => other.value.text === own.value.text) ? undefined : others[0]
}
