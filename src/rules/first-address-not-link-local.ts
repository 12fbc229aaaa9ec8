/** An IPv6 instance whose first address is not link-local. */
import { isLinkLocal } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import type { InstanceRule } from './rule.ts'

export const firstAddressNotLinkLocal: InstanceRule = {
  kind: 'instance',
  name: 'first-address-not-link-local',
  severity: 'info',
  summary: 'The first virtual address of an IPv6 instance is not link-local.',
  why: 'The RFC wants a link-local address first, because hosts know their router by it (RFC 9568, section 5.2.9). keepalived works without one, and only says so in strict mode and before 2.2.0, where `strict-mode-conflict` tells. Where no host uses the node as its router nothing is missing. See keepalived issue #565.',
  check: lookAt,
}

function lookAt({ family, unicast, addresses, strict, name }: Instance, site: Site): Finding[] {
  const [first] = addresses
  if (family !== 6 || unicast.active || strict || first === undefined || isLinkLocal(first.value)) return []
  if (!site.target.atLeast('2.2.0') || site.hasUnreadParts) return []
  return [
    {
      message: `The first address of \`${name.value}\` is not link-local. If hosts use this node as their router, put an address of fe80::/10 before it.`,
      at: first.at,
      nodes: [site.name],
    },
  ]
}
