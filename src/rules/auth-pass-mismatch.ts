/** Nodes of a virtual router with different passwords. */
import { type Disagreement, disagreements, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { AuthType, Instance } from '../model/config.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import type { Origin } from '../text/source-file.ts'
import type { RouterRule } from './rule.ts'

export const authPassMismatch: RouterRule = {
  kind: 'router',
  name: 'auth-pass-mismatch',
  severity: 'error',
  summary: 'The nodes of a virtual router have different passwords.',
  why: 'A node drops every advert whose password is not its own (vrrp_check_packet() in vrrp.c), so that all nodes become MASTER and hold the addresses; only one side logs `received an invalid passwd!`. What counts are the first 8 bytes, without quotes and without what follows a `#` or `!`. Version 3 and strict mode use no password. See keepalived issue #2433, openshift/installer#2966 and cookeem/kubeadm-ha#53; two real daemons, 2.2.7 and 2.4.3, both held the address.',
  check: compare,
}

function compare(router: VirtualRouter<Site>): Finding[] {
  const types: readonly AuthType[] = ['PASS', 'AH']
  return hearingEachOther(router).flatMap((members) =>
    types.flatMap((type) => disagreements(members, (member) => passwordFor(member, type)).map(finding)),
  )
}

/** The password with which a member authenticates in that way. */
function passwordFor({ instance }: Member<Site>, type: AuthType): string | undefined {
  const { authentication } = instance
  return authentication.type === type && authentication.unknown !== true ? authentication.password : undefined
}

function finding({ odd, usual }: Disagreement<Site>): Finding {
  return {
    message: `\`auth_pass\` is not that of ${usual.node.name}: each node drops the adverts of the other and both become MASTER for ${subjectOf(odd, usual)}. Write the same password on all nodes.`,
    at: passwordLine(odd.instance),
    nodes: [odd.node.name, usual.node.name],
    related: [{ message: `${usual.node.name} has another password`, at: passwordLine(usual.instance) }],
  }
}

/** The keyword only: the place of the password would tell its length. */
function passwordLine({ block, name }: Instance): Origin {
  const line = lastLine(entriesOf(block.block, 'authentication'), 'auth_pass')
  return line === undefined ? name.at : originOfWord(line.statement.keyword)
}
