/** After a failure an address goes from node to node and comes to no rest. */
import { problemFindings } from './failover/problem-findings.ts'
import type { FailoverRule } from './rule.ts'

export const flappingAddress: FailoverRule = {
  kind: 'failover',
  name: 'flapping-address',
  severity: 'error',
  summary: 'After a failure an address goes from node to node and comes to no rest.',
  why: 'Each move breaks connections and sends gratuitous ARP. It happens where nodes accept the adverts of some others only, or where the members of a sync group cannot agree. The simulation follows the timers of all nodes for many times as long as an election takes. Where the cause is known by another finding about the same instances, that one is told instead.',
  check: (outlook) => problemFindings(outlook, 'flapping'),
}
