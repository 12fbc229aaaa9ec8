/** An interface that adverts cannot leave by. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import type { InstanceRule } from './rule.ts'

export const unusableInterface: InstanceRule = {
  kind: 'instance',
  name: 'unusable-interface',
  severity: 'error',
  summary:
    'The interface of an instance that sends multicast adverts cannot send multicast, as the facts about the machine tell.',
  why: 'Interfaces without the flag `MULTICAST`, like dummies and many tunnels, carry unicast only: keepalived reports it, and the instance stays in FAULT (vrrp.c:3454, since 2.0.0). Told with facts about the machine only, see docs/facts.md.',
  check: lookAt,
}

function lookAt({ interface: device, unicast, name, block }: Instance, { facts, ...site }: Site): Finding[] {
  if (device === undefined || unicast.active) return []
  const flags = facts?.interfaces?.get(device.value)?.flags
  if (flags === undefined || flags.has('MULTICAST') || flags.has('LOOPBACK')) return []
  return [
    {
      message: `\`${device.value}\` on ${site.name} cannot send multicast, so that \`${name.value}\` stays in FAULT. Use another interface, or \`unicast_peer\`.`,
      at: device.at,
      nodes: [site.name],
      configTest: true,
      completion: { process: 'vrrp', step: 3, block: block.statement.keyword },
    },
  ]
}
