/** Hints behind `@id`: who reads the line, where the id alone does not say so. */
import type { ClusterNode } from '../../cluster/cluster.ts'
import type { Condition } from '../../expand/reading.ts'
import { placeKey } from '../../text/places.ts'
import type { NodeHint } from './hint.ts'

/** The conditions that no node meets, and those that exclude a node, as one hint for all nodes. */
export function conditionHints(nodes: readonly ClusterNode[]): NodeHint[] {
  const readers = new Map<string, { readonly condition: Condition; readonly names: string[] }>()
  for (const { name, reading } of nodes) {
    for (const condition of reading.conditions) {
      const key = placeKey(condition.at)
      const known = readers.get(key) ?? { condition, names: [] }
      readers.set(key, known)
      if (condition.met) known.names.push(name)
    }
  }
  return [...readers.values()].flatMap(({ condition: { at, negated }, names }) => {
    if (names.length === 0) return everywhere(nodes, { at, ...unmet(nodes) })
    if (!negated || nodes.length === 1) return []
    const label = `read by ${names.join(', ')}`
    return everywhere(nodes, { at, label, tooltip: 'The line is read by every node that does not have this id.' })
  })
}

function unmet(nodes: readonly ClusterNode[]): Pick<NodeHint, 'label' | 'tooltip'> {
  const [only, ...others] = nodes
  if (only?.configId !== undefined && others.length === 0) {
    return { label: `not read: id is ${only.configId}`, tooltip: `This file is read as that of \`${only.configId}\`.` }
  }
  return { label: 'not read', tooltip: 'No node of the cluster reads this line.' }
}

function everywhere(nodes: readonly ClusterNode[], hint: Omit<NodeHint, 'node'>): NodeHint[] {
  return nodes.map((node) => ({ ...hint, node }))
}
