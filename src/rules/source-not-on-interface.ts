/** A source address of unicast adverts that the interface does not have. */
import type { ClusterNode, Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { interfaceWith, knowsAllAddresses, primaryAddress } from '../facts/reach.ts'
import { addedAddresses } from '../model/added-addresses.ts'
import type { Instance } from '../model/config.ts'
import type { NodeRule } from './rule.ts'

export const sourceNotOnInterface: NodeRule = {
  kind: 'node',
  name: 'source-not-on-interface',
  severity: 'error',
  summary: 'The interface of a unicast instance does not have its unicast_src_ip, as the facts about the machine tell.',
  why: 'keepalived binds its sockets to `unicast_src_ip`. Where no interface has it, it logs `bind unicast_src ... failed` and `src address not configured`, and the instance stays in FAULT: it never becomes MASTER (seen with 2.2.7). Where another interface has it, adverts leave by `interface` with an address of the other network, and the peers have to reach and expect just that: a warning. The source of multicast adverts need not exist. Told with facts about the machine only, see docs/facts.md. Addresses that keepalived itself adds are left out.',
  check: (node) =>
    node.facts === undefined ? [] : node.config.instances.flatMap((instance) => lookAt(instance, node)),
}

function lookAt(instance: Instance, node: ClusterNode): Finding[] {
  const { facts, name }: Site = node
  const { source, active } = instance.unicast
  if (facts === undefined || source === undefined || source.unknown === true || !active) return []
  if (!knowsAllAddresses(facts) || addedAddresses(node.config).has(source.value.text)) return []
  const own = instance.interface?.value
  const holder = interfaceWith(facts, source.value)
  if (holder !== undefined && (own === undefined || holder.name === own)) return []
  const device = own === undefined ? undefined : facts.interfaces?.get(own)
  // `missing-interface` tells where there is none.
  if (own !== undefined && device === undefined) return []
  const usual = device === undefined ? undefined : primaryAddress(device, instance.family, addedAddresses(node.config))
  const advice = usual === undefined ? 'Write an address of this machine.' : `\`${own}\` has ${usual.text}.`
  const { text } = source.value
  const message =
    holder === undefined
      ? `No interface of ${name} has ${text}, so that \`${instance.name.value}\` cannot send from it and stays in FAULT. ${advice}`
      : `${text} is on \`${holder.name}\`, and the adverts of \`${instance.name.value}\` leave by \`${own}\`: its peers must know it by an address of the other network. ${advice}`
  return [
    {
      message,
      at: source.at,
      nodes: [name],
      severity: holder === undefined ? 'error' : 'warning',
      related: instance.interface === undefined ? [] : [{ message: 'adverts leave here', at: instance.interface.at }],
    },
  ]
}
