/** An address that an instance has twice. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { addressLine } from '../model/addresses.ts'
import type { AddressLine, Instance, Peer } from '../model/config.ts'
import type { InstanceRule } from './rule.ts'

export const duplicateAddress: InstanceRule = {
  kind: 'instance',
  name: 'duplicate-address',
  severity: 'warning',
  summary: 'An instance has a virtual address or a unicast peer twice.',
  why: 'keepalived drops the second one and reports it (vrrp_data.c:1110 and 1203, since 2.3.3); before, the address was announced twice and counted twice in the adverts, so that nodes whose lists differ in that ignored each other. Of virtual addresses neither prefix length nor interface tells them apart; an excluded one may repeat another address on another interface.',
  check: (instance, site) => [...peers(instance), ...addresses(instance)].map((one) => tell(one, site)),
}

interface Duplicate {
  readonly first: AddressLine | Peer
  readonly second: AddressLine | Peer
  readonly what: string
}

function peers({ unicast }: Instance): Duplicate[] {
  const known = new Map<string, Peer>()
  return unicast.peers.flatMap((second) => {
    const first = known.get(second.value.text)
    if (first !== undefined) return [{ first, second, what: 'peer' }]
    known.set(second.value.text, second)
    return []
  })
}

/** The address lines in the order of the text, each against those that are kept. */
function addresses({ block, family }: Instance): Duplicate[] {
  const kept = { virtual: new Map<string, AddressLine[]>(), excluded: new Map<string, AddressLine[]>() }
  return block.block.flatMap((line) => {
    const isVirtual = line.keyword === 'virtual_ipaddress'
    if (!isVirtual && line.keyword !== 'virtual_ipaddress_excluded') return []
    return line.block.flatMap((one: BoundStatement): Duplicate[] => {
      const second = addressLine(one)
      if (second === undefined || (isVirtual && second.value.family !== family)) return []
      const { text } = second.value
      const isHere = (other: AddressLine): boolean => other.device?.value === second.device?.value
      const virtual = kept.virtual.get(text)?.find((other) => isVirtual || isHere(other))
      const first = virtual ?? kept.excluded.get(text)?.find(isHere)
      if (first !== undefined) return [{ first, second, what: isVirtual ? 'virtual address' : 'excluded address' }]
      const list = isVirtual ? kept.virtual : kept.excluded
      list.set(text, [...(list.get(text) ?? []), second])
      return []
    })
  })
}

function tell({ first, second, what }: Duplicate, site: Site): Finding {
  const isTold = site.target.atLeast('2.3.3')
  return {
    message: `${second.value.text} is ${what.startsWith('e') ? 'an' : 'a'} ${what} that this instance has already${isTold ? ': keepalived drops the second one' : ', and keepalived has it twice then'}. Remove one of them.`,
    at: second.at,
    severity: what === 'virtual address' ? 'error' : 'warning',
    nodes: [site.name],
    related: [{ message: 'it is here already', at: first.at }],
    configTest: isTold,
  }
}
