/** A node that lists its own address among its unicast peers. */

import type { Cluster, ClusterNode, Member, VirtualRouter } from '../cluster/cluster.ts'
import { routersWhere } from '../cluster/site.ts'
import { hasPeer, sourceAddress, sourceOf } from '../cluster/unicast.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { Peer } from '../model/config.ts'
import { lineStartAt } from '../text/source-file.ts'
import type { ClusterRule } from './rule.ts'

export const ownAddressInUnicastPeer: ClusterRule = {
  kind: 'cluster',
  name: 'own-address-in-unicast-peer',
  severity: 'warning',
  summary: 'A node lists its own unicast_src_ip among its peers.',
  why: 'The node sends its adverts to itself and logs an advert with its own address every interval (keepalived issues #707 and #2645). Where it is the only peer, no other node ever hears of this one and both become MASTER: seen with real daemons 2.2.7 and 2.4.3. It comes from one peer list for all nodes.',
  check: (cluster) =>
    routersWithOwnPeer(cluster).flatMap((router) =>
      router.members.flatMap((member) => lookAt(member, router, cluster)),
    ),
}

/** Facts may tell what a member sends from. */
const routersWithOwnPeer = routersWhere(({ members }) =>
  members.some(({ node, instance }) => {
    const source = sourceOf(instance)
    return node.facts !== undefined || (source !== undefined && hasPeer(instance, source))
  }),
)

function lookAt(member: Member, router: VirtualRouter, cluster: Cluster): Finding[] {
  const { node, instance } = member
  const { source: written, peers } = instance.unicast
  const source = sourceAddress(member)
  if (source === undefined || isShared(member, router)) return []
  const own = peers.filter((peer) => peer.value.text === source.text)
  const isAlone = own.length === peers.length
  return own.map((peer) => ({
    message: isAlone
      ? `The only peer of \`${instance.name.value}\`, ${peer.value.text}, is this node's own address: no other node hears it, and both become MASTER. Write the address of the other node.`
      : `${peer.value.text} is this node's own address (${written === undefined ? 'of its interface' : '`unicast_src_ip`'}): it sends its adverts to itself. ${cure(peer, node, cluster)}`,
    at: peer.at,
    nodes: [node.name],
    severity: isAlone ? 'error' : 'warning',
    related: written === undefined ? [] : [{ message: 'this node sends from here', at: written.at }],
    fixes: isAlone || isReadByOthers(peer, node, cluster) ? [] : [removal(peer)],
  }))
}

/** Another node sends from the address too: `duplicate-unicast-source` tells whose it is not. */
function isShared(member: Member, router: VirtualRouter): boolean {
  const source = sourceAddress(member)
  return router.members.some((other) => other !== member && sourceAddress(other)?.text === source?.text)
}

function cure(peer: Peer, node: ClusterNode, cluster: Cluster): string {
  if (!isReadByOthers(peer, node, cluster)) return "Remove it from this node's list."
  if (node.configId === undefined) return 'Other nodes read this line too: give this node a list of its own.'
  return `Other nodes read this line too: begin it with \`@^${node.configId}\`.`
}

/** Other nodes read the line as well, and may need it. */
function isReadByOthers({ at }: Peer, node: ClusterNode, cluster: Cluster): boolean {
  return cluster.nodes.some((other) => other !== node && other.reading.files.some((file) => file.path === at.file.path))
}

/** Takes the line out, with its line end where nothing else stands on it. */
function removal(peer: Peer): Fix {
  const { file } = peer.at
  const lineStart = lineStartAt(file.text, peer.at.start)
  const lineEnd = file.text.indexOf('\n', peer.at.end)
  const isWholeLine =
    lineEnd !== -1 && file.text.slice(lineStart, lineEnd).trim() === file.text.slice(peer.at.start, peer.at.end)
  const at = isWholeLine ? { file, start: lineStart, end: lineEnd + 1 } : peer.at
  return { title: `Remove ${peer.value.text} from \`unicast_peer\``, safety: 'unsafe', edits: [{ at, newText: '' }] }
}
