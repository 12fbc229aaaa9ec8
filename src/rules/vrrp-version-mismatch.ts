/** Nodes of a virtual router that speak different versions of VRRP. */
import { adoptions } from '../cluster/adoption.ts'
import { certain, disagreements, hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Sited } from '../model/sited.ts'
import type { RouterRule } from './rule.ts'

export const vrrpVersionMismatch: RouterRule = {
  kind: 'router',
  name: 'vrrp-version-mismatch',
  severity: 'error',
  summary: 'The nodes of a virtual router use different versions of VRRP.',
  why: 'A node drops every advert of another version than its own (`wrong VRRP version`, vrrp_check_packet() in vrrp.c:1042), so that all nodes become MASTER and hold the addresses; with real daemons 2.2.7 only one side logged it, and 2.4.3 split as well. The version is that of the instance, else `vrrp_version` of `global_defs`, else 3 for IPv6 and 2 for IPv4.',
  check: (router) =>
    hearingEachOther(router).flatMap((members) =>
      disagreements(members, (member) => certain(member, member.instance.version)?.value.toString()).map(
        (pair): Finding => {
          const { odd, usual } = pair
          const own = odd.instance.version
          const others = usual.instance.version
          return {
            message: `\`${odd.instance.name.value}\` uses VRRP version ${text(own)}, and ${usual.node.name} version ${text(others)}: each node drops the adverts of the other and both become MASTER for ${subjectOf(odd, usual)}. Use one version on all nodes.`,
            at: own.at,
            nodes: [odd.node.name, usual.node.name],
            related: [{ message: `${usual.node.name} uses version ${text(others)}`, at: others.at }],
            fixes: adoptions(pair, { keyword: 'version', valueIn: ({ instance }) => instance.version }),
          }
        },
      ),
    ),
}

function text({ value, implied }: Sited<number>): string {
  return implied === true ? `${value} (the default)` : value.toString()
}
