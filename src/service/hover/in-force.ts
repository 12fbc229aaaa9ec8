/** What the daemon makes of a line: what is in force where that differs from what is written, and why. */
import type { BoundStatement } from '../../bind/bind.ts'
import { reasonForNone } from '../../cluster/authentication.ts'
import type { Member } from '../../cluster/cluster.ts'
import { AUTH_PASS_BYTES } from '../../model/authentication.ts'
import type { Instance } from '../../model/config.ts'
import { numberOf, originOfWord } from '../../model/sited.ts'
import { byteLength } from '../../text/source-file.ts'
import type { LineAtSpot } from '../cursor.ts'
import {
  changedInterval,
  changedPriority,
  changedState,
  type InForce,
  impliedPriority,
  reasonToPreempt,
} from '../instance-in-force.ts'
import { placeName } from '../place-name.ts'
import { enumerated, quoted } from '../rich-text.ts'
import type { Snapshot } from '../snapshot.ts'
import { shown } from '../virtual-router.ts'

/** What there is to say of a line as one node reads it. Nothing where it means what it says. */
export function notesInForce(snapshot: Snapshot, at: LineAtSpot): string[] {
  const { line, instance, node, blocks } = at
  const isKnown = instance !== undefined && Object.hasOwn(INSTANCE_NOTES, line.keyword)
  const notes = isKnown ? (INSTANCE_NOTES[line.keyword]?.({ node, instance, line }) ?? []) : []
  const siblings = blocks.at(-1)?.block ?? node.bound.statements
  return [...asRead(snapshot, line), ...outranked(snapshot, line, siblings), ...notes]
}

/** The line with its definitions replaced. */
function asRead(snapshot: Snapshot, { statement }: BoundStatement): string[] {
  const words = [statement.keyword, ...statement.args]
  if (!words.some((word) => originOfWord(word).definition !== undefined)) return []
  return [`Read as ${quoted(snapshot.report.secrets.texts(words).join(' '))}.`]
}

/** Another line with the same keyword counts instead. */
function outranked(snapshot: Snapshot, line: BoundStatement, siblings: readonly BoundStatement[]): string[] {
  const { directive, keyword } = line
  if (directive === undefined || directive.body !== undefined || keyword === 'state') return []
  const alike = siblings.filter((one) => one.keyword === keyword)
  const counting = directive.repeat === 'last' ? alike.at(-1) : directive.repeat === 'first' ? alike[0] : line
  if (counting === undefined || counting === line) return []
  const there = originOfWord(counting.statement.keyword)
  const here = originOfWord(line.statement.keyword)
  return [`Not in force: the \`${keyword}\` on ${placeName(snapshot, there, here)} counts.`]
}

/** A line of an instance. */
interface InstanceLine extends Member {
  readonly line: BoundStatement
}

/** What the model says about lines of an instance, by their keyword. */
const INSTANCE_NOTES: Readonly<Record<string, (at: InstanceLine) => readonly string[]>> = {
  vrrp_instance: ({ instance }) => [
    `Version ${shown(instance.version)} and IPv${instance.family}, an advert every ${shown(instance.advertInterval)} s to ${destination(instance)}.`,
    ...withoutPriority(instance),
  ],
  state: ({ instance, line }) => {
    const state = changedState(instance, line)
    return [
      ...(state === undefined ? [] : [`In force: \`${state.value}\`. ${state.why}`]),
      ...withoutPriority(instance),
    ]
  },
  priority: ({ instance, line }) => inForce(changedPriority(instance, line)),
  version: ({ instance, line }) =>
    differs(line, instance.version.value) ? [`In force: version ${shown(instance.version)}.`] : [],
  advert_int: ({ instance, line }) => inForce(changedInterval(instance, line)),
  nopreempt: ({ instance }) => {
    const reason = reasonToPreempt(instance)
    return reason === undefined ? [] : [reason]
  },
  unicast_peer: ({ instance }) => [`Adverts go to ${destination(instance)}.`],
  unicast_src_ip: ({ instance }) => [`Adverts go to ${destination(instance)}.`],
  authentication: (member) => authenticationNotes(member),
  auth_type: (member) => authenticationNotes(member),
  auth_pass: (member) => {
    const { writtenPassword } = member.instance.authentication
    const isCut = writtenPassword !== undefined && byteLength(writtenPassword.value) > AUTH_PASS_BYTES
    return [
      ...(isCut ? [`Only the first ${AUTH_PASS_BYTES} bytes of this password count; the rest is cut off.`] : []),
      ...authenticationNotes(member),
    ]
  },
}

function inForce(changed: InForce | undefined): string[] {
  return changed === undefined ? [] : [`In force: ${changed.value}. ${changed.why}`]
}

function withoutPriority(instance: Instance): string[] {
  const implied = impliedPriority(instance)
  return implied === undefined ? [] : [implied.why]
}

function authenticationNotes(member: Member): string[] {
  const { authentication, version } = member.instance
  if (authentication.unknown === true || authentication.type !== 'none') return []
  const cause = version.value === 3 ? 'version 3 has none' : reasonForNone(member)
  return [`No authentication is in force${cause === undefined ? '' : `: ${cause}`}.`]
}

function destination({ unicast, multicastGroup }: Instance): string {
  if (!unicast.active) return `the multicast group ${quoted(multicastGroup.value)}`
  const source = unicast.source === undefined ? '' : ` from ${quoted(unicast.source.value.text)}`
  return `${enumerated(
    unicast.peers.map((peer) => quoted(peer.value.text)),
    MAX_LISTED,
  )}${source}`
}

const MAX_LISTED = 6

function differs(line: BoundStatement, inForce: number): boolean {
  const written = numberOf(line)
  return written !== undefined && written.value !== inForce
}
