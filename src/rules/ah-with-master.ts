/** A `state MASTER` with authentication AH, which has to start as BACKUP. */
import type { AlterationKind } from '../model/alterations.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const ahWithMaster: InstanceRule = {
  kind: 'instance',
  name: 'ah-with-master',
  severity: 'warning',
  summary: '`state MASTER` with authentication `AH`, which has to start as BACKUP.',
  why: 'A node that begins to send with `AH` must know the sequence number that the last master used, which it learns from an advert. So keepalived starts an instance with `AH` as BACKUP, unless it owns the addresses with priority 255, and reports the `state MASTER` (vrrp.c:3349, since 2.0.0).',
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'ah-with-master': {
    message: () =>
      'keepalived starts an instance with authentication `AH` as BACKUP, to learn the sequence numbers. Write `state BACKUP`.',
  },
}
