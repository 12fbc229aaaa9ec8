/** Options of an address line that do not suit its address, as keepalived finds them (vrrp_ipaddress.c:541 to 712). */
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import { isUnknown, longestPrefix, type ParsedAddress, parseAddress } from '../bind/values.ts'
import { lineAddress, peerOf } from './addresses.ts'
import { slotOf } from './sited.ts'

export type UnsuitableKind =
  | 'broadcast-on-ipv6'
  | 'peer-of-other-family'
  | 'prefix-beside-peer'
  | 'broadcast-beside-peer'
  | 'broadcast-of-single-address'
  | 'scope-on-ipv6'
  | 'label-on-ipv6'

/** An option that keepalived reports because of the address that it stands behind. */
export interface Unsuitable {
  readonly kind: UnsuitableKind
  readonly word: Word
  readonly address: ParsedAddress
}

/** What of a line does not suit its address. An address that is dropped for another reason is not looked at any further. */
export function unsuitableOptions(line: BoundStatement): Unsuitable[] {
  const slot = slotOf(line, 'address')
  const address = slot === undefined ? undefined : parseAddress(slot.word.text)
  if (slot === undefined || address === undefined) return []
  const broadcast = line.match.options.find(({ name }) => name === 'brd' || name === 'broadcast')
  if (address.family === 6 && broadcast !== undefined) {
    return [{ kind: 'broadcast-on-ipv6', word: broadcast.word, address }]
  }
  if (lineAddress(line) === undefined) return []
  const found = [
    ...aboutPeers(line, address, slot),
    ...(address.family === 6 ? onIPv6(line) : aboutBroadcast(line, address)),
  ]
  return found.map((one) => ({ ...one, address }))
}

type Found = Omit<Unsuitable, 'address'>

function aboutPeers(line: BoundStatement, address: ParsedAddress, slot: Slot): Found[] {
  const { family, prefix } = address
  const other = line.match.slots.find(({ option, word, faulty }) => {
    const peer = option === 'peer' && !faulty ? parseAddress(word.text) : undefined
    return peer !== undefined && peer.family !== family
  })
  const isPrefixed = prefix !== undefined && prefix < longestPrefix(family) && peerOf(line, family) !== undefined
  return [
    ...(other === undefined ? [] : [{ kind: 'peer-of-other-family' as const, word: other.word }]),
    ...(isPrefixed ? [{ kind: 'prefix-beside-peer' as const, word: slot.word }] : []),
  ]
}

function aboutBroadcast(line: BoundStatement, { family, prefix }: ParsedAddress): Found[] {
  const broadcasts = line.match.slots.filter(({ option }) => option === 'brd' || option === 'broadcast')
  const [first] = broadcasts
  if (first === undefined) return []
  if (peerOf(line, family) !== undefined) return [{ kind: 'broadcast-beside-peer', word: first.word }]
  const derived = broadcasts.find(({ word }) => word.text === '+' || word.text === '-')
  const length = prefix !== undefined && prefix <= longestPrefix(family) ? prefix : longestPrefix(family)
  return derived === undefined || length <= 30 ? [] : [{ kind: 'broadcast-of-single-address', word: derived.word }]
}

function onIPv6(line: BoundStatement): Found[] {
  const valued = (name: string): Slot | undefined =>
    line.match.slots.findLast(({ option, word, faulty }) => option === name && !faulty && !isUnknown(word.text))
  const [scope, label] = [valued('scope'), valued('label')]
  const hasScope = scope !== undefined && !/^(?:global|\s*\+?(?:0x)?0+)$/i.test(scope.word.text)
  return [
    ...(hasScope ? [{ kind: 'scope-on-ipv6' as const, word: scope.word }] : []),
    ...(label === undefined ? [] : [{ kind: 'label-on-ipv6' as const, word: label.word }]),
  ]
}
