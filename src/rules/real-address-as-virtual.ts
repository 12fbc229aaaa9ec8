/** A virtual address that is the real address of a node. */
import type { ParsedAddress } from '../bind/values.ts'
import type { ClusterNode, Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import { coresOf } from '../cluster/site.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { AddressLine, Instance } from '../model/config.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import type { Sited } from '../model/sited.ts'
import { groupBy } from '../text/group-by.ts'
import { remembered, rememberedInEach, rememberedInStretches } from '../text/remembered.ts'
import type { ClusterRule } from './rule.ts'

export const realAddressAsVirtual: ClusterRule = {
  kind: 'cluster',
  name: 'real-address-as-virtual',
  severity: 'error',
  summary: 'A virtual address is the address that a node sends its adverts from.',
  why: 'keepalived removes the virtual address from a node that is not master, and with it the only address of that node: a real daemon 2.2.7 took the address of its own machine away, and with 2.4.3 both machines had the same one. See keepalived issues #2091, #2219 and #821. Compared are unicast_src_ip, mcast_src_ip and unicast_peer of all nodes, and static_ipaddress on the same interface. With priority 255 a node says that the address is its own, and nothing is told.',
  check: (cluster) => {
    const real = groupBy(cluster.nodes.flatMap(realAddresses), ({ address }) => address.value.text)
    const suspects = new Set<VirtualRouter<Site>>()
    for (const { text, core } of held(coresOf(cluster))) if (real.has(text)) suspects.add(core)
    return [...suspects].flatMap((core) => lookAt(core, real))
  },
}

const held = rememberedInEach((core: VirtualRouter<Site>) =>
  core.members.flatMap(({ instance }) => instance.addresses.map(({ value: { text } }) => ({ text, core }))),
)

interface RealAddress {
  readonly node: string
  readonly address: UsedAddress
}

interface UsedAddress extends Sited<ParsedAddress> {
  /** To follow the name of the node. */
  readonly use: string
  /** Where it is, if that matters. */
  readonly interface?: string
}

const realAddresses = remembered(({ name, config }: ClusterNode): readonly RealAddress[] => {
  const used = [
    ...firstOfEach(advertAddresses(config.instances).flat()),
    ...config.staticAddresses.flatMap(constantAddress),
  ]
  return used.map((address) => ({ node: name, address }))
})

/** One is enough of those that are used in many instances. */
function firstOfEach(addresses: readonly UsedAddress[]): UsedAddress[] {
  const first = new Map<string, UsedAddress>()
  for (const address of addresses) if (!first.has(address.value.text)) first.set(address.value.text, address)
  return [...first.values()]
}

const advertAddresses = rememberedInStretches((instances: readonly Instance[]) =>
  firstOfEach(instances.flatMap(advertAddressesOf)),
)

function advertAddressesOf({ unicast, multicastSource }: Instance): readonly UsedAddress[] {
  return [
    ...[unicast.source, multicastSource].flatMap((source) =>
      source === undefined ? [] : [{ ...source, use: 'sends its adverts from' }],
    ),
    ...unicast.peers.map(({ value, at }) => ({ value, at, use: 'sends its adverts to' })),
  ]
}

function constantAddress({ value, at, device }: AddressLine): UsedAddress[] {
  return device === undefined ? [] : [{ value, at, use: 'has all the time', interface: device.value }]
}

/** One finding for each address, at the first node that lists it. */
function lookAt({ members }: VirtualRouter<Site>, real: ReadonlyMap<string, readonly RealAddress[]>): Finding[] {
  if (members.some(mayOwn)) return []
  const told = new Set<string>()
  return members.flatMap(({ node, instance }) =>
    instance.addresses.flatMap(({ value, at }): Finding[] => {
      const found = real.get(value.text)?.find(({ address }) => isAt(address, instance.interface?.value))
      if (found === undefined || told.has(value.text)) return []
      told.add(value.text)
      const use = `the address that ${found.node} ${found.address.use}`
      return [
        {
          message: `${value.text} is a virtual address here, and ${use}: keepalived takes it from a node that is not master, or two machines hold it. Use an address that no machine has by itself.`,
          at,
          nodes: [node.name],
          related: [{ message: use, at: found.address.at }],
        },
      ]
    }),
  )
}

function isAt(address: UsedAddress, device: string | undefined): boolean {
  return address.interface === undefined || address.interface === device
}

function mayOwn({ instance }: Member<Site>): boolean {
  return instance.priority.unknown === true || instance.priority.value === OWNER_PRIORITY
}
