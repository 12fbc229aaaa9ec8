/** All rules. Made by `npm run generate`; do not edit. */
import { addressFamilyMismatch } from './address-family-mismatch.ts'
import { addressOfTwoInstances } from './address-of-two-instances.ts'
import { addressOnOtherNetwork } from './address-on-other-network.ts'
import { addressWithoutInterface } from './address-without-interface.ts'
import { advertIntervalMismatch } from './advert-interval-mismatch.ts'
import { ahWithMaster } from './ah-with-master.ts'
import { allPortsWithoutPersistence } from './all-ports-without-persistence.ts'
import { authPassMismatch } from './auth-pass-mismatch.ts'
import { authTypeMismatch } from './auth-type-mismatch.ts'
import { bfdFamilyMismatch } from './bfd-family-mismatch.ts'
import { bfdSessionUnanswered } from './bfd-session-unanswered.ts'
import { byteOrderMark } from './byte-order-mark.ts'
import { checkWithoutInterface } from './check-without-interface.ts'
import { checksumMismatch } from './checksum-mismatch.ts'
import { clampedPriority } from './clamped-priority.ts'
import { commentInDefinition } from './comment-in-definition.ts'
import { commentInValue } from './comment-in-value.ts'
import { conflictingReceiveBuffers } from './conflicting-receive-buffers.ts'
import { conflictingVersion } from './conflicting-version.ts'
import { contradictoryMethod } from './contradictory-method.ts'
import { contradictoryQuorum } from './contradictory-quorum.ts'
import { contradictoryRule } from './contradictory-rule.ts'
import { contradictorySyncGroupPriorities } from './contradictory-sync-group-priorities.ts'
import { deprecatedDirective } from './deprecated-directive.ts'
import { directorAsRealServer } from './director-as-real-server.ts'
import { droppedAuthentication } from './dropped-authentication.ts'
import { duplicateAddress } from './duplicate-address.ts'
import { duplicateBfdNeighbor } from './duplicate-bfd-neighbor.ts'
import { duplicateHmacKeyId } from './duplicate-hmac-key-id.ts'
import { duplicateIpsetName } from './duplicate-ipset-name.ts'
import { duplicateName } from './duplicate-name.ts'
import { duplicateRealServer } from './duplicate-real-server.ts'
import { duplicateTracker } from './duplicate-tracker.ts'
import { duplicateUnicastSource } from './duplicate-unicast-source.ts'
import { duplicateVirtualRouterId } from './duplicate-virtual-router-id.ts'
import { embeddedNul } from './embedded-nul.ts'
import { emptyBlock } from './empty-block.ts'
import { emptyConfig } from './empty-config.ts'
import { endlessDefinition } from './endless-definition.ts'
import { equalPriority } from './equal-priority.ts'
import { extraClosingBrace } from './extra-closing-brace.ts'
import { firstAddressNotLinkLocal } from './first-address-not-link-local.ts'
import { foreignInclude } from './foreign-include.ts'
import { ignoredPrefix } from './ignored-prefix.ts'
import { ignoredWords } from './ignored-words.ts'
import { impossibleReplyLength } from './impossible-reply-length.ts'
import { impossibleTtlRange } from './impossible-ttl-range.ts'
import { impossibleTunnel } from './impossible-tunnel.ts'
import { includeCycle } from './include-cycle.ts'
import { includeReadTwice } from './include-read-twice.ts'
import { incompleteAuthentication } from './incomplete-authentication.ts'
import { incompleteRouteOrRule } from './incomplete-route-or-rule.ts'
import { incompleteVirtualServer } from './incomplete-virtual-server.ts'
import { instanceWithoutPartner } from './instance-without-partner.ts'
import { insufficientWeight } from './insufficient-weight.ts'
import { interfaceTypo } from './interface-typo.ts'
import { invalidAddressRange } from './invalid-address-range.ts'
import { invalidAuthType } from './invalid-auth-type.ts'
import { invalidSequence } from './invalid-sequence.ts'
import { invalidValue } from './invalid-value.ts'
import { ipv6UnicastWithoutSource } from './ipv6-unicast-without-source.ts'
import { labelInterfaceMismatch } from './label-interface-mismatch.ts'
import { lineTooEarly } from './line-too-early.ts'
import { masterWithLowerPriority } from './master-with-lower-priority.ts'
import { masterWithoutPriority } from './master-without-priority.ts'
import { maxHopsAboveTtl } from './max-hops-above-ttl.ts'
import { memberOfTwoSyncGroups } from './member-of-two-sync-groups.ts'
import { membersOnDifferentNetworks } from './members-on-different-networks.ts'
import { mismatchedPort } from './mismatched-port.ts'
import { missingArgument } from './missing-argument.ts'
import { missingDirective } from './missing-directive.ts'
import { missingInclude } from './missing-include.ts'
import { missingInterface } from './missing-interface.ts'
import { missingOpeningBrace } from './missing-opening-brace.ts'
import { missingScript } from './missing-script.ts'
import { missingScriptUser } from './missing-script-user.ts'
import { missingVirtualAddress } from './missing-virtual-address.ts'
import { mixedAddressFamilies } from './mixed-address-families.ts'
import { mixedServerGroup } from './mixed-server-group.ts'
import { mixedSyncGroup } from './mixed-sync-group.ts'
import { multicastGroupMismatch } from './multicast-group-mismatch.ts'
import { nestingTooDeep } from './nesting-too-deep.ts'
import { networkAddressAsVirtualAddress } from './network-address-as-virtual-address.ts'
import { newerDirective } from './newer-directive.ts'
import { noFailover } from './no-failover.ts'
import { noHolder } from './no-holder.ts'
import { nopreemptOnLowerPriority } from './nopreempt-on-lower-priority.ts'
import { nopreemptWithMaster } from './nopreempt-with-master.ts'
import { nopreemptWithWeight } from './nopreempt-with-weight.ts'
import { notAKeepalivedConfig } from './not-a-keepalived-config.ts'
import { optionWithoutEffect } from './option-without-effect.ts'
import { overlongAuthPass } from './overlong-auth-pass.ts'
import { overlongLine } from './overlong-line.ts'
import { oversizedExpansion } from './oversized-expansion.ts'
import { ownAddressInUnicastPeer } from './own-address-in-unicast-peer.ts'
import { pingPong } from './ping-pong.ts'
import { preemptDelayWithoutEffect } from './preempt-delay-without-effect.ts'
import { prefixLengthMismatch } from './prefix-length-mismatch.ts'
import { protocolOfTrackedLine } from './protocol-of-tracked-line.ts'
import { realAddressAsVirtual } from './real-address-as-virtual.ts'
import { refusedRoute } from './refused-route.ts'
import { relativeCommand } from './relative-command.ts'
import { repeatedDirective } from './repeated-directive.ts'
import { repeatedOption } from './repeated-option.ts'
import { roundedAdvertInterval } from './rounded-advert-interval.ts'
import { routableMulticastGroup } from './routable-multicast-group.ts'
import type { Rule } from './rule.ts'
import { ruleWithoutPreference } from './rule-without-preference.ts'
import { sampleValue } from './sample-value.ts'
import { scriptInsteadOfProcess } from './script-instead-of-process.ts'
import { scriptSecurityOff } from './script-security-off.ts'
import { serverFamilyMismatch } from './server-family-mismatch.ts'
import { severalAddressOwners } from './several-address-owners.ts'
import { severalMasters } from './several-masters.ts'
import { sharedGarpInterface } from './shared-garp-interface.ts'
import { shellSyntaxWithoutShell } from './shell-syntax-without-shell.ts'
import { silentVirtualAddress } from './silent-virtual-address.ts'
import { singleMemberSyncGroup } from './single-member-sync-group.ts'
import { skippedInclude } from './skipped-include.ts'
import { slowCheck } from './slow-check.ts'
import { sorryServerAmongRealServers } from './sorry-server-among-real-servers.ts'
import { sorryServerMismatch } from './sorry-server-mismatch.ts'
import { sourceNotOnInterface } from './source-not-on-interface.ts'
import { splitBrain } from './split-brain.ts'
import { splitSyncGroup } from './split-sync-group.ts'
import { strictModeConflict } from './strict-mode-conflict.ts'
import { syncDaemonMismatch } from './sync-daemon-mismatch.ts'
import { syncGroupMismatch } from './sync-group-mismatch.ts'
import { tooManyAddresses } from './too-many-addresses.ts'
import { tooManyIncludes } from './too-many-includes.ts'
import { trackGroupWithoutInterface } from './track-group-without-interface.ts'
import { trackedOwnInterface } from './tracked-own-interface.ts'
import { trackedPartner } from './tracked-partner.ts'
import { trackerMismatch } from './tracker-mismatch.ts'
import { trailingBackslash } from './trailing-backslash.ts'
import { uncheckedRealServer } from './unchecked-real-server.ts'
import { unclosedBlock } from './unclosed-block.ts'
import { undefinedDefinition } from './undefined-definition.ts'
import { undefinedName } from './undefined-name.ts'
import { unexpectedBlock } from './unexpected-block.ts'
import { unfilledPlaceholder } from './unfilled-placeholder.ts'
import { unicastMulticastMix } from './unicast-multicast-mix.ts'
import { unicastPeerUnanswered } from './unicast-peer-unanswered.ts'
import { unicastSourceWithoutPeer } from './unicast-source-without-peer.ts'
import { unicastTtlMismatch } from './unicast-ttl-mismatch.ts'
import { unicastWithoutSource } from './unicast-without-source.ts'
import { unknownDirective } from './unknown-directive.ts'
import { unknownOption } from './unknown-option.ts'
import { unknownRuleInComment } from './unknown-rule-in-comment.ts'
import { unmadeInterface } from './unmade-interface.ts'
import { unmanagedVirtualServer } from './unmanaged-virtual-server.ts'
import { unquotedCommand } from './unquoted-command.ts'
import { unreachableGateway } from './unreachable-gateway.ts'
import { unreachablePeer } from './unreachable-peer.ts'
import { unreachableQuorum } from './unreachable-quorum.ts'
import { unreachableRealServer } from './unreachable-real-server.ts'
import { unrelatedNodes } from './unrelated-nodes.ts'
import { unsuitableAddressOption } from './unsuitable-address-option.ts'
import { unsupportedByBuild } from './unsupported-by-build.ts'
import { unterminatedQuote } from './unterminated-quote.ts'
import { untrackedRoute } from './untracked-route.ts'
import { unusableInterface } from './unusable-interface.ts'
import { unusableServerOption } from './unusable-server-option.ts'
import { unusedScript } from './unused-script.ts'
import { unusedSuppression } from './unused-suppression.ts'
import { virtualAddressMismatch } from './virtual-address-mismatch.ts'
import { virtualRouteMismatch } from './virtual-route-mismatch.ts'
import { virtualRouterIdCollision } from './virtual-router-id-collision.ts'
import { virtualRouterIdMismatch } from './virtual-router-id-mismatch.ts'
import { virtualServerMismatch } from './virtual-server-mismatch.ts'
import { vmacAlreadySet } from './vmac-already-set.ts'
import { vmacConflict } from './vmac-conflict.ts'
import { vmacMismatch } from './vmac-mismatch.ts'
import { vrrpVersionMismatch } from './vrrp-version-mismatch.ts'
import { weightedTrackerWithoutEffect } from './weighted-tracker-without-effect.ts'
import { writableScript } from './writable-script.ts'
import { wrongBroadcastAddress } from './wrong-broadcast-address.ts'

export const rules: readonly Rule[] = [
  addressFamilyMismatch,
  addressOfTwoInstances,
  addressOnOtherNetwork,
  addressWithoutInterface,
  advertIntervalMismatch,
  ahWithMaster,
  allPortsWithoutPersistence,
  authPassMismatch,
  authTypeMismatch,
  bfdFamilyMismatch,
  bfdSessionUnanswered,
  byteOrderMark,
  checkWithoutInterface,
  checksumMismatch,
  clampedPriority,
  commentInDefinition,
  commentInValue,
  conflictingReceiveBuffers,
  conflictingVersion,
  contradictoryMethod,
  contradictoryQuorum,
  contradictoryRule,
  contradictorySyncGroupPriorities,
  deprecatedDirective,
  directorAsRealServer,
  droppedAuthentication,
  duplicateAddress,
  duplicateBfdNeighbor,
  duplicateHmacKeyId,
  duplicateIpsetName,
  duplicateName,
  duplicateRealServer,
  duplicateTracker,
  duplicateUnicastSource,
  duplicateVirtualRouterId,
  embeddedNul,
  emptyBlock,
  emptyConfig,
  endlessDefinition,
  equalPriority,
  extraClosingBrace,
  firstAddressNotLinkLocal,
  foreignInclude,
  ignoredPrefix,
  ignoredWords,
  impossibleReplyLength,
  impossibleTtlRange,
  impossibleTunnel,
  includeCycle,
  includeReadTwice,
  incompleteAuthentication,
  incompleteRouteOrRule,
  incompleteVirtualServer,
  instanceWithoutPartner,
  insufficientWeight,
  interfaceTypo,
  invalidAddressRange,
  invalidAuthType,
  invalidSequence,
  invalidValue,
  ipv6UnicastWithoutSource,
  labelInterfaceMismatch,
  lineTooEarly,
  masterWithLowerPriority,
  masterWithoutPriority,
  maxHopsAboveTtl,
  memberOfTwoSyncGroups,
  membersOnDifferentNetworks,
  mismatchedPort,
  missingArgument,
  missingDirective,
  missingInclude,
  missingInterface,
  missingOpeningBrace,
  missingScript,
  missingScriptUser,
  missingVirtualAddress,
  mixedAddressFamilies,
  mixedServerGroup,
  mixedSyncGroup,
  multicastGroupMismatch,
  nestingTooDeep,
  networkAddressAsVirtualAddress,
  newerDirective,
  noFailover,
  noHolder,
  nopreemptOnLowerPriority,
  nopreemptWithMaster,
  nopreemptWithWeight,
  notAKeepalivedConfig,
  optionWithoutEffect,
  overlongAuthPass,
  overlongLine,
  oversizedExpansion,
  ownAddressInUnicastPeer,
  pingPong,
  preemptDelayWithoutEffect,
  prefixLengthMismatch,
  protocolOfTrackedLine,
  realAddressAsVirtual,
  refusedRoute,
  relativeCommand,
  repeatedDirective,
  repeatedOption,
  roundedAdvertInterval,
  routableMulticastGroup,
  ruleWithoutPreference,
  sampleValue,
  scriptInsteadOfProcess,
  scriptSecurityOff,
  serverFamilyMismatch,
  severalAddressOwners,
  severalMasters,
  sharedGarpInterface,
  shellSyntaxWithoutShell,
  silentVirtualAddress,
  singleMemberSyncGroup,
  skippedInclude,
  slowCheck,
  sorryServerAmongRealServers,
  sorryServerMismatch,
  sourceNotOnInterface,
  splitBrain,
  splitSyncGroup,
  strictModeConflict,
  syncDaemonMismatch,
  syncGroupMismatch,
  tooManyAddresses,
  tooManyIncludes,
  trackGroupWithoutInterface,
  trackedOwnInterface,
  trackedPartner,
  trackerMismatch,
  trailingBackslash,
  uncheckedRealServer,
  unclosedBlock,
  undefinedDefinition,
  undefinedName,
  unexpectedBlock,
  unfilledPlaceholder,
  unicastMulticastMix,
  unicastPeerUnanswered,
  unicastSourceWithoutPeer,
  unicastTtlMismatch,
  unicastWithoutSource,
  unknownDirective,
  unknownOption,
  unknownRuleInComment,
  unmadeInterface,
  unmanagedVirtualServer,
  unquotedCommand,
  unreachableGateway,
  unreachablePeer,
  unreachableQuorum,
  unreachableRealServer,
  unrelatedNodes,
  unsuitableAddressOption,
  unsupportedByBuild,
  unterminatedQuote,
  untrackedRoute,
  unusableInterface,
  unusableServerOption,
  unusedScript,
  unusedSuppression,
  virtualAddressMismatch,
  virtualRouteMismatch,
  virtualRouterIdCollision,
  virtualRouterIdMismatch,
  virtualServerMismatch,
  vmacAlreadySet,
  vmacConflict,
  vmacMismatch,
  vrrpVersionMismatch,
  weightedTrackerWithoutEffect,
  writableScript,
  wrongBroadcastAddress,
]
