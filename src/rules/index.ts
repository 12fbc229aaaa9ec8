/** All rules. Made by `npm run generate`; do not edit. */
import { duplicateUnicastSource } from './duplicate-unicast-source.ts'
import { ipv6UnicastWithoutSource } from './ipv6-unicast-without-source.ts'
import { ownAddressInUnicastPeer } from './own-address-in-unicast-peer.ts'
import type { Rule } from './rule.ts'
import { unicastFamilyMismatch } from './unicast-family-mismatch.ts'
import { unicastMulticastMix } from './unicast-multicast-mix.ts'
import { unicastPeerUnanswered } from './unicast-peer-unanswered.ts'
import { unicastSourceWithoutPeer } from './unicast-source-without-peer.ts'
import { virtualRouterIdMismatch } from './virtual-router-id-mismatch.ts'

export const rules: readonly Rule[] = [
  duplicateUnicastSource,
  ipv6UnicastWithoutSource,
  ownAddressInUnicastPeer,
  unicastFamilyMismatch,
  unicastMulticastMix,
  unicastPeerUnanswered,
  unicastSourceWithoutPeer,
  virtualRouterIdMismatch,
]
