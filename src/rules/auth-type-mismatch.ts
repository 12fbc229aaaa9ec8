/** Nodes of a virtual router that authenticate in different ways, or of which some do not at all. */
import { type Disagreement, disagreements, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import { reasonForNone } from '../cluster/authentication.ts'
import type { Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { originOfWord } from '../model/sited.ts'
import type { Origin } from '../text/source-file.ts'
import type { RouterRule } from './rule.ts'

export const authTypeMismatch: RouterRule = {
  kind: 'router',
  name: 'auth-type-mismatch',
  severity: 'error',
  summary: 'The nodes of a virtual router authenticate in different ways, or only some of them do.',
  why: 'In version 2 a node drops every advert of another kind of authentication than its own (`received a 1 auth, expecting 0!`, vrrp_check_packet() in vrrp.c), none being a kind as well: all nodes become MASTER and hold the addresses. Seen with real daemons 2.2.7 and 2.4.3. What leaves a single node without authentication, such as `auth_type pass`, is told at that node by `invalid-auth-type` or `incomplete-authentication`.',
  check: compare,
}

function compare(router: VirtualRouter<Site>): Finding[] {
  return hearingEachOther(router).flatMap((members) => {
    const unprotectedFirst = [...members].sort((one, other) => rank(one) - rank(other))
    return disagreements(unprotectedFirst, kindOf).map(finding)
  })
}

/** Between as many members with and without authentication, those without it are told about it. */
function rank({ instance }: Member<Site>): number {
  return instance.authentication.type === 'none' ? 0 : 1
}

/** The way in which a member authenticates, where that is certain and not told elsewhere. */
function kindOf(member: Member<Site>): string | undefined {
  const { version, authentication } = member.instance
  if (version.value !== 2 || authentication.unknown === true) return undefined
  if (authentication.type !== 'none') return authentication.type
  return reasonForNone(member) === undefined ? undefined : 'none'
}

function finding({ odd, usual }: Disagreement<Site>): Finding {
  const { name } = odd.instance
  return {
    message: `\`${name.value}\` ${way(odd)}, while ${usual.node.name} ${way(usual)}: each node drops the adverts of the other and both become MASTER for ${subjectOf(odd, usual)}. Give all nodes the same \`authentication\` block, or none.`,
    at: decidingPlace(odd.instance),
    nodes: [odd.node.name, usual.node.name],
    related: [{ message: `${usual.node.name} ${way(usual)}`, at: decidingPlace(usual.instance) }],
  }
}

function way(member: Member<Site>): string {
  const { type } = member.instance.authentication
  return type === 'none' ? `uses no authentication (${reasonForNone(member) ?? ''})` : `uses \`auth_type ${type}\``
}

function decidingPlace({ name, authentication }: Instance): Origin {
  if (authentication.writtenType !== undefined) return authentication.writtenType.at
  return authentication.block === undefined ? name.at : originOfWord(authentication.block.statement.keyword)
}
