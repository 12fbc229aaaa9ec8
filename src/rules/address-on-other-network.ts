/** A virtual address on an interface, although it belongs to the network of another one. */

import { isInNetwork } from '../bind/networks.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { HostFacts } from '../facts/host.ts'
import { interfaceTowards, knowsAllAddresses, networksOn } from '../facts/reach.ts'
import { addingLines } from '../model/added-addresses.ts'
import type { AddressLine, Instance } from '../model/config.ts'
import { hasOption } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const addressOnOtherNetwork: NodeRule = {
  kind: 'node',
  name: 'address-on-other-network',
  severity: 'warning',
  summary:
    'A virtual address is put on one interface and lies in the network of another, as the facts about the machine tell.',
  why: 'keepalived announces a virtual address on the interface that it is put on. Machines in its network are on the link of the other interface: they do not get the gratuitous ARP of a new MASTER, and go on sending to the old one. A missing `dev` is the usual cause. An address in no network of the machine is left alone, for routers may send it here. Told with facts about the machine only, see docs/facts.md.',
  check: (node) => {
    const { facts } = node
    if (facts === undefined || !knowsAllAddresses(facts)) return []
    return node.config.instances.flatMap((instance) =>
      [...instance.addresses, ...instance.excludedAddresses].flatMap((line) => lookAt(line, instance, node, facts)),
    )
  },
}

function lookAt(line: AddressLine, instance: Instance, node: ClusterNode, facts: HostFacts): Finding[] {
  const name = line.device?.value ?? instance.interface?.value
  const device = name === undefined ? undefined : facts.interfaces?.get(name)
  if (device === undefined || !hasLink(device.flags) || hasOption(line.line, 'use_vmac')) return []
  const network = networksOn(device).find((one) => isInNetwork(line.value, one))
  const added = addingLines(node.config).some(
    (other) =>
      other !== line &&
      (other.device?.value ?? instance.interface?.value) === name &&
      other.value.prefix !== undefined &&
      isInNetwork(line.value, other.value),
  )
  const other = interfaceTowards(facts, line.value)
  if (network !== undefined || added || other === undefined || other.name === name || !hasLink(other.flags)) return []
  return [
    {
      message: `${line.value.text} is put on \`${device.name}\`, but it lies in the network of \`${other.name}\`: machines there do not hear of a new MASTER. ${line.device === undefined ? `Add \`dev ${other.name}\`` : `Write \`dev ${other.name}\``}, if that is meant.`,
      at: line.at,
      nodes: [node.name],
      related:
        instance.interface === undefined || line.device !== undefined
          ? []
          : [{ message: 'it is put on this interface', at: instance.interface.at }],
    },
  ]
}

/** Interfaces without neighbours hold addresses of any network. */
function hasLink(flags: ReadonlySet<string> | undefined): boolean {
  return flags !== undefined && !flags.has('LOOPBACK') && !flags.has('NOARP') && flags.has('BROADCAST')
}
