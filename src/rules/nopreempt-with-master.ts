/** An instance has nopreempt although it starts as MASTER or owns its addresses. */
import type { AlterationKind } from '../model/alterations.ts'
import { beginningAsBackup } from '../model/rank.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const nopreemptWithMaster: InstanceRule = {
  kind: 'instance',
  name: 'nopreempt-with-master',
  severity: 'error',
  summary: 'An instance has `nopreempt` although it starts as MASTER or owns its addresses.',
  why: '`nopreempt` is for an instance that starts as BACKUP. With `state MASTER` or priority 255 keepalived drops it and says so (vrrp.c:3537 and 3548): after a reboot the node takes the addresses back, which is what the line was written to prevent. See keepalived issue #1472.',
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'nopreempt-with-owner': {
    message: () =>
      'An instance with priority 255 owns its addresses and always takes them over: keepalived drops `nopreempt`. Lower the priority, or remove the line.',
  },
  'nopreempt-with-master': {
    message: () =>
      '`nopreempt` does not work with `state MASTER`: keepalived drops it, and the node takes the addresses back from a running master. Write `state BACKUP` on all nodes.',
    fixes: ({ state }) => beginningAsBackup(state, 'Write `state BACKUP`'),
  },
}
