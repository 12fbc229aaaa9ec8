/** A unicast instance without interface has no address to send from. */
import type { AlterationKind } from '../model/alterations.ts'
import { mayLackInterface } from '../model/interfaces.ts'
import { type AlterationText, alterationFindings } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const unicastWithoutSource: InstanceRule = {
  kind: 'instance',
  name: 'unicast-without-source',
  severity: 'error',
  summary: 'A unicast instance without interface has no address to send from.',
  why: 'Unicast may do without `interface`, but then `unicast_src_ip` must say where adverts come from, and a link-local address is not enough, because it means nothing without an interface. keepalived stops its VRRP process and no instance of the node runs (vrrp.c:3415 and 3422; in 2.2.5 to 2.2.7 and before 2.1.0 the interface is always needed).',
  check: (instance, site) => (mayLackInterface(site.target) ? alterationFindings(instance, site, TEXTS) : []),
}

const TEXTS: Partial<Record<AlterationKind, AlterationText>> = {
  'unicast-without-source': {
    message: ({ name }) =>
      `\`${name.value}\` has neither \`interface\` nor \`unicast_src_ip\`: the VRRP process stops, and no instance of this node runs. Add one of them.`,
  },
  'link-local-source': {
    message: ({ name }) =>
      `\`${name.value}\` has no \`interface\`, and its source is link-local: the VRRP process stops, and no instance of this node runs. Add the \`interface\`.`,
  },
}
