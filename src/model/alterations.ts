/** What the daemon changes of an instance, or stops at, when it puts together what it has read (vrrp.c:3222 to 4380). */
import type { BoundStatement } from '../bind/bind.ts'

/** The checks of an instance, in the order in which the daemon makes them. */
export const CHECKS = [
  'vmac-without-interface',
  'vmac-without-xmit-base',
  'vmac-with-unicast',
  'unicast-ttl-without-peer',
  'vrf-behind-interface',
  'early-missing-address',
  'version-2-with-ipv6',
  'state-against-priority',
  'authentication-in-strict-mode',
  'authentication-with-version-3',
  'ah-with-ipv6',
  'ah-with-master',
  'authentication-beside-hmac',
  'undefined-active-key',
  'hmac-mode-in-strict-mode',
  'unicast-without-peer',
  'unicast-in-strict-mode',
  'unicast-without-source',
  'link-local-source',
  'mac-in-strict-mode',
  'global-address-first',
  'global-address-first-unstrict',
  'vrf',
  'too-many-addresses',
  'nopreempt-with-owner',
  'nopreempt-with-master',
  'preempt-delay-with-master',
  'preempt-delay-in-strict-mode',
  'preempt-delay-with-nopreempt',
  'down-timer-in-strict-mode',
  'expired-timer-with-preemption',
  'accept-in-strict-mode',
  'multicast-group-with-unicast',
  'garp-repeat-in-strict-mode',
  'garp-delay-in-strict-mode',
  'lower-priority-advert-in-strict-mode',
  'higher-priority-advert-in-strict-mode',
  'ignored-adverts-without-owner',
  'heeded-adverts-of-owner',
  'advert-interval',
  'xmit-base-in-strict-mode',
  'promote-secondaries-with-vmac',
  'ipvlan-without-address',
  'own-interface',
  'xmit-base-without-vmac',
  'vmac-of-address',
  'address-without-interface',
  'no-address-in-strict-mode',
  'missing-address',
  'weighted-tracker',
] as const

export type AlterationKind = (typeof CHECKS)[number]

/** One thing that the daemon changes or stops at. */
export interface InstanceAlteration {
  readonly kind: AlterationKind
  /** The line that does not count as it stands; the block of the instance where a line is missing. */
  readonly line: BoundStatement
}

/** The alteration, where its condition holds. */
export function alteredIf(
  holds: boolean,
  kind: AlterationKind,
  line: BoundStatement | undefined,
): readonly InstanceAlteration[] {
  return holds && line !== undefined ? [{ kind, line }] : []
}
