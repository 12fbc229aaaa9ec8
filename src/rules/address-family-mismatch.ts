/** An address of another family than its instance. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Refusal } from '../model/reading.ts'
import { originOfWord, slotOf } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const addressFamilyMismatch: InstanceRule = {
  kind: 'instance',
  name: 'address-family-mismatch',
  severity: 'error',
  summary: 'An address is of another family than its instance.',
  why: 'An instance is either IPv4 or IPv6: the first address in it decides, whether it is a virtual address, a peer, a source or a multicast group (vrrp_data.c:1078 and 1241, vrrp_parser.c:826, 984 and 1021). keepalived drops what is of the other family: without peers it falls back to multicast, and a virtual address that is dropped is on no node. `virtual_ipaddress_excluded` may hold both.',
  check: (instance, site) => instance.refusals.flatMap((refusal) => lookAt(refusal, site)),
}

function lookAt({ kind, line, decided }: Refusal, site: Site): Finding[] {
  if (kind === 'version') return []
  const slot = slotOf(line, 'address')
  if (slot === undefined && kind !== 'native-ipv6') return []
  const family = decided.value
  const word = slot?.word ?? line.statement.keyword
  const what = kind === 'native-ipv6' ? '`native_ipv6` stands' : `${word.text} is an IPv${family === 4 ? 6 : 4} address`
  return [
    {
      message: `${what} in an IPv${family} instance: ${EFFECTS[kind]}. ${kind === 'native-ipv6' ? 'Remove it, or use' : 'Use'} IPv${kind === 'native-ipv6' ? 6 : family} addresses only, or an instance for each family.`,
      at: originOfWord(word),
      nodes: [site.name],
      related: [{ message: `the family is IPv${family} because of this`, at: decided.at }],
      configTest: true,
    },
  ]
}

const EFFECTS = {
  'virtual-address': 'keepalived drops the address',
  peer: 'keepalived drops the peer',
  source: 'keepalived ignores the line',
  group: 'keepalived ignores the line',
  'native-ipv6': 'keepalived ignores the line',
} as const
