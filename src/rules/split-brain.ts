/** Two nodes hold one address at the same time, from the start or after one failure. */
import { problemFindings } from './failover/problem-findings.ts'
import type { FailoverRule } from './rule.ts'

export const splitBrain: FailoverRule = {
  kind: 'failover',
  name: 'split-brain',
  severity: 'error',
  summary: 'Two nodes hold one address at the same time, from the start or after one failure.',
  why: 'Two machines that answer for one address each get a part of the traffic, and connections break. It happens where nodes do not hear each other, do not accept what they hear, or do not notice that they are cut off, as with `dont_track_primary` while the interface is down (seen with real daemons 2.2.7 and 2.4.3). Not told are the two masters of a network that is cut in two: no configuration prevents those. Where the cause is known by another finding about the same instances, that one is told instead.',
  check: (outlook) => problemFindings(outlook, 'split-brain'),
}
