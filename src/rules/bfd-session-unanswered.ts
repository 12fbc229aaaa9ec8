/** A BFD session that another node of the cluster does not answer. */
import { ownAddresses, sessionsOf } from '../cluster/bfd.ts'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Related } from '../diagnostics/diagnostic.ts'
import type { BfdSession } from '../model/bfd.ts'
import { lastLine, originOfWord, switchOf } from '../model/sited.ts'
import type { ClusterRule } from './rule.ts'

export const bfdSessionUnanswered: ClusterRule = {
  kind: 'cluster',
  name: 'bfd-session-unanswered',
  severity: 'error',
  summary: 'A BFD session leads to a node of the cluster that has none in return, so that it never comes up.',
  why: 'A session comes up only if each end has one for the other: packets from an address without a session are dropped (bfd_handle_packet() in bfd_scheduler.c:655). Of two ends that are `passive` neither begins, and one with `multihop` (since 2.2.8) talks to another port than one without. An instance that tracks the session without a weight then stays in FAULT, and nobody holds the addresses: seen with real daemons 2.2.7. Told is only what a node with BFD sessions of its own does not answer, by the addresses that the files name.',
  check: ({ nodes }: Cluster) =>
    nodes.flatMap((node, index) =>
      sessionsOf(node).flatMap((session) =>
        nodes.flatMap((other, otherIndex) =>
          other === node ? [] : lookAt({ node, session }, other, { isFirst: index < otherIndex }),
        ),
      ),
    ),
}

interface End {
  readonly node: ClusterNode
  readonly session: BfdSession
}

function lookAt(own: End, other: ClusterNode, { isFirst }: { readonly isFirst: boolean }): Finding[] {
  const { source, neighbor } = own.session
  const theirs = sessionsOf(other)
  if (source === undefined || other.hasUnreadParts || !ownAddresses(other).has(neighbor.value.text)) return []
  const answer = theirs.find((one) => isBetween(one, source.value.text, neighbor.value.text))
  if (answer !== undefined) return isFirst ? disagreement(own, { node: other, session: answer }) : []
  if (theirs.length === 0) return []
  return [
    finding(own, other, {
      cause: `${other.name} has no \`bfd_instance\` for ${source.value.text}, the \`source_ip\` here`,
      cure: 'Write one there, or mend the addresses.',
      related: theirs
        .slice(0, 3)
        .map((one) => ({ message: `${other.name} has a session with this`, at: one.neighbor.at })),
    }),
  ]
}

/** Two ends that know each other and do not come together. */
function disagreement(own: End, other: End): Finding[] {
  const related = [{ message: `that of ${other.node.name}`, at: other.session.neighbor.at }]
  const tell = (cause: string, cure: string) => [finding(own, other.node, { cause, cure, related })]
  if ([own, other].every(({ session }) => lastLine(session.block.block, 'passive') !== undefined)) {
    return tell(`both ends are \`passive\`, ${other.node.name} too`, 'Let one of them begin.')
  }
  const isKnown = own.node.target.atLeast('2.2.8')
  if (!isKnown || usesMultihop(own) === usesMultihop(other)) return []
  return tell(
    `${usesMultihop(own) ? own.node.name : other.node.name} uses \`multihop\` and the other end does not`,
    'Write the same on both nodes.',
  )
}

function usesMultihop({ session }: End): boolean {
  return switchOf(session.block.block, 'multihop')?.value ?? false
}

interface Reason {
  readonly cause: string
  readonly cure: string
  readonly related: readonly Related[]
}

function finding({ node, session }: End, other: ClusterNode, { cause, cure, related }: Reason): Finding {
  const name = session.name.value
  const line = lastLine(session.block.block, 'passive')
  const isFatal = trackersOf(node, name).some((weight) => weight === 0)
  const effect = isFatal ? 'what tracks it stays in FAULT' : 'it never tells anything'
  return {
    message: `The BFD session \`${name}\` with ${session.neighbor.value.text} never comes up, so that ${effect}: ${cause}. ${cure}`,
    at: line !== undefined && cause.includes('passive') ? originOfWord(line.statement.keyword) : session.neighbor.at,
    nodes: [node.name, other.name],
    severity: isFatal ? 'error' : 'warning',
    related,
  }
}

/** The weights with which instances and sync groups track the session. */
function trackersOf({ config }: ClusterNode, name: string): (number | undefined)[] {
  return [...config.instances, ...config.syncGroups].flatMap(({ tracking }) =>
    tracking.trackers.filter((one) => one.kind === 'bfd' && one.name === name).map(({ weight }) => weight),
  )
}

function isBetween({ neighbor, source }: BfdSession, theirs: string, own: string): boolean {
  return neighbor.value.text === theirs && (source === undefined || source.value.text === own)
}
