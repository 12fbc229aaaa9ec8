/** An instance with more addresses than an advert has room for. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { longestList } from '../model/conflicts.ts'
import { originOfWord } from '../model/sited.ts'
import { completionOf } from './alterations/instance-alterations.ts'
import type { InstanceRule } from './rule.ts'

export const tooManyAddresses: InstanceRule = {
  kind: 'instance',
  name: 'too-many-addresses',
  severity: 'warning',
  summary: 'An instance has more virtual addresses than fit into an advert.',
  why: 'An advert lists the addresses and is one packet: at 1500 bytes it has room for 255 IPv4 or 89 IPv6 addresses. keepalived moves the rest to `virtual_ipaddress_excluded` and reports it (vrrp.c:3523); they work, but the adverts do not name them. With facts about the machine (docs/facts.md) it is the MTU of the interface that counts; seen with 2.2.7 and 2.4.3. See keepalived issue #2327.',
  check: lookAt,
}

function lookAt(instance: Instance, site: Site): Finding[] {
  const { interface: device, addresses, version } = instance
  const mtu = device === undefined ? undefined : site.facts?.interfaces?.get(device.value)?.mtu
  const room = longestList(instance, mtu)
  const first = addresses[room]
  if (first === undefined || version.unknown === true) return []
  const packets = mtu === undefined ? '' : ` in the ${mtu} bytes of \`${device?.value}\``
  return [
    {
      message: `\`${instance.name.value}\` has ${addresses.length} virtual addresses, and an advert has room for ${room}${packets}: keepalived treats this one and those behind it as excluded. Move them to \`virtual_ipaddress_excluded\`.`,
      at: originOfWord(first.line.statement.keyword),
      nodes: [site.name],
      configTest: true,
      completion: completionOf(instance, 'too-many-addresses'),
    },
  ]
}
