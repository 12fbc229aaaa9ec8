/** A BFD session of one node for which another node has none, because that names a wrong neighbor. */
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { advertSources } from '../cluster/evidence.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { BfdSession } from '../model/bfd.ts'
import type { ClusterRule } from './rule.ts'

export const bfdNeighborUnanswered: ClusterRule = {
  kind: 'cluster',
  name: 'bfd-neighbor-unanswered',
  severity: 'error',
  summary: 'The BFD sessions of two nodes do not name each other as neighbors.',
  why: 'A BFD session comes up only if both ends name each other, and a packet from any other address belongs to no session (bfd_scheduler.c:679). Until then an instance that tracks it without a weight stays in FAULT: two real daemons 2.2.7, one of which had a wrong `neighbor_ip`, left the address on no node. Compared are nodes whose own addresses are known by `source_ip` or `unicast_src_ip`; a node without any BFD session may run another BFD daemon.',
  check: (cluster) =>
    cluster.nodes.flatMap((node) =>
      cluster.nodes.flatMap((other) =>
        node === other || node.hasUnreadParts || other.hasUnreadParts ? [] : compare(node, other, cluster),
      ),
    ),
}

/** A session of the first that leads to the second, which has sessions with a stranger but none with the first. */
function compare(node: ClusterNode, other: ClusterNode, { nodes }: Cluster): Finding[] {
  const own = addressesOf(node)
  const theirs = addressesOf(other)
  const session = sessionsOf(node).find(({ neighbor }) => theirs.has(neighbor.value.text))
  const answers = sessionsOf(other)
  const [address] = own
  if (session === undefined || address === undefined) return []
  if (answers.some(({ neighbor }) => own.has(neighbor.value.text))) return []
  const known = new Set(nodes.flatMap((one) => [...addressesOf(one)]))
  const strangers = answers.filter(({ neighbor }) => !known.has(neighbor.value.text))
  const [stranger] = strangers
  if (stranger === undefined || strangers.length > 1) return []
  const expected = session.source?.value.text ?? address
  return [
    {
      message: `No node has ${stranger.neighbor.value.text}, and ${other.name} has no BFD session with ${expected}, the address of ${node.name}: \`${session.name.value}\` of ${node.name} never comes up, and what tracks it fails. Write ${expected} if ${node.name} is meant.`,
      at: stranger.neighbor.at,
      nodes: [other.name, node.name],
      severity: isTracked(node, session) ? 'error' : 'warning',
      related: [{ message: `${node.name} waits for ${other.name} here`, at: session.neighbor.at }],
      fixes: [
        {
          title: `Replace ${stranger.neighbor.value.text} by ${expected}`,
          safety: 'unsafe',
          edits: [{ at: stranger.neighbor.at, newText: expected }],
        },
      ],
    },
  ]
}

function sessionsOf({ config }: ClusterNode): BfdSession[] {
  return config.bfdSessions.filter(({ dropped }) => dropped === undefined)
}

/** The addresses that the node says it has. */
function addressesOf({ config }: ClusterNode): ReadonlySet<string> {
  return new Set([...config.bfdSessions.flatMap(({ source }) => source?.value.text ?? []), ...advertSources(config)])
}

/** Some instance or sync group is in FAULT while the session is down. */
function isTracked({ config }: ClusterNode, { name }: BfdSession): boolean {
  return [...config.tracking.values()].some(({ trackers }) =>
    trackers.some((one) => one.kind === 'bfd' && one.name === name.value && one.weight === 0),
  )
}
