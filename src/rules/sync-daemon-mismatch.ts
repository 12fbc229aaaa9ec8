/** Nodes that copy the connections of IPVS under different ids, or of which some do not at all. */
import type { BoundStatement } from '../bind/bind.ts'
import { rewriting } from '../bind/edits.ts'
import { isUnknown, parseAddress } from '../bind/values.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { entriesIn, numberOf, originOfWord, slotOf, textOf } from '../model/sited.ts'
import { textAt } from '../text/source-file.ts'
import type { ClusterRule } from './rule.ts'

export const syncDaemonMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'sync-daemon-mismatch',
  severity: 'warning',
  summary: 'The nodes run `lvs_sync_daemon` with different ids, groups or ports, or only some of them do.',
  why: 'The kernel takes the connections of another node only under its own sync id, so that with different ones a failover breaks all connections (keepalived issues #1819 and #1138). The id is what `id` says, else the virtual_router_id of the instance that is named, else 0 (global_parser.c:589). It hears them only at its own multicast group and port, 224.0.0.81 and 8848 unless they are given. The interfaces may differ.',
  check: (cluster) => pairs(cluster).flatMap(([one, other]) => compare(one, other, cluster)),
}

/** Each node with the first one of the cluster that shares a virtual router with it. */
function pairs({ nodes, routers }: Cluster): [ClusterNode, ClusterNode][] {
  return nodes.flatMap((node, index): [ClusterNode, ClusterNode][] => {
    const first = nodes
      .slice(0, index)
      .find((one) =>
        routers.some(({ members }) => [one, node].every((it) => members.some((member) => member.node === it))),
      )
    return first === undefined ? [] : [[first, node]]
  })
}

function compare(one: ClusterNode, other: ClusterNode, { nodes }: Cluster): Finding[] {
  if (one.hasUnreadParts || other.hasUnreadParts) return []
  const [own, theirs] = [daemonLine(one), daemonLine(other)]
  if (own === undefined && theirs === undefined) return []
  if (own === undefined || theirs === undefined) {
    return own !== undefined ? missing(own, one, other) : theirs !== undefined ? missing(theirs, other, one) : []
  }
  const [id, theirId] = [syncId(own, one), syncId(theirs, other)]
  if (id !== undefined && id === theirId) return destination([own, one], [theirs, other])
  if (id === undefined || theirId === undefined) return []
  return [
    {
      message: `The connections of IPVS are copied under sync id ${id} on ${one.name} and ${theirId} on ${other.name}: neither takes those of the other, and a failover breaks them. Write \`id\` with the same number on all nodes.`,
      at: originOfWord(own.statement.keyword),
      nodes: [one.name, other.name],
      related: [{ message: `${other.name} uses ${theirId}`, at: originOfWord(theirs.statement.keyword) }],
      fixes: nodes.length > 2 ? [] : [...withId(own, one, theirId, other), ...withId(theirs, other, id, one)],
    },
  ]
}

/** The line with the id of the other node. */
function withId(line: BoundStatement, node: ClusterNode, id: number, { name }: ClusterNode): Fix[] {
  const fix = { title: `Use id ${id} on ${node.name}, as on ${name}`, safety: 'unsafe' } as const
  const written = numberOf(line, 'id')
  if (written !== undefined) return rewriting(written.at, { ...fix, newText: `${id}` })
  const end = originOfWord(line.statement.args.at(-1) ?? line.statement.keyword)
  return rewriting(end, { ...fix, newText: `${textAt(end)} id ${id}` })
}

type Daemon = readonly [line: BoundStatement, node: ClusterNode]

/** One id is not enough: the packets must go where the other node listens. */
function destination([own, one]: Daemon, [theirs, other]: Daemon): Finding[] {
  const [here, there] = [destinationOf(own), destinationOf(theirs)]
  if (here === undefined || there === undefined || here === there) return []
  return [
    {
      message: `The connections of IPVS are copied to ${here} on ${one.name} and to ${there} on ${other.name}: neither hears the other, and a failover breaks them. Write the same \`group\` and \`port\` on all nodes.`,
      at: originOfWord(own.statement.keyword),
      nodes: [one.name, other.name],
      related: [{ message: `${other.name} copies to ${there}`, at: originOfWord(theirs.statement.keyword) }],
    },
  ]
}

/** The group and port of the kernel where none are given. */
function destinationOf(line: BoundStatement): string | undefined {
  if (line.match.slots.some((slot) => slot.faulty || isUnknown(slot.word.text))) return undefined
  const group = textOf(line, 'address', 'group')?.value
  const address = group === undefined ? DEFAULT_GROUP : parseAddress(group)?.text
  return address === undefined ? undefined : `${address} port ${numberOf(line, 'port')?.value ?? DEFAULT_PORT}`
}

const DEFAULT_GROUP = '224.0.0.81'
const DEFAULT_PORT = 8848

/** Only where the other node has virtual servers as well, whose connections are lost. */
function missing(line: BoundStatement, node: ClusterNode, other: ClusterNode): Finding[] {
  if (other.config.virtualServers.length === 0) return []
  return [
    {
      message: `${node.name} copies the connections of IPVS (\`lvs_sync_daemon\`), and ${other.name} does not: a failover breaks them. Write the line on all nodes.`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name, other.name],
    },
  ]
}

/** The first line in the file counts. */
function daemonLine({ bound }: ClusterNode): BoundStatement | undefined {
  return entriesIn(bound.statements, 'global_defs', 'lvs_sync_daemon')[0]
}

/** `undefined` where it is not known. */
function syncId(line: BoundStatement, { config }: ClusterNode): number | undefined {
  if (line.match.problems.length > 0 || line.match.slots.some((slot) => slot.faulty)) return undefined
  const written = numberOf(line, 'id')
  if (written !== undefined) return written.value
  const name = (slotOf(line, 'reference', 'inst') ?? slotOf(line, 'reference'))?.word.text
  if (name === undefined) return 0
  const router = config.instances.find((instance) => instance.name.value === name)?.virtualRouterId
  return router?.unknown === true ? undefined : router?.value
}
