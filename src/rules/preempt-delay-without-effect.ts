/** A preempt_delay cannot have an effect. */
import type { AlterationKind } from '../model/alterations.ts'
import { removing } from '../model/line-edits.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const preemptDelayWithoutEffect: InstanceRule = {
  kind: 'instance',
  name: 'preempt-delay-without-effect',
  severity: 'warning',
  summary: 'A `preempt_delay` cannot have an effect.',
  why: 'The delay begins when a node that wants to take over hears a master of lower priority. keepalived drops it with `state MASTER`, with `nopreempt` and in strict mode, and says so (vrrp.c:3554, 3562 and 3569). See keepalived issue #942.',
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

const REMOVAL = { title: 'Remove the line', safety: 'safe' } as const

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'preempt-delay-with-master': {
    message: () =>
      'keepalived drops `preempt_delay` because of `state MASTER`: the node takes over at once. Write `state BACKUP`.',
    fixes: (_, { statement }) => removing(statement, REMOVAL),
  },
  'preempt-delay-in-strict-mode': {
    message: () =>
      'keepalived drops `preempt_delay` in strict mode. Remove it, or turn strict mode off for this instance with `strict_mode no`.',
    fixes: (_, { statement }) => removing(statement, REMOVAL),
  },
  'preempt-delay-with-nopreempt': {
    message: () =>
      'keepalived drops `preempt_delay` because of `nopreempt`: nothing is taken over that could be delayed. Keep one of the two.',
    fixes: (_, { statement }) => removing(statement, REMOVAL),
  },
}
