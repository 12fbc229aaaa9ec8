/** A route that the kernel refuses: its destination is no network, or its gateway a broadcast address. */
import ipaddr from 'ipaddr.js'
import { replacing } from '../bind/edits.ts'
import type { Slot } from '../bind/match.ts'
import { parseAddress } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { routingLinesAmong } from '../model/routing.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const refusedRoute: NodeRule = {
  kind: 'node',
  name: 'refused-route',
  severity: 'warning',
  summary: 'The kernel refuses a route, because its destination is no network or its gateway a broadcast address.',
  why: 'The bits of an IPv4 destination behind its prefix length must be 0, and a gateway must be a single host. keepalived hands both to the kernel as they are, whose answer is `Netlink: error: Invalid argument`: the instance is MASTER without the route (seen with 2.2.7 and 2.4.3). See keepalived issues #1941 and #2198.',
  check: (node) => {
    const routes = routingLinesAmong(node.bound.statements).filter(({ kind }) => kind === 'route')
    if (routes.length === 0) return []
    const broadcasts = broadcastsOf(node)
    return routes.flatMap(({ line }) => line.match.slots.flatMap((slot) => lookAt(slot, broadcasts, node)))
  },
}

/** The broadcast addresses of the networks in which the node has addresses, and those networks. */
function broadcastsOf({ config }: ClusterNode): ReadonlyMap<string, string> {
  const lines = [...config.instances.flatMap(({ addresses }) => addresses), ...config.staticAddresses]
  return new Map(
    lines.flatMap(({ value: { text, family, prefix } }): [string, string][] => {
      if (family !== 4 || prefix === undefined || !(prefix >= 8 && prefix <= 30)) return []
      const cidr = `${text}/${prefix}`
      const network = `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${prefix}`
      return [[ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString(), network]]
    }),
  )
}

function lookAt(slot: Slot, broadcasts: ReadonlyMap<string, string>, { name }: ClusterNode): Finding[] {
  const { value, word, option, faulty } = slot
  const address = value.kind === 'address' && !faulty ? parseAddress(word.text) : undefined
  if (address?.family !== 4) return []
  if (option === 'via' || option === 'gw') {
    const network = broadcasts.get(address.text)
    if (network === undefined) return []
    return [
      {
        message: `${address.text} is the broadcast address of ${network}, and no router: the kernel refuses the route. Write the address of the router.`,
        at: originOfWord(word),
        nodes: [name],
      },
    ]
  }
  const { text, prefix } = address
  const isDestination = option === undefined || option === 'to'
  if (!isDestination || prefix === undefined || !(prefix >= 0 && prefix <= 32)) return []
  const network = `${ipaddr.IPv4.networkAddressFromCIDR(`${text}/${prefix}`).toString()}/${prefix}`
  if (network === `${text}/${prefix}`) return []
  return [
    {
      message: `${word.text} is a host in ${network} and no network: the kernel refuses the route. Write ${network}, or a single host without a prefix length.`,
      at: originOfWord(word),
      nodes: [name],
      fixes: replacing(word.source, word, { title: `Replace with ${network}`, safety: 'unsafe', newText: network }),
    },
  ]
}
