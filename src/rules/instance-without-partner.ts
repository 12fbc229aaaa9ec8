/** An instance that no other node of the cluster has. */
import type { Cluster, Member } from '../cluster/cluster.ts'
import { sharedAddresses } from '../cluster/evidence.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { entriesOf } from '../model/sited.ts'
import type { ClusterRule } from './rule.ts'

export const instanceWithoutPartner: ClusterRule = {
  kind: 'cluster',
  name: 'instance-without-partner',
  severity: 'warning',
  summary: 'A virtual router is configured on one node of a cluster only.',
  why: 'When that node fails nobody takes the addresses over: seen with real daemons, and in keepalived issues #1603 and #545. One other node with the virtual router is enough, and its name may differ. Where a file could not be read nothing is told, for the instance may stand there.',
  check: (cluster) => {
    if (cluster.nodes.length < 2 || cluster.nodes.some((node) => node.hasUnreadParts)) return []
    const single = cluster.routers.flatMap(({ members }) => (members.length === 1 ? members : []))
    return single.filter((member) => isAlone(member, single, cluster)).map((member) => finding(member, cluster))
  },
}

/** No instance elsewhere could be meant: one with an address in common, or an unpaired one with the same id. */
function isAlone(member: Member, single: readonly Member[], { nodes }: Cluster): boolean {
  const { instance } = member
  if (instance.addresses.length === 0 || !knowsAllAddresses(instance)) return false
  const others = nodes.filter((node) => node !== member.node)
  if (others.some(({ config }) => config.instances.some((one) => sharedAddresses(one, instance) > 0))) return false
  return !single.some((one) => one.node !== member.node && mayBeMeant(one.instance, instance))
}

function mayBeMeant(one: Instance, other: Instance): boolean {
  const haveOneId = one.virtualRouterId === undefined || one.virtualRouterId.value === other.virtualRouterId?.value
  return haveOneId || other.virtualRouterId === undefined || !knowsAllAddresses(one)
}

function knowsAllAddresses({ block, addresses }: Instance): boolean {
  return entriesOf(block.block, 'virtual_ipaddress').length === addresses.length
}

function finding({ node, instance }: Member, { nodes }: Cluster): Finding {
  const others = nodes.filter((one) => one !== node).map(({ name }) => name)
  const [address] = instance.addresses
  return {
    message: `Only ${node.name} has \`${instance.name.value}\`, and no instance on ${others.join(' or ')} stands in for it: when ${node.name} fails, nobody takes ${address?.value.text} over. Configure it on another node as well.`,
    at: instance.name.at,
    nodes: [node.name],
  }
}
