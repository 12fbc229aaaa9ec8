/** All rules. Made by `npm run generate`; do not edit. */
import { addressFamilyMismatch } from './address-family-mismatch.ts'
import { authPassMismatch } from './auth-pass-mismatch.ts'
import { authTypeMismatch } from './auth-type-mismatch.ts'
import { byteOrderMark } from './byte-order-mark.ts'
import { commentInDefinition } from './comment-in-definition.ts'
import { commentInValue } from './comment-in-value.ts'
import { conflictingVersion } from './conflicting-version.ts'
import { contradictoryRule } from './contradictory-rule.ts'
import { deprecatedDirective } from './deprecated-directive.ts'
import { duplicateAddress } from './duplicate-address.ts'
import { duplicateName } from './duplicate-name.ts'
import { duplicateUnicastSource } from './duplicate-unicast-source.ts'
import { duplicateVirtualRouterId } from './duplicate-virtual-router-id.ts'
import { embeddedNul } from './embedded-nul.ts'
import { emptyBlock } from './empty-block.ts'
import { emptyConfig } from './empty-config.ts'
import { endlessDefinition } from './endless-definition.ts'
import { extraClosingBrace } from './extra-closing-brace.ts'
import { ignoredWords } from './ignored-words.ts'
import { impossibleTtlRange } from './impossible-ttl-range.ts'
import { includeCycle } from './include-cycle.ts'
import { includeReadTwice } from './include-read-twice.ts'
import { incompleteAuthentication } from './incomplete-authentication.ts'
import { incompleteRouteOrRule } from './incomplete-route-or-rule.ts'
import { interfaceTypo } from './interface-typo.ts'
import { invalidAuthType } from './invalid-auth-type.ts'
import { invalidSequence } from './invalid-sequence.ts'
import { invalidValue } from './invalid-value.ts'
import { ipv6UnicastWithoutSource } from './ipv6-unicast-without-source.ts'
import { labelInterfaceMismatch } from './label-interface-mismatch.ts'
import { missingArgument } from './missing-argument.ts'
import { missingDirective } from './missing-directive.ts'
import { missingInclude } from './missing-include.ts'
import { missingOpeningBrace } from './missing-opening-brace.ts'
import { mixedAddressFamilies } from './mixed-address-families.ts'
import { nestingTooDeep } from './nesting-too-deep.ts'
import { newerDirective } from './newer-directive.ts'
import { notAKeepalivedConfig } from './not-a-keepalived-config.ts'
import { overlongAuthPass } from './overlong-auth-pass.ts'
import { overlongLine } from './overlong-line.ts'
import { oversizedExpansion } from './oversized-expansion.ts'
import { ownAddressInUnicastPeer } from './own-address-in-unicast-peer.ts'
import { protocolOfTrackedLine } from './protocol-of-tracked-line.ts'
import { repeatedDirective } from './repeated-directive.ts'
import { repeatedOption } from './repeated-option.ts'
import type { Rule } from './rule.ts'
import { ruleWithoutPreference } from './rule-without-preference.ts'
import { skippedInclude } from './skipped-include.ts'
import { tooManyIncludes } from './too-many-includes.ts'
import { trackGroupWithoutInterface } from './track-group-without-interface.ts'
import { trailingBackslash } from './trailing-backslash.ts'
import { unclosedBlock } from './unclosed-block.ts'
import { undefinedDefinition } from './undefined-definition.ts'
import { undefinedName } from './undefined-name.ts'
import { unexpectedBlock } from './unexpected-block.ts'
import { unfilledPlaceholder } from './unfilled-placeholder.ts'
import { unicastMulticastMix } from './unicast-multicast-mix.ts'
import { unicastPeerUnanswered } from './unicast-peer-unanswered.ts'
import { unicastSourceWithoutPeer } from './unicast-source-without-peer.ts'
import { unknownDirective } from './unknown-directive.ts'
import { unknownOption } from './unknown-option.ts'
import { unknownRuleInComment } from './unknown-rule-in-comment.ts'
import { unrelatedNodes } from './unrelated-nodes.ts'
import { unsuitableAddressOption } from './unsuitable-address-option.ts'
import { unterminatedQuote } from './unterminated-quote.ts'
import { untrackedRoute } from './untracked-route.ts'
import { unusedSuppression } from './unused-suppression.ts'
import { virtualRouterIdCollision } from './virtual-router-id-collision.ts'
import { virtualRouterIdMismatch } from './virtual-router-id-mismatch.ts'
import { vmacAlreadySet } from './vmac-already-set.ts'

export const rules: readonly Rule[] = [
  addressFamilyMismatch,
  authPassMismatch,
  authTypeMismatch,
  byteOrderMark,
  commentInDefinition,
  commentInValue,
  conflictingVersion,
  contradictoryRule,
  deprecatedDirective,
  duplicateAddress,
  duplicateName,
  duplicateUnicastSource,
  duplicateVirtualRouterId,
  embeddedNul,
  emptyBlock,
  emptyConfig,
  endlessDefinition,
  extraClosingBrace,
  ignoredWords,
  impossibleTtlRange,
  includeCycle,
  includeReadTwice,
  incompleteAuthentication,
  incompleteRouteOrRule,
  interfaceTypo,
  invalidAuthType,
  invalidSequence,
  invalidValue,
  ipv6UnicastWithoutSource,
  labelInterfaceMismatch,
  missingArgument,
  missingDirective,
  missingInclude,
  missingOpeningBrace,
  mixedAddressFamilies,
  nestingTooDeep,
  newerDirective,
  notAKeepalivedConfig,
  overlongAuthPass,
  overlongLine,
  oversizedExpansion,
  ownAddressInUnicastPeer,
  protocolOfTrackedLine,
  repeatedDirective,
  repeatedOption,
  ruleWithoutPreference,
  skippedInclude,
  tooManyIncludes,
  trackGroupWithoutInterface,
  trailingBackslash,
  unclosedBlock,
  undefinedDefinition,
  undefinedName,
  unexpectedBlock,
  unfilledPlaceholder,
  unicastMulticastMix,
  unicastPeerUnanswered,
  unicastSourceWithoutPeer,
  unknownDirective,
  unknownOption,
  unknownRuleInComment,
  unrelatedNodes,
  unsuitableAddressOption,
  unterminatedQuote,
  untrackedRoute,
  unusedSuppression,
  virtualRouterIdCollision,
  virtualRouterIdMismatch,
  vmacAlreadySet,
]
