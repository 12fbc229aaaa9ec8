/** After one failure no node holds an address, although a healthy one stands by. */
import { problemFindings } from './failover/problem-findings.ts'
import type { FailoverRule } from './rule.ts'

export const noHolder: FailoverRule = {
  kind: 'failover',
  name: 'no-holder',
  severity: 'error',
  summary: 'After one failure no node holds an address, although a healthy one stands by.',
  why: 'The members of a sync group become master only together, and a node whose group is in FAULT sends nothing. A group that exists on one node only, or whose members track different things, can leave an address without holder while another node could have it (vrrp_sync.c of keepalived; seen with real daemons 2.2.7 and 2.4.3). Where the cause is known by another finding about the same instances, that one is told instead.',
  check: (outlook) => problemFindings(outlook, 'no-holder'),
}
