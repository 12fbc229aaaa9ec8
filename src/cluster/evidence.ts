/** What speaks for two nodes, or two instances, belonging together. */
import ipaddr from 'ipaddr.js'
import type { AddressFamily } from '../../grammar/values.ts'
import { isLinkLocal, longestPrefix, type ParsedAddress } from '../bind/values.ts'
import type { Config, Instance } from '../model/config.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'

/** How many bits of an address whose prefix nobody wrote are taken for its network: the usual sizes of a LAN. */
const USUAL_PREFIX: Readonly<Record<AddressFamily, number>> = { 4: 24, 6: 64 }

/**
 * What connects a node to another that has the same: its virtual addresses and, where the user named the files
 * together, the networks of its addresses.
 */
export function clues(config: Config, how: 'named' | 'found'): ReadonlySet<string> {
  return how === 'found' ? addressClues(config) : allClues(config)
}

const addressClues = remembered((config: Config): ReadonlySet<string> => new Set(addressesAmong(config.instances)))

const allClues = remembered((config: Config): ReadonlySet<string> => {
  const networks = [...networksOf(config.instances)].map((network) => `network ${network}`)
  return new Set([...addressClues(config), ...networks])
})

/** The virtual addresses of an instance; link-local ones, which every LAN has, only where there are no others. */
function tellingAddresses(instance: Instance): string[] {
  const addresses = instance.addresses.map((line) => line.value.text)
  const global = addresses.filter((text) => ipaddr.parse(text).range() !== 'linkLocal')
  return global.length > 0 ? global : addresses
}

const addressesAmong = rememberedInEach(tellingAddresses)

/** The addresses that a node says it sends adverts from. */
export const advertSources = remembered(
  (config: Config): ReadonlySet<string> => new Set(sourcesAmong(config.instances)),
)

const sourcesAmong = rememberedInEach(({ unicast: { source } }: Instance) =>
  source === undefined ? [] : [source.value.text],
)

/** The addresses that a node sends adverts to. */
export const advertPeers = remembered((config: Config): ReadonlySet<string> => new Set(peersAmong(config.instances)))

const peersAmong = rememberedInEach(({ unicast }: Instance) => unicast.peers.map((peer) => peer.value.text))

/** How many virtual addresses two instances have in common. */
export function sharedAddresses(one: Instance, other: Instance): number {
  if (one.addresses.length === 1 && other.addresses.length === 1) {
    return one.addresses[0]?.value.text === other.addresses[0]?.value.text ? 1 : 0
  }
  const held = new Set(one.addresses.map((line) => line.value.text))
  return other.addresses.filter((line) => held.has(line.value.text)).length
}

/** An instance names the source address of the other among its peers. */
export function arePeerInstances(one: Instance, other: Instance): boolean {
  return hasPeer(one, other.unicast.source?.value) || hasPeer(other, one.unicast.source?.value)
}

/** The virtual addresses of both lie in one network. */
export function instancesShareNetwork(one: Instance, other: Instance): boolean {
  return intersects(networksOf([one]), networksOf([other]))
}

/** The network of an address, in a spelling that two addresses of one network share. */
export function networkOf(address: ParsedAddress): string {
  const longest = longestPrefix(address.family)
  const written = address.prefix
  const prefix = written === undefined || !(written >= 0 && written < longest) ? USUAL_PREFIX[address.family] : written
  const cidr = `${address.text}/${prefix}`
  const network =
    address.family === 4 ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr)
  return `${network.toString()}/${prefix}`
}

function hasPeer(instance: Instance, source: ParsedAddress | undefined): boolean {
  return source !== undefined && instance.unicast.peers.some((peer) => peer.value.text === source.text)
}

/** The networks of the addresses, except for the link-local one that every interface is in. */
function networksOf(instances: readonly Instance[]): Set<string> {
  return new Set(instances.flatMap(instanceNetworks))
}

const instanceNetworks = remembered((instance: Instance): string[] => {
  const sources = [instance.unicast.source, instance.multicastSource].flatMap((source) => source?.value ?? [])
  const addresses = [...instance.addresses.map((line) => line.value), ...sources]
  return addresses.filter((address) => !isLinkLocal(address)).map(networkOf)
})

function intersects(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const entry of one) if (other.has(entry)) return true
  return false
}
