/** A setting of a VMAC or ipvlan interface does not go together with the rest of the instance. */
import type { AlterationKind } from '../model/alterations.ts'
import { addingBelow } from '../model/line-edits.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const vmacConflict: InstanceRule = {
  kind: 'instance',
  name: 'vmac-conflict',
  severity: 'warning',
  summary: 'A setting of a VMAC or ipvlan interface does not go together with the rest of the instance.',
  why: 'keepalived makes the interface of `use_vmac` or `use_ipvlan` on top of `interface`, and resets or adds what does not fit (vrrp_parser.c:460 and 467, vrrp.c:3953 to 4017, 4157). Releases 2.1.0 to 2.1.5 make no such interface beside unicast peers. An IPv4 ipvlan without an address of its own stays in FAULT (vrrp.c:3974).',
  check: (instance, site) => alterationFindings(instance, site, TEXTS),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'vmac-without-interface': {
    message: () =>
      'Unicast without `interface` has nothing to make this interface on: keepalived ignores the line. Add `interface`.',
    severity: 'error',
  },
  'vmac-without-xmit-base': {
    message: () =>
      'Unicast on a VMAC or ipvlan interface needs `vmac_xmit_base`: keepalived turns it on by itself, with an error. Add the line.',
    fixes: (_, { statement }) =>
      addingBelow(statement.args.at(-1) ?? statement.keyword, {
        title: 'Add `vmac_xmit_base`',
        safety: 'safe',
        lines: ['vmac_xmit_base'],
      }),
  },
  'vmac-with-unicast': {
    message: () =>
      'Before 2.2.0 this interface and unicast exclude each other: keepalived ignores the line. Remove it, or `unicast_peer`.',
    severity: 'error',
  },
  'promote-secondaries-with-vmac': {
    message: () =>
      'keepalived always sets this for the interface that it makes, and reports the line. Remove `promote_secondaries`.',
  },
  'ipvlan-without-address': {
    message: () =>
      'An IPv4 instance needs an address behind `use_ipvlan`: the instance stays in FAULT. Add an address, which the adverts are then sent from.',
    severity: 'error',
  },
  'xmit-base-without-vmac': { message: () => '`vmac_xmit_base` needs `use_vmac`: keepalived ignores it. Remove it.' },
  'vmac-of-address': {
    message: () =>
      'The instance makes the VMAC interface of this address already: keepalived ignores the `use_vmac` behind it. Remove the word.',
  },
}
