/** One virtual address in two instances of a node. */
import { isLinkLocal } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { AddressLine, Instance } from '../model/config.ts'
import { sharingBy } from '../text/group-by.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const addressOfTwoInstances: NodeRule = {
  kind: 'node',
  name: 'address-of-two-instances',
  severity: 'error',
  summary: 'Two instances of a node have the same virtual address.',
  why: 'Every instance adds and removes its addresses by itself: when one of the two becomes BACKUP it takes the address away although the other is MASTER, and with the instances on different nodes two machines hold it. No config test notices. A link-local IPv6 address may stand in several instances, one for each interface. See keepalived issue #2573 and apache/cloudstack#11710.',
  check: (node) =>
    sharingBy(heldAmong(node.config.instances), ({ key }) => key).flatMap(([first, ...others]) =>
      others.flatMap((one) =>
        first === undefined || first.instance === one.instance ? [] : [finding(node, first, one)],
      ),
    ),
}

/** An address and who holds it. */
interface Held {
  readonly line: AddressLine
  readonly instance: Instance
  /** The address; a link-local one is another one on every interface. */
  readonly key: string
}

const heldAmong = rememberedInEach((instance: Instance): readonly Held[] =>
  instance.addresses.map((line) => {
    const device = line.device ?? instance.interface
    const key = isLinkLocal(line.value) ? `${line.value.text} ${device?.value ?? ''}` : line.value.text
    return { line, instance, key }
  }),
)

function finding(node: ClusterNode, first: Held, { line, instance }: Held): Finding {
  return {
    message: `${line.value.text} is a virtual address of \`${first.instance.name.value}\` and of \`${instance.name.value}\`: when one of them loses it, it takes it away from the other. Leave it in one of the two.`,
    at: line.at,
    nodes: [node.name],
    related: [{ message: `\`${first.instance.name.value}\` has it here`, at: first.line.at }],
  }
}
