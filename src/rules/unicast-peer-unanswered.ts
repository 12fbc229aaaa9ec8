/** Two nodes of a virtual router whose unicast adverts do not reach each other. */

import levenshtein from 'damerau-levenshtein'
import { subjectOf } from '../cluster/agreement.ts'
import { type Member, pairsOf, type VirtualRouter } from '../cluster/cluster.ts'
import { peerAddition } from '../cluster/peer-addition.ts'
import { routersWhere } from '../cluster/site.ts'
import {
  delivery,
  expectedSource,
  hasPeer,
  sourceAddress,
  sourceOf,
  strangersAmongPeers,
  usualSource,
} from '../cluster/unicast.ts'
import type { Finding, Fix, Related, Severity } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import { groupBy } from '../text/group-by.ts'
import type { Origin } from '../text/source-file.ts'
import type { ClusterRule } from './rule.ts'

export const unicastPeerUnanswered: ClusterRule = {
  kind: 'cluster',
  name: 'unicast-peer-unanswered',
  severity: 'error',
  summary: 'Unicast adverts of one node do not reach another node of the virtual router.',
  why: 'A unicast advert arrives only if it is sent to the very address that the other node sends from, and every node must name every other one. A node that hears nothing becomes MASTER, and both hold the addresses; at least one side logs nothing. keepalived issues #2651, #2458 and #1719; seen with real daemons 2.2.7 and 2.4.3. Peers in another subnet are legal (#44, #2505).',
  check: (cluster) => routersLackingPeers(cluster).flatMap(lookAt),
}

function lookAt(router: VirtualRouter): Finding[] {
  const found = pairsOf(router).flatMap(([one, other]) => compare(one, other, router))
  const omissions = found.flatMap((one) => ('omits' in one ? [one] : []))
  const byList = groupBy(omissions, ({ omits }) => omits.from)
  return [...found.flatMap((one) => ('omits' in one ? [] : [one])), ...[...byList.values()].flatMap(omitted)]
}

/** Some member does not list the source of another one, or facts may tell what it sends from. */
const routersLackingPeers = routersWhere(({ members }) =>
  members.some(
    (one) =>
      one.node.facts !== undefined ||
      members.some((other) => {
        const source = sourceOf(other.instance)
        return one !== other && source !== undefined && !hasPeer(one.instance, source)
      }),
  ),
)

function compare(one: Member, other: Member, router: VirtualRouter): (Finding | Omission)[] {
  if (!one.instance.unicast.active || !other.instance.unicast.active || haveOneSource(one, other)) return []
  const deaf = [
    ...(delivery(one, other) === 'not-sent' ? [{ from: one, to: other }] : []),
    ...(delivery(other, one) === 'not-sent' ? [{ from: other, to: one }] : []),
  ].filter((gap) => !sendsOnlyToItself(gap.from))
  const [gap] = deaf
  if (gap === undefined) return []
  const unexpected = deaf.find(({ to }) => expectedSource(to, router) !== undefined)
  if (unexpected !== undefined) return [unexpectedSource(unexpected, router)]
  const suspect = [one, other].find((member) => usualSource(member) !== undefined)
  if (suspect !== undefined) return [wrongSource(suspect, suspect === one ? other : one, severityOf(deaf))]
  return [wrongPeer(deaf, router)]
}

/** Adverts of `from` that never reach `to`. */
interface Gap {
  readonly from: Member
  readonly to: Member
}

/** A source that no other node names, while all of them name another address. */
function unexpectedSource({ from, to }: Gap, router: VirtualRouter): Finding {
  const source = sourceAddress(to)?.text ?? ''
  const expected = expectedSource(to, router)
  return {
    message: `No other node lists ${source}, the address that ${to.node.name} sends from; they send to ${expected?.value.text} instead. ${to.node.name} does not hear them and becomes MASTER for ${subjectOf(to, from)} as well.`,
    at: to.instance.unicast.source?.at ?? to.instance.name.at,
    nodes: [to.node.name, from.node.name],
    related: expected === undefined ? [] : [{ message: 'the other nodes send to this address', at: expected.at }],
  }
}

/** A source that no other instance of the node on that interface has: everything else follows from it. */
function wrongSource(suspect: Member, partner: Member, severity: Severity): Finding {
  const usual = usualSource(suspect)
  const source = suspect.instance.unicast.source
  const strange = suspect.instance.unicast.peers.filter((peer) => peer.value.text !== sourceAddress(partner)?.text)
  const interfaceName = suspect.instance.interface?.value
  const place = interfaceName === undefined ? '' : ` on \`${interfaceName}\``
  return {
    message: `${suspect.node.name} sends from ${source?.value.text} here but from ${usual?.value.text} in its other instances${place}: ${suspect.node.name} and ${partner.node.name} do not hear each other, and both become MASTER for ${subjectOf(suspect, partner)}. Check the unicast addresses of this instance.`,
    at: source?.at ?? suspect.instance.name.at,
    nodes: [suspect.node.name, partner.node.name],
    severity,
    related: [
      ...(usual === undefined
        ? []
        : [{ message: `${suspect.node.name} sends from this address elsewhere`, at: usual.at }]),
      ...strange.map((peer) => ({ message: `${partner.node.name} does not send from this address`, at: peer.at })),
      ...addressesOf(partner),
    ],
  }
}

/** A node that does not list another one, and all that this pair does not hear of each other. */
interface Omission {
  readonly omits: Gap
  readonly gaps: readonly Gap[]
}

/** A node that another one does not list, or lists under a wrong address. */
function wrongPeer(gaps: readonly Gap[], router: VirtualRouter): Finding | Omission {
  const { gap, stranger } = clearest(gaps, router)
  if (stranger === undefined) return { omits: gap, gaps }
  const { from, to } = gap
  const expected = sourceAddress(to)?.text ?? ''
  return {
    message: `No node sends from ${stranger.value.text}; ${to.node.name} sends from ${expected}: ${effectOf(gaps, gap)} Write ${expected} if ${to.node.name} is meant.`,
    at: stranger.at,
    nodes: [from.node.name, to.node.name],
    severity: severityOf(gaps),
    related: addressesOf(to),
    fixes: [replacement(stranger.at, stranger.value.text, expected)],
  }
}

/** All nodes that one does not list: what is missing in one list is told once. */
function omitted(omissions: readonly Omission[]): Finding[] {
  const [first] = omissions
  if (first === undefined) return []
  const { from } = first.omits
  const others = omissions.map(({ omits }) => omits.to)
  const expected = others.map((to) => sourceAddress(to)?.text ?? '')
  const addresses = enumerated(expected)
  const senders = enumerated(others.map(({ node }) => node.name))
  const cause = others.length === 1 ? `the address that ${senders} sends from` : `which ${senders} send from`
  const severity = omissions.some(({ gaps }) => severityOf(gaps) === 'error') ? 'error' : 'warning'
  const effects = {
    error: `${senders} do not hear ${from.node.name} and become MASTER for ${subjectOf(from, first.omits.to)} beside it.`,
    warning: `${senders} do not hear ${from.node.name}. That goes unnoticed only while ${from.node.name} has the lowest priority.`,
  }
  const effect = others.length === 1 ? effectOf(first.gaps, first.omits) : effects[severity]
  return [
    {
      message: `\`unicast_peer\` does not list ${addresses}, ${cause}: ${effect} Add ${addresses}.`,
      at: peerKeyword(from.instance),
      nodes: [from.node.name, ...others.map(({ node }) => node.name)],
      severity,
      related: omissions.flatMap(({ gaps, omits: { to } }) =>
        addressesOf(to).slice(0, gaps.length > 1 ? undefined : 1),
      ),
      fixes: addition(from.instance, expected),
    },
  ]
}

function enumerated(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function effectOf(gaps: readonly Gap[], { from, to }: Gap): string {
  if (gaps.length > 1)
    return `${from.node.name} and ${to.node.name} do not hear each other, and both become MASTER for ${subjectOf(from, to)}.`
  if (severityOf(gaps) === 'error')
    return `${to.node.name} does not hear ${from.node.name}, and both become MASTER for ${subjectOf(from, to)}.`
  const priorities = `${from.instance.priority.value} against ${to.instance.priority.value}`
  return `${to.node.name} does not hear ${from.node.name}. That goes unnoticed only while ${from.node.name} has the lower priority (${priorities}).`
}

function replacement(at: Origin, wrong: string, right: string): Fix {
  return { title: `Replace ${wrong} by ${right}`, safety: 'unsafe', edits: [{ at, newText: right }] }
}

function addition(instance: Instance, addresses: readonly string[]): Fix[] {
  const edit = peerAddition(instance, addresses)
  const title = `Add ${enumerated(addresses)} to \`unicast_peer\``
  return edit === undefined ? [] : [{ title, safety: 'unsafe', edits: [edit] }]
}

/** The gap that a single wrong peer explains, if there is one: the only stranger, or the only one that is a slip away. */
function clearest(gaps: readonly Gap[], router: VirtualRouter) {
  for (const gap of gaps) {
    const strangers = strangersAmongPeers(gap.from, router)
    const [stranger] = strangers
    if (stranger !== undefined && strangers.length === 1) return { gap, stranger }
    const source = sourceAddress(gap.to)?.text ?? ''
    const slips = strangers.filter((peer) => levenshtein(peer.value.text, source).steps === 1)
    if (slips[0] !== undefined && slips.length === 1) return { gap, stranger: slips[0] }
  }
  const [gap] = gaps
  if (gap === undefined) throw new Error('there is a gap to explain')
  return { gap, stranger: undefined }
}

/** A sender of lower priority whose adverts get lost harms nobody while nothing changes the priorities. */
function severityOf(gaps: readonly Gap[]): Severity {
  const [gap] = gaps
  if (gap === undefined || gaps.length > 1) return 'error'
  const isLower = gap.from.instance.priority.value < gap.to.instance.priority.value
  return isLower && !hasTrackers(gap.from.instance) && !hasTrackers(gap.to.instance) ? 'warning' : 'error'
}

function hasTrackers(instance: Instance): boolean {
  return instance.block.block.some((line) => line.keyword.startsWith('track_'))
}

function haveOneSource(one: Member, other: Member): boolean {
  const source = sourceAddress(one)
  return source !== undefined && source.text === sourceAddress(other)?.text
}

/** Told by `own-address-in-unicast-peer`. */
function sendsOnlyToItself(member: Member): boolean {
  const { instance } = member
  const source = sourceAddress(member)
  return (
    source !== undefined &&
    hasPeer(instance, source) &&
    instance.unicast.peers.every((peer) => peer.value.text === source.text)
  )
}

function addressesOf({ node, instance }: Member): Related[] {
  const { source, peers } = instance.unicast
  return [
    ...(source === undefined ? [] : [{ message: `${node.name} sends from here`, at: source.at }]),
    ...peers.map((peer) => ({ message: 'and to this address', at: peer.at })),
  ]
}

function peerKeyword(instance: Instance): Origin {
  const line = lastLine(instance.block.block, 'unicast_peer')
  return line === undefined ? instance.name.at : originOfWord(line.statement.keyword)
}
