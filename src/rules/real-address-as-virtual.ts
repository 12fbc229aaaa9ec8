/** A virtual address that is the real address of a node. */
import type { ParsedAddress } from '../bind/values.ts'
import type { Cluster, Member, VirtualRouter } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import type { Sited } from '../model/sited.ts'
import { groupBy } from '../text/group-by.ts'
import type { ClusterRule } from './rule.ts'

export const realAddressAsVirtual: ClusterRule = {
  kind: 'cluster',
  name: 'real-address-as-virtual',
  severity: 'error',
  summary: 'A virtual address is the address that a node sends its adverts from.',
  why: 'keepalived removes the virtual address from a node that is not master, and with it the only address of that node: a real daemon 2.2.7 took the address of its own machine away, and with 2.4.3 both machines had the same one. See keepalived issues #2091, #2219 and #821. Compared are unicast_src_ip, mcast_src_ip and unicast_peer of all nodes, and static_ipaddress on the same interface. With priority 255 a node says that the address is its own, and nothing is told.',
  check: (cluster) => {
    const real = groupBy(realAddresses(cluster), ({ value }) => value.text)
    return real.size === 0 ? [] : cluster.routers.flatMap((router) => lookAt(router, real))
  },
}

interface RealAddress extends Sited<ParsedAddress> {
  /** To follow "as the address that". */
  readonly use: string
  /** Where it is, if that matters. */
  readonly interface?: string
}

function realAddresses({ nodes }: Cluster): RealAddress[] {
  return nodes.flatMap(({ name, config }) => [
    ...config.instances.flatMap(({ unicast, multicastSource }) => [
      ...[unicast.source, multicastSource].flatMap((source) =>
        source === undefined ? [] : [{ ...source, use: `${name} sends its adverts from` }],
      ),
      ...unicast.peers.map(({ value, at }) => ({ value, at, use: `${name} sends its adverts to` })),
    ]),
    ...config.staticAddresses.flatMap(({ value, at, device }) =>
      device === undefined ? [] : [{ value, at, use: `${name} has all the time`, interface: device.value }],
    ),
  ])
}

/** One finding for each address, at the first node that lists it. */
function lookAt({ members }: VirtualRouter, real: ReadonlyMap<string, readonly RealAddress[]>): Finding[] {
  if (members.some(mayOwn)) return []
  const told = new Set<string>()
  return members.flatMap(({ node, instance }) =>
    instance.addresses.flatMap(({ value, at }): Finding[] => {
      const found = real.get(value.text)?.find((one) => isAt(one, instance.interface?.value))
      if (found === undefined || told.has(value.text)) return []
      told.add(value.text)
      return [
        {
          message: `${value.text} is a virtual address here, and the address that ${found.use}: keepalived takes it from a node that is not master, or two machines hold it. Use an address that no machine has by itself.`,
          at,
          nodes: [node.name],
          related: [{ message: `the address that ${found.use}`, at: found.at }],
        },
      ]
    }),
  )
}

function isAt(address: RealAddress, device: string | undefined): boolean {
  return address.interface === undefined || address.interface === device
}

function mayOwn({ instance }: Member): boolean {
  return instance.priority.unknown === true || instance.priority.value === OWNER_PRIORITY
}
