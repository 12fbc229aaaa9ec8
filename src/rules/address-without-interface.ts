/** A virtual address has neither a dev nor the interface of its instance. */
import type { AlterationKind } from '../model/alterations.ts'
import { mayLackInterface } from '../model/interfaces.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const addressWithoutInterface: InstanceRule = {
  kind: 'instance',
  name: 'address-without-interface',
  severity: 'error',
  summary: 'A virtual address has neither a `dev` nor the interface of its instance.',
  why: 'A unicast instance may do without `interface`. Its addresses then need a `dev`: keepalived removes those that have none (vrrp.c:4235).',
  check: (instance, site) => (mayLackInterface(site.target) ? alterationFindings(instance, site, TEXTS) : []),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'address-without-interface': {
    message: () =>
      'Neither this line nor the instance names an interface: keepalived removes the address. Add `dev` and the interface.',
  },
}
