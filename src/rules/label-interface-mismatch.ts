/** A label that names another interface than the one that carries its address. */
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { AddressLine, Instance } from '../model/config.ts'
import { interfaceTypos, isUsualName } from '../model/interfaces.ts'
import { hasOption, lastLine, type Sited } from '../model/sited.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const labelInterfaceMismatch: NodeRule = {
  kind: 'node',
  name: 'label-interface-mismatch',
  severity: 'warning',
  summary: 'The label of an address names another interface than the one that carries it.',
  why: 'A label is the name of the interface, perhaps with `:` and more behind it (ip-address(8)). keepalived and the kernel take any other text, but then tools that go by labels look for the address at the wrong interface or miss it. Mostly the label was copied from another line, or the `dev` was forgotten.',
  check: (node) => {
    const labelled = [
      ...inInstances(node.config.instances),
      ...node.config.staticAddresses.map((line) => ({
        line,
        device: line.device ?? node.config.globals.defaultInterface,
      })),
    ]
    if (labelled.length === 0) return []
    const misspelt = new Set(interfaceTypos(node.bound.statements).map((typo) => typo.written.value))
    return labelled.flatMap((one) => check(node, one, misspelt))
  },
}

/** An address and the interface that carries it, where that is known. */
interface Labelled {
  readonly line: AddressLine
  readonly device: Sited<string> | undefined
}

const inInstances = rememberedInEach((instance: Instance): readonly Labelled[] => {
  const own = makesInterface(instance.block) ? undefined : instance.interface
  const lines = [...instance.addresses, ...instance.excludedAddresses].filter((line) => line.label !== undefined)
  return lines.map((line) => ({ line, device: line.device ?? own }))
})

/** Addresses without `dev` go to the interface that keepalived makes. */
function makesInterface(block: BoundStatement): boolean {
  return ['use_vmac', 'use_ipvlan', 'use_vmac_addr'].some((keyword) => lastLine(block.block, keyword) !== undefined)
}

function check(node: ClusterNode, { line, device }: Labelled, misspelt: ReadonlySet<string>): Finding[] {
  const { label } = line
  if (label === undefined || device === undefined || misspelt.has(device.value) || hasOption(line.line, 'use_vmac')) {
    return []
  }
  const named = interfaceIn(label.value)
  if (named === undefined || named === device.value) return []
  const isOwn = device.at === line.device?.at
  return [
    {
      message: `The label \`${label.value}\` belongs to \`${named}\`, but ${line.value.text} is on \`${device.value}\`${isOwn ? '' : ', the interface of the instance'}. ${isOwn ? `Let the label begin with \`${device.value}\`.` : `Add \`dev ${named}\`, or let the label begin with \`${device.value}\`.`}`,
      at: label.at,
      nodes: [node.name],
      related: [{ message: `the address is on \`${device.value}\``, at: device.at }],
    },
  ]
}

/** The interface that a label names. Without a colon it may be any word. */
function interfaceIn(label: string): string | undefined {
  const colon = label.indexOf(':')
  if (colon !== -1) return label.slice(0, colon)
  return isUsualName(label) ? label : undefined
}
