/** After one failure or recovery an address moves more than once before it rests. */
import { problemFindings } from './failover/problem-findings.ts'
import type { FailoverRule } from './rule.ts'

export const pingPong: FailoverRule = {
  kind: 'failover',
  name: 'ping-pong',
  severity: 'warning',
  summary: 'After one failure or recovery an address moves more than once before it rests.',
  why: 'One move to a standby, or one back to the preferred node, is what VRRP is for. More than one means that a node takes the address and loses it again: connections break twice. It happens where several nodes take over at different speed, for example with `preempt_delay` on one of them. Where the cause is known by another finding about the same instances, that one is told instead.',
  check: (outlook) => problemFindings(outlook, 'ping-pong'),
}
