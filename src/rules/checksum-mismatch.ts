/** Nodes of a virtual router that compute the checksum of version 3 in different ways. */
import { hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import { effectOfLoss, lossesAmong } from '../cluster/losses.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import type { Origin } from '../text/source-file.ts'
import type { RouterRule } from './rule.ts'

export const checksumMismatch: RouterRule = {
  kind: 'router',
  name: 'checksum-mismatch',
  severity: 'error',
  summary: 'The nodes of a virtual router compute the checksum of their adverts in different ways.',
  why: 'An IPv4 advert of version 3 has a checksum over a pseudo-header as well. `v3_checksum_as_v2` leaves that out, since 2.2.8: a node without the line drops such adverts (`Invalid VRRPv3 checksum`), and one with it takes all. `old_unicast_checksum` computes it as releases up to 1.3.6 did, and a node that is told nothing adapts to that, but one with `old_unicast_checksum never` does not (vrrp_check_packet() in vrrp.c:1178). Both nodes become MASTER then: the first was seen with real daemons 2.4.3, the second with 2.2.7 and 2.4.3.',
  check: (router) =>
    hearingEachOther(router).flatMap((members) =>
      lossesAmong(members, isDropped).map((loss): Finding => {
        const { from, to } = loss
        return {
          message: `${howOf(from)} and ${howOf(to)}: ${effectOfLoss(loss, subjectOf(from, to))} Write the same on all nodes.`,
          at: placeOf(from),
          nodes: [from.node.name, to.node.name],
          severity: loss.severity,
          related: [{ message: `the instance of ${to.node.name}`, at: placeOf(to) }],
        }
      }),
    ),
}

function isDropped(from: Member<Site>, to: Member<Site>): boolean {
  const isCompared = [from, to].every(
    ({ node, instance: { version, family } }) =>
      !node.hasUnreadParts && family === 4 && version.value === 3 && version.unknown !== true,
  )
  if (!isCompared || isPlain(to)) return false
  if (isPlain(from)) return true
  const [own, theirs] = [oldChecksum(from), oldChecksum(to)]
  return own !== undefined && theirs !== undefined && own !== theirs
}

function isPlain({ node, instance }: Member<Site>): boolean {
  return instance.plainChecksum && node.target.atLeast('2.2.8')
}

/** Whether an instance uses the old checksum always or never; `undefined` where it goes by what it hears. */
function oldChecksum({ instance }: Member<Site>): 'always' | 'never' | undefined {
  const line = lastLine(instance.block.block, 'old_unicast_checksum')
  if (line === undefined || !instance.unicast.active || line.match.slots.some(({ faulty }) => faulty)) return undefined
  return line.match.slots.length === 0 ? 'always' : 'never'
}

function howOf(member: Member<Site>): string {
  const { name } = member.node
  if (isPlain(member)) return `${name} computes checksums without the pseudo-header (\`v3_checksum_as_v2\`)`
  const old = oldChecksum(member)
  if (old === undefined) return `${name} computes them with it`
  return old === 'always' ? `${name} uses the \`old_unicast_checksum\`` : `${name} never does`
}

function placeOf({ instance }: Member<Site>): Origin {
  const lines = instance.block.block
  const line = lastLine(lines, 'v3_checksum_as_v2') ?? lastLine(lines, 'old_unicast_checksum')
  return line === undefined ? instance.name.at : originOfWord(line.statement.keyword)
}
