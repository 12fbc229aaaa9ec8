/** `kalint show cluster`: which nodes belong together, and which of their instances are one virtual router. */
import type { Cluster, Member, VirtualRouter } from '../cluster/cluster.ts'
import type { Instance } from '../model/config.ts'
import { harmlessJson } from '../text/harmless.ts'
import { columns } from './columns.ts'
import { fileAndLine } from './places.ts'
import { counted } from './summary.ts'

/** More addresses than this are counted only. */
const MAX_LISTED = 4

/** Each cluster with its nodes, and a table of members for each virtual router. */
export function renderCluster(clusters: readonly Cluster[]): string {
  return clusters.map(clusterText).join('\n')
}

/** The same as JSON, with all addresses. */
export function renderClusterJson(clusters: readonly Cluster[]): string {
  const records = clusters.map((cluster) => ({
    name: cluster.name,
    nodes: cluster.nodes.map((node) => ({ name: node.name, file: node.file.path, configId: node.configId ?? null })),
    virtualRouters: cluster.routers.map((router) => ({ members: router.members.map(memberRecord) })),
  }))
  return `${harmlessJson(JSON.stringify(records, undefined, 2))}\n`
}

function clusterText({ name, nodes, routers }: Cluster): string {
  const rows = nodes.map((node) => ['  node', node.name, node.file.path])
  const routerTexts = routers.map((router) => `\n  virtual router ${routerName(router)}\n${memberTable(router)}`)
  return `cluster ${name} (${counted(nodes.length, 'node')}, ${counted(routers.length, 'virtual router')})\n${columns(rows)}${routerTexts.join('')}`
}

/** The addresses that it is there for; where there are none, its name. */
function routerName({ members }: VirtualRouter): string {
  const addresses = [...new Set(members.flatMap(({ instance }) => instance.addresses.map((line) => line.value.text)))]
  const names = [...new Set(members.map(({ instance }) => instance.name.value))]
  return addresses.length === 0 ? names.join(', ') : listed(addresses)
}

function memberTable({ members }: VirtualRouter): string {
  const head = ['node', 'instance', 'id', 'priority', 'state', 'interface', 'addresses', 'adverts to', 'written in']
  return columns([head, ...members.map(memberCells)].map((cells) => [`    ${cells[0] ?? ''}`, ...cells.slice(1)]))
}

function memberCells({ node, instance }: Member): string[] {
  return [
    node.name,
    instance.name.value,
    String(instance.virtualRouterId?.value ?? '-'),
    instance.priority.unknown === true ? '?' : String(instance.priority.value),
    instance.state.value,
    instance.interface?.value ?? '-',
    listed(addressesOf(instance)),
    instance.unicast.active ? listed(peersOf(instance)) : instance.multicastGroup.value,
    fileAndLine(instance.name.at),
  ]
}

function memberRecord({ node, instance }: Member) {
  return {
    node: node.name,
    instance: instance.name.value,
    virtualRouterId: instance.virtualRouterId?.value ?? null,
    priority: instance.priority.unknown === true ? null : instance.priority.value,
    state: instance.state.value,
    interface: instance.interface?.value ?? null,
    addresses: addressesOf(instance),
    peers: instance.unicast.active ? peersOf(instance) : [],
    multicastGroup: instance.unicast.active ? null : instance.multicastGroup.value,
    at: fileAndLine(instance.name.at),
  }
}

function addressesOf(instance: Instance): string[] {
  return instance.addresses.map(({ value }) =>
    value.prefix === undefined ? value.text : `${value.text}/${value.prefix}`,
  )
}

function peersOf(instance: Instance): string[] {
  return instance.unicast.peers.map(({ value }) => value.text)
}

function listed(words: readonly string[]): string {
  if (words.length === 0) return '-'
  const more = words.length - MAX_LISTED
  return more > 0 ? `${words.slice(0, MAX_LISTED).join(', ')}, ${more} more` : words.join(', ')
}
