/** Findings about what the daemon alters in an instance, and when its config test comes to say so. */
import { NEXT_RELEASE, type Release } from '../../../grammar/releases.ts'
import type { BoundStatement } from '../../bind/bind.ts'
import type { Site } from '../../cluster/cluster.ts'
import type { Completion, Finding, Fix, Severity } from '../../diagnostics/diagnostic.ts'
import { originOf } from '../../expand/mapped-text.ts'
import { type AlterationKind, CHECKS } from '../../model/alterations.ts'
import type { Instance } from '../../model/config.ts'
import { originOfWord } from '../../model/sited.ts'

/** What a rule says of one kind of alteration. */
export interface AlterationText {
  readonly message: (instance: Instance, line: BoundStatement) => string
  readonly severity?: Severity | ((instance: Instance) => Severity)
  readonly fixes?: (instance: Instance, line: BoundStatement) => Fix[]
}

/** A finding for every alteration of the kinds that have a text. */
export function alterationFindings(
  instance: Instance,
  { name, target }: Site,
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
      ...(text.severity === undefined ? {} : { severity: severityOf(text.severity, instance) }),
      ...(text.fixes === undefined ? {} : { fixes: text.fixes(instance, line) }),
      configTest: isTold,
      ...(isAtEnd ? { explains: close === undefined ? [] : [originOf(close.source, close)] } : {}),
      ...(isAtEnd || WHILE_READING.has(kind) ? {} : { completion: completionOf(instance, kind) }),
    }
  })
}

function severityOf(severity: NonNullable<AlterationText['severity']>, instance: Instance): Severity {
  return typeof severity === 'function' ? severity(instance) : severity
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

/** What the daemon refuses as soon as it reads the line (vrrp_parser.c:887). */
const WHILE_READING: ReadonlySet<AlterationKind> = new Set<AlterationKind>(['vrf-behind-interface'])

/** The first releases that say it, where the keywords of the line are older. */
const TOLD_SINCE: Partial<Record<AlterationKind, string>> = {
  'vmac-without-interface': '2.1.0',
  'address-without-interface': '2.2.0',
  'unicast-without-peer': '2.2.5',
  'multicast-group-with-unicast': '2.2.5',
  'mac-in-strict-mode': '2.2.5',
  vrf: '2.2.5',
}

const FIRST_RELEASE = '2.0.20'

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
