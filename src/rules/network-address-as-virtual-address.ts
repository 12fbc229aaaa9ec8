/** A virtual address that is the network or the broadcast address of its prefix. */
import ipaddr from 'ipaddr.js'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { AddressLine } from '../model/config.ts'
import { hasOption } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const networkAddressAsVirtualAddress: InstanceRule = {
  kind: 'instance',
  name: 'network-address-as-virtual-address',
  severity: 'warning',
  summary: 'A virtual address is the network or the broadcast address of its own network.',
  why: 'keepalived adds it and the kernel takes it, but no host answers at the first address of an IPv4 network, and the last one means all hosts of it. Mostly the address was to be another one, or the prefix length is wrong. See keepalived issue #1197.',
  explainsFailures: [],
  check: (instance, site) =>
    [...instance.addresses, ...instance.excludedAddresses].flatMap((line) => lookAt(line, site)),
}

function lookAt({ value, at, line }: AddressLine, site: Site): Finding[] {
  const { text, family, prefix } = value
  if (family !== 4 || prefix === undefined || !(prefix >= 1 && prefix <= 30) || hasOption(line, 'peer')) return []
  const cidr = `${text}/${prefix}`
  const isNetwork = ipaddr.IPv4.networkAddressFromCIDR(cidr).toString() === text
  const isBroadcast = ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString() === text
  if (!isNetwork && !isBroadcast) return []
  return [
    {
      message: `${text} is the ${isNetwork ? 'address of the network' : 'broadcast address of'} ${networkText(cidr, isNetwork)}, and no host can use it. Correct the address or the prefix length.`,
      at,
      nodes: [site.name],
    },
  ]
}

function networkText(cidr: string, isNetwork: boolean): string {
  const [, prefix] = cidr.split('/')
  return isNetwork ? `${cidr} itself` : `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${prefix}`
}
