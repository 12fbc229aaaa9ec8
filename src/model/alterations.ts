/** What the daemon changes of an instance, or stops at, when it puts together what it has read (vrrp.c:3222 to 4380). */

import { NEXT_RELEASE, type Release } from '../../grammar/releases.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { Completion, Finding, Severity } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Instance } from './config.ts'
import { originOfWord } from './sited.ts'

/** The checks of an instance, in the order in which the daemon makes them. */
const CHECKS = [
  'vmac-without-interface',
  'vmac-without-xmit-base',
  'vmac-with-unicast',
  'unicast-ttl-without-peer',
  'early-missing-address',
  'version-2-with-ipv6',
  'state-against-priority',
  'authentication-in-strict-mode',
  'authentication-with-version-3',
  'ah-with-ipv6',
  'ah-with-master',
  'authentication-beside-hmac',
  'undefined-active-key',
  'hmac-mode-in-strict-mode',
  'unicast-without-peer',
  'unicast-in-strict-mode',
  'unicast-without-source',
  'link-local-source',
  'mac-in-strict-mode',
  'global-address-first',
  'global-address-first-unstrict',
  'vrf',
  'too-many-addresses',
  'nopreempt-with-owner',
  'nopreempt-with-master',
  'preempt-delay-with-master',
  'preempt-delay-in-strict-mode',
  'preempt-delay-with-nopreempt',
  'down-timer-in-strict-mode',
  'expired-timer-with-preemption',
  'accept-in-strict-mode',
  'multicast-group-with-unicast',
  'garp-repeat-in-strict-mode',
  'garp-delay-in-strict-mode',
  'lower-priority-advert-in-strict-mode',
  'higher-priority-advert-in-strict-mode',
  'ignored-adverts-without-owner',
  'heeded-adverts-of-owner',
  'advert-interval',
  'xmit-base-in-strict-mode',
  'promote-secondaries-with-vmac',
  'ipvlan-without-address',
  'own-interface',
  'xmit-base-without-vmac',
  'vmac-of-address',
  'address-without-interface',
  'no-address-in-strict-mode',
  'missing-address',
  'weighted-tracker',
] as const

export type AlterationKind = (typeof CHECKS)[number]

/** One thing that the daemon changes or stops at. */
export interface Alteration {
  readonly kind: AlterationKind
  /** The line that does not count as it stands; the block of the instance where a line is missing. */
  readonly line: BoundStatement
}

/** When the config test comes to a check of an instance. */
export function completionOf(instance: Instance, kind: AlterationKind): Completion {
  const ends = ENDS.has(kind) ? { ends: true as const } : {}
  return { process: 'vrrp', step: 3, block: instance.block.statement.keyword, check: CHECKS.indexOf(kind), ...ends }
}

/** The VRRP process stops at them. */
const ENDS: ReadonlySet<AlterationKind> = new Set<AlterationKind>([
  'unicast-in-strict-mode',
  'unicast-without-source',
  'link-local-source',
])

/** What the daemon notices at the `}` of the block, before it has read the rest of the file (vrrp_parser.c:453 to 476). */
const AT_END: ReadonlySet<AlterationKind> = new Set<AlterationKind>([
  'vmac-without-interface',
  'vmac-without-xmit-base',
  'vmac-with-unicast',
  'unicast-ttl-without-peer',
])

/** The first releases that say it, where the keywords of the line are older. */
const TOLD_SINCE: Partial<Record<AlterationKind, string>> = {
  'vmac-without-interface': '2.1.0',
  'address-without-interface': '2.2.0',
  'unicast-without-peer': '2.2.5',
  'multicast-group-with-unicast': '2.2.5',
  'mac-in-strict-mode': '2.2.5',
  vrf: '2.2.5',
}

/** What only some releases do. */
const DONE_IN: Partial<Record<AlterationKind, { readonly since?: string; readonly before?: string }>> = {
  'vmac-without-xmit-base': { since: '2.2.0' },
  'global-address-first-unstrict': { before: '2.2.0' },
  'vmac-with-unicast': { since: '2.1.0', before: '2.2.0' },
}

function isDone(kind: AlterationKind, target: Release): boolean {
  const { since = FIRST_RELEASE, before = NEXT_RELEASE } = DONE_IN[kind] ?? {}
  return target.atLeast(since) && !target.atLeast(before)
}

/** What a rule says of one kind of alteration. */
export interface AlterationText {
  readonly message: (instance: Instance, line: BoundStatement) => string
  readonly severity?: Severity
}

/** Who reads the instance. */
export interface Reader {
  readonly name: string
  readonly target: Release
}

/** A finding for every alteration of the kinds that have a text. */
export function alterationFindings(
  instance: Instance,
  { name, target }: Reader,
  texts: Partial<Record<AlterationKind, AlterationText>>,
): Finding[] {
  const { block } = instance.block.statement
  return instance.alterations.flatMap(({ kind, line }) => {
    const text = texts[kind]
    if (text === undefined || !isDone(kind, target)) return []
    const isAtEnd = AT_END.has(kind)
    const close = block?.close
    const isTold = target.atLeast(TOLD_SINCE[kind] ?? FIRST_RELEASE) && (!isAtEnd || close !== undefined)
    return {
      message: text.message(instance, line),
      at: line === instance.block ? instance.name.at : originOfWord(line.statement.keyword),
      nodes: [name],
      ...(text.severity === undefined ? {} : { severity: text.severity }),
      configTest: isTold,
      ...(isAtEnd
        ? { explains: close === undefined ? [] : [originOf(close.source, close)] }
        : { completion: completionOf(instance, kind) }),
    }
  })
}

const FIRST_RELEASE = '2.0.20'

/** The alteration, where its condition holds. */
export function alteredIf(
  holds: boolean,
  kind: AlterationKind,
  line: BoundStatement | undefined,
): readonly Alteration[] {
  return holds && line !== undefined ? [{ kind, line }] : []
}
