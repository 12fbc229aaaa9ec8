/** Strict mode does not allow a setting, and keepalived resets it or stops. */
import type { Site } from '../cluster/cluster.ts'
import type { AlterationKind } from '../model/alterations.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const strictModeConflict: InstanceRule = {
  kind: 'instance',
  name: 'strict-mode-conflict',
  severity: 'warning',
  summary: 'Strict mode does not allow a setting, and keepalived resets it or stops.',
  why: '`vrrp_strict` and `strict_mode` hold keepalived to the RFC, and every setting beyond it is reset with a message (vrrp.c:3272 to 4284). Unicast peers are not reset: releases before 2.2.5 and since 2.4.0 stop the VRRP process, and all instances of the node with it. See keepalived issues #1373 and #2645. Most configurations that set it do not need it.',
  check: (instance, site) => [
    ...alterationFindings(instance, site, TEXTS),
    ...(stopsAtPeers(site) ? alterationFindings(instance, site, PEERS) : []),
  ],
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'version-2-with-ipv6': {
    message: () =>
      'Strict mode allows no version 2 with IPv6: keepalived uses version 3. Write `version 3`, or remove the line.',
  },
  'state-against-priority': {
    message: () =>
      'In strict mode only the owner of the addresses, with priority 255, is MASTER, and it always is: keepalived changes the state. Write the state that fits the priority, or turn strict mode off.',
  },
  'hmac-mode-in-strict-mode': {
    message: () => 'In strict mode keepalived uses `mode enforce`. Write that, or turn strict mode off.',
  },
  'mac-in-strict-mode': {
    message: () =>
      'In strict mode keepalived ignores the MAC address and uses that of the protocol. Remove it, or turn strict mode off.',
  },
  'global-address-first': {
    message: () => 'In strict mode the first IPv6 address must be link-local. Put an address of fe80::/10 before it.',
    severity: 'error',
  },
  'global-address-first-unstrict': {
    message: () =>
      'Before 2.2.0 keepalived asks for a link-local IPv6 address in the first place even without strict mode, and works without it all the same. Put an address of fe80::/10 before it.',
  },
  'down-timer-in-strict-mode': {
    message: () =>
      'In strict mode a master counts as lost after 3 adverts: keepalived ignores `down_timer_adverts` and `vrrp_down_timer_adverts`. Remove them, or turn strict mode off.',
  },
  'accept-in-strict-mode': {
    message: () =>
      'keepalived drops `accept` with version 2 in strict mode, and the node does not answer at its virtual addresses. Turn strict mode off, or use version 3.',
  },
  'garp-repeat-in-strict-mode': {
    message: () => 'In strict mode keepalived sets `garp_lower_prio_repeat` to 0. Write 0, or turn strict mode off.',
  },
  'garp-delay-in-strict-mode': {
    message: () => 'In strict mode keepalived sets `garp_lower_prio_delay` to 0. Write 0, or turn strict mode off.',
  },
  'lower-priority-advert-in-strict-mode': {
    message: () =>
      'In strict mode keepalived sends no advert in answer to one of lower priority, whatever `lower_prio_no_advert` says. Remove the line, or turn strict mode off.',
  },
  'higher-priority-advert-in-strict-mode': {
    message: () =>
      'In strict mode keepalived does not answer adverts of higher priority: `higher_prio_send_advert` is ignored. Remove the line, or turn strict mode off.',
  },
  'xmit-base-in-strict-mode': {
    message: () =>
      'In strict mode adverts go out on the VMAC interface: keepalived ignores `vmac_xmit_base`. Remove it, or turn strict mode off.',
  },
  'no-address-in-strict-mode': {
    message: () => 'Strict mode demands an address: keepalived ignores `no_virtual_ipaddress`. Remove one of the two.',
  },
}

const PEERS: Partial<Record<AlterationKind, AlterationText>> = {
  'unicast-in-strict-mode': {
    message: ({ name }) =>
      `Strict mode allows no unicast: the VRRP process stops at \`${name.value}\`, and no instance of this node runs. Turn strict mode off.`,
    severity: 'error',
  },
}

/** From 2.2.5 on the check came before it was known that there are peers; 2.4.0 put it right (vrrp.c:3392). */
function stopsAtPeers({ target }: Site): boolean {
  return !target.atLeast('2.2.5') || target.atLeast('2.4.0')
}
