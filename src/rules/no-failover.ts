/** A check fails on the node that holds an address, and the address stays there although another node stands by. */
import { problemFindings } from './failover/problem-findings.ts'
import type { FailoverRule } from './rule.ts'

export const noFailover: FailoverRule = {
  kind: 'failover',
  name: 'no-failover',
  severity: 'error',
  summary:
    'A check fails on the node that holds an address, and the address stays there although another node stands by.',
  why: 'A tracker is there to move the addresses away from a node whose service is down. Every failure that the files name is simulated: what each check does to the priority or state of each instance, who hears whom, and who is master in the end. The simulation agrees with real daemons 2.2.7 and 2.4.3 (docs/failover-validation.md). Where the cause is known by another finding about the same instances, that one is told instead.',
  check: (outlook) => problemFindings(outlook, 'no-failover'),
}
