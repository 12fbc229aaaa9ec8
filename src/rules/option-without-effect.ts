/** A setting of an instance does not go together with its other lines, and keepalived drops it. */
import type { AlterationKind } from '../model/alterations.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const optionWithoutEffect: InstanceRule = {
  kind: 'instance',
  name: 'option-without-effect',
  severity: 'warning',
  summary: 'A setting of an instance does not go together with its other lines, and keepalived drops it.',
  why: 'keepalived compares some settings with the rest of the instance, and resets what cannot work there: `unicast_ttl` without peers (vrrp_parser.c:474), `mcast_dst_ip` with peers (vrrp.c:3643), `vrf` with an interface or without unicast (vrrp.c:3485), `timer_expired_backup` without `nopreempt` (vrrp.c:3584) and `owner_ignore_adverts` against the priority (vrrp.c:3681).',
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'unicast-ttl-without-peer': {
    message: () => '`unicast_ttl` has no effect without `unicast_peer`: keepalived resets it. Remove it.',
  },
  'multicast-group-with-unicast': {
    message: () => 'Adverts go to the peers: keepalived ignores `mcast_dst_ip`. Remove it.',
  },
  'vrf-behind-interface': {
    message: () => '`vrf` is for unicast without `interface`: keepalived refuses it. Remove it.',
  },
  vrf: { message: () => '`vrf` is for unicast without `interface`: keepalived ignores it. Remove it.' },
  'expired-timer-with-preemption': {
    message: () =>
      '`timer_expired_backup` needs `nopreempt`: keepalived ignores it. Add `nopreempt`, or remove the line.',
  },
  'ignored-adverts-without-owner': {
    message: () => '`owner_ignore_adverts` is for priority 255: keepalived ignores it. Remove it.',
  },
  'heeded-adverts-of-owner': {
    message: () =>
      'An instance with priority 255 ignores adverts in any case: keepalived overrules the line. Remove it, or lower the priority.',
  },
}
