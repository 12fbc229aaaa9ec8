/** After one failure the addresses of one sync group are on different nodes. */
import { problemFindings } from './failover/problem-findings.ts'
import type { FailoverRule } from './rule.ts'

export const splitSyncGroup: FailoverRule = {
  kind: 'failover',
  name: 'split-sync-group',
  severity: 'error',
  summary: 'After one failure the addresses of one sync group are on different nodes.',
  why: 'A sync group is there to keep addresses together, for example the inner and the outer one of a firewall: apart, packets leave by one node and their answers arrive at another. The members are master on different nodes where the group does not have the same members on all of them. Where the cause is known by another finding about the same instances, that one is told instead.',
  check: (outlook) => problemFindings(outlook, 'split-sync-group'),
}
