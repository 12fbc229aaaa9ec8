/** A `track_interface` names the interface of its instance, which is tracked anyway. */
import type { AlterationKind } from '../model/alterations.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const trackedOwnInterface: InstanceRule = {
  kind: 'instance',
  name: 'tracked-own-interface',
  severity: 'warning',
  summary: '`track_interface` names the interface of the instance, which is tracked anyway.',
  why: 'An instance goes to FAULT when its interface is down, unless it has `dont_track_primary`. keepalived ignores a `track_interface` line for it, weight included, and says so (vrrp.c:3997, since 2.0.0). See keepalived issue #1389.',
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'own-interface': {
    message: ({ name }, { keyword }) =>
      `\`${keyword}\` is the interface of \`${name.value}\`, which is tracked anyway: keepalived ignores the line and its weight. Remove it.`,
  },
}
