/** An interface that keepalived makes itself, named where it must exist already. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { interfacesNeeded } from '../model/interfaces.ts'
import { implied, lastLine, linesOf, originOfWord, type Sited, sited, slotOf } from '../model/sited.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const unmadeInterface: NodeRule = {
  kind: 'node',
  name: 'unmade-interface',
  severity: 'error',
  summary: 'A line needs the interface of a `use_vmac`, which keepalived makes only once it has read the file.',
  why: 'keepalived looks for the interfaces of addresses, routes, rules, trackers and instances while it reads, and makes those of `use_vmac` and `use_ipvlan` afterwards. It reports `Non-existent interface specified in configuration` and its VRRP process stops, and with it every instance of the node (vrrp_daemon.c:543, since 2.0.0; seen with 2.2.7 and 2.4.3). A reload finds the interface that the last start left, so that the mistake shows at the next boot. With `dynamic_interfaces` such lines wait for an interface that has a name in its `use_vmac`. One without is called `vrrp1.51` in place of `vrrp.51` then, because that name is in use already, and what waits for it stays in FAULT (seen with both). See keepalived issues #1389, #2723 and #507.',
  check: (node) => {
    if (node.hasUnreadParts) return []
    const makers = instancesWithVmac(node.config.instances)
    if (makers.length === 0) return []
    const made = new Map(makers.flatMap((instance) => madeBy(node, instance)))
    if (made.size === 0) return []
    return interfacesNeeded(node.bound.statements).flatMap((use) => lookAt(node, use, made.get(use.value)))
  },
}

const instancesWithVmac = rememberedInEach((instance: Instance) =>
  lastLine(instance.block.block, 'use_vmac') === undefined ? [] : [instance],
)

/** An instance and what names the interface that is made for it. */
interface Maker {
  readonly instance: Instance
  /** Implied where it is called by the number of the virtual router. */
  readonly name: Sited<string>
}

function lookAt(node: ClusterNode, use: Sited<string>, maker: Maker | undefined): Finding[] {
  const isDynamic = node.config.globals.dynamicInterfaces
  if (maker === undefined || (isDynamic && maker.name.implied !== true)) return []
  const owner = maker.instance.name.value
  const effect = isDynamic
    ? `this line takes the name first, so that the interface of \`${owner}\` is called otherwise, and what waits for \`${use.value}\` stays in FAULT`
    : `keepalived makes the interface for \`${owner}\` only afterwards, and stops its VRRP process with all instances`
  return [
    {
      message: `\`${use.value}\` does not exist yet when this is read: ${effect}. ${advice(use, maker)}`,
      at: use.at,
      nodes: [node.name],
      related: [{ message: 'the interface is made for this', at: maker.name.at }],
    },
  ]
}

function advice({ at }: Sited<string>, { instance, name }: Maker): string {
  const isOwnAddress = [...instance.addresses, ...instance.excludedAddresses].some(
    ({ device }) => device?.at.start === at.start && device.at.file === at.file,
  )
  if (isOwnAddress) return 'Leave the interface out: the addresses of the instance are on it anyway.'
  return name.implied === true
    ? 'Give the interface a name (`use_vmac NAME`), use that here, and write `dynamic_interfaces` in `global_defs`.'
    : 'Write `dynamic_interfaces` in `global_defs`, or name the interface below it.'
}

/** The interface under its own name; one that is called by the number of the virtual router is in IPv4 `vrrp.NUMBER`. */
function madeBy({ bound }: ClusterNode, instance: Instance): [string, Maker][] {
  const [line] = linesOf(instance.block.block, 'use_vmac')
  if (line === undefined || instance.interface === undefined) return []
  const word = slotOf(line, 'interface')?.word
  if (word !== undefined) return [[word.text, { instance, name: sited(word.text, word) }]]
  const hasPrefix = linesOf(bound.statements, 'global_defs').some(
    ({ block }) => linesOf(block, 'vmac_prefix').length > 0,
  )
  if (hasPrefix || instance.family !== 4 || instance.virtualRouterId === undefined) return []
  const name = implied(`vrrp.${instance.virtualRouterId.value}`, originOfWord(line.statement.keyword))
  return [[name.value, { instance, name }]]
}
