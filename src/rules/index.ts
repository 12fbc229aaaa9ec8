/** All rules. Made by `npm run generate`; do not edit. */
import { authPassMismatch } from './auth-pass-mismatch.ts'
import { authTypeMismatch } from './auth-type-mismatch.ts'
import { commentInValue } from './comment-in-value.ts'
import { deprecatedDirective } from './deprecated-directive.ts'
import { duplicateUnicastSource } from './duplicate-unicast-source.ts'
import { duplicateVirtualRouterId } from './duplicate-virtual-router-id.ts'
import { extraClosingBrace } from './extra-closing-brace.ts'
import { ignoredWords } from './ignored-words.ts'
import { incompleteAuthentication } from './incomplete-authentication.ts'
import { interfaceTypo } from './interface-typo.ts'
import { invalidAuthType } from './invalid-auth-type.ts'
import { invalidValue } from './invalid-value.ts'
import { ipv6UnicastWithoutSource } from './ipv6-unicast-without-source.ts'
import { labelInterfaceMismatch } from './label-interface-mismatch.ts'
import { missingArgument } from './missing-argument.ts'
import { missingOpeningBrace } from './missing-opening-brace.ts'
import { newerDirective } from './newer-directive.ts'
import { overlongAuthPass } from './overlong-auth-pass.ts'
import { ownAddressInUnicastPeer } from './own-address-in-unicast-peer.ts'
import type { Rule } from './rule.ts'
import { unclosedBlock } from './unclosed-block.ts'
import { unexpectedBlock } from './unexpected-block.ts'
import { unicastFamilyMismatch } from './unicast-family-mismatch.ts'
import { unicastMulticastMix } from './unicast-multicast-mix.ts'
import { unicastPeerUnanswered } from './unicast-peer-unanswered.ts'
import { unicastSourceWithoutPeer } from './unicast-source-without-peer.ts'
import { unknownDirective } from './unknown-directive.ts'
import { unknownOption } from './unknown-option.ts'
import { unrelatedNodes } from './unrelated-nodes.ts'
import { virtualRouterIdCollision } from './virtual-router-id-collision.ts'
import { virtualRouterIdMismatch } from './virtual-router-id-mismatch.ts'

export const rules: readonly Rule[] = [
  authPassMismatch,
  authTypeMismatch,
  commentInValue,
  deprecatedDirective,
  duplicateUnicastSource,
  duplicateVirtualRouterId,
  extraClosingBrace,
  ignoredWords,
  incompleteAuthentication,
  interfaceTypo,
  invalidAuthType,
  invalidValue,
  ipv6UnicastWithoutSource,
  labelInterfaceMismatch,
  missingArgument,
  missingOpeningBrace,
  newerDirective,
  overlongAuthPass,
  ownAddressInUnicastPeer,
  unclosedBlock,
  unexpectedBlock,
  unicastFamilyMismatch,
  unicastMulticastMix,
  unicastPeerUnanswered,
  unicastSourceWithoutPeer,
  unknownDirective,
  unknownOption,
  unrelatedNodes,
  virtualRouterIdCollision,
  virtualRouterIdMismatch,
]
