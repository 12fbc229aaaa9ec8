/** Files that were named together, although nothing in them says that they belong to one cluster. */
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { compareTexts } from '../text/compare.ts'
import type { ClusterRule } from './rule.ts'

export const unrelatedNodes: ClusterRule = {
  kind: 'cluster',
  name: 'unrelated-nodes',
  severity: 'info',
  summary: 'Files that were named together have too little in common, so that they were not compared.',
  why: 'Names and virtual_router_ids are the same in many clusters, and so are the addresses of examples and of LANs at home. kalint compares nodes if one names the other as unicast peer, or if they share a virtual address, or at least a network, and what else they say about it speaks for one cluster: id, name, interface, password and rank. Other files are checked one by one.',
  check: (cluster) => (isFirst(cluster) ? tell(cluster) : []),
}

/** Every one of the clusters knows the others; the one with the first file tells. */
function isFirst({ nodes, apart }: Cluster): boolean {
  const first = [...nodes, ...apart].reduce((one, other) => (isBefore(other, one) ? other : one))
  return nodes.includes(first)
}

function isBefore(one: ClusterNode, other: ClusterNode): boolean {
  const order = compareTexts(one.file.path, other.file.path)
  return order < 0 || (order === 0 && compareTexts(one.name, other.name) < 0)
}

function tell({ nodes, apart }: Cluster): Finding[] {
  const [first] = nodes
  if (first === undefined || apart.length === 0) return []
  const counterpart = apart.length === 1 && nodes.length === 1 ? apart[0] : undefined
  const near = counterpart === undefined ? undefined : sharedAddress(first, counterpart)
  const at = { file: first.file, start: 0, end: 0 }
  if (counterpart !== undefined && near !== undefined) {
    const names = [first.name, counterpart.name]
    return [{ message: `${listed([first, counterpart])} both list ${near.address}, ${doubt(near)}`, at, nodes: names }]
  }
  const verb = apart.length === 1 ? 'has' : 'have'
  const past = apart.length === 1 ? 'was' : 'were'
  return [
    {
      message: `${listed(apart)} ${verb} too little in common with ${listed(nodes)} to be one cluster and ${past} not compared with ${nodes.length === 1 ? 'it' : 'them'}.`,
      at,
      nodes: [...nodes, ...apart].map((node) => node.name),
    },
  ]
}

/** A virtual address of two nodes, and whether the instances that have it would be equals in an election. */
interface Near {
  readonly address: string
  readonly areEquals: boolean
}

function sharedAddress(one: ClusterNode, other: ClusterNode): Near | undefined {
  for (const { addresses, state, priority } of one.config.instances) {
    for (const { value } of addresses) {
      const twin = other.config.instances.find((it) => it.addresses.some((line) => line.value.text === value.text))
      if (twin === undefined) continue
      const areEquals = twin.state.value === state.value && twin.priority.value === priority.value
      return { address: value.text, areEquals }
    }
  }
  return undefined
}

function doubt({ areEquals }: Near): string {
  return areEquals
    ? 'with the same state and priority, as copies of one example do: they were not compared. If they are one cluster, give each node a priority of its own.'
    : 'but have too little else in common to be one cluster, and were not compared.'
}

function listed(nodes: readonly ClusterNode[]): string {
  const names = nodes.map((node) => node.name)
  if (names.length <= 1) return names.join('')
  if (names.length > MOST_NAMES) return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const MOST_NAMES = 5
