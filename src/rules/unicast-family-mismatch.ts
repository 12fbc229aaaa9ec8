/** A unicast peer or source address of another family than the instance. */

import type { BoundStatement } from '../bind/bind.ts'
import { parseAddress } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { linesOf, originOfWord, slotOf } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const unicastFamilyMismatch: InstanceRule = {
  kind: 'instance',
  name: 'unicast-family-mismatch',
  severity: 'error',
  summary: 'A unicast peer or source address is of another family than the instance.',
  why: 'An instance is either IPv4 or IPv6: the first address in it decides, virtual addresses included (vrrp_data.c:1078, vrrp_parser.c:984). keepalived drops a peer or source of the other family; without peers it falls back to multicast.',
  check: lookAt,
}

function lookAt(instance: Instance, site: Site): Finding[] {
  const sources = ['unicast_src_ip', 'mcast_src_ip'].flatMap((keyword) => linesOf(instance.block.block, keyword))
  return [...sources, ...instance.unicast.peerLines].flatMap((line) => check(site, instance, line))
}

function check(site: Site, instance: Instance, line: BoundStatement): Finding[] {
  const slot = slotOf(line, 'address')
  const address = slot === undefined ? undefined : parseAddress(slot.word.text)
  if (slot === undefined || address === undefined || address.family === instance.family) return []
  const what = line.directive === undefined ? 'peer' : 'address'
  const effect = what === 'peer' ? 'keepalived drops the peer' : 'keepalived ignores the line'
  return [
    {
      message: `${slot.word.text} is an IPv${address.family} address in an IPv${instance.family} instance: ${effect}. Use an IPv${instance.family} address, or an instance for each family.`,
      at: originOfWord(slot.word),
      nodes: [site.name],
      configTest: true,
    },
  ]
}
