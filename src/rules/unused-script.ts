/** A script that nothing tracks. */
import type { BoundStatement } from '../bind/bind.ts'
import { slotsWithin } from '../bind/slots.ts'
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { unresolvedNames } from '../model/unresolved.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const unusedScript: NodeRule = {
  kind: 'node',
  name: 'unused-script',
  severity: 'warning',
  marks: 'unused',
  summary: 'No instance and no sync group tracks a `vrrp_script`.',
  why: 'A `vrrp_script` by itself does nothing: an instance or a sync group must name it in its `track_script`, or the result of the check changes nothing. See keepalived issue #2108.',
  explainsFailures: [],
  check: (node) => (mayBeUsedElsewhere(node) ? [] : lookAt(node)),
}

/** The file is only a part, or what is missing may stand in lines that nobody knows. */
function mayBeUsedElsewhere({ hasUnreadParts, reading, config, bound, target }: ClusterNode): boolean {
  if (hasUnreadParts || reading.conditions.length > 0 || config.instances.length === 0) return true
  if (unresolvedNames(bound, target).some(({ value }) => value.to === 'vrrp_script')) return true
  return bound.problems.some(({ kind }) => CONFUSING.has(kind))
}

/** Mistakes that hide a `track_script` or what is in it. */
const CONFUSING: ReadonlySet<string> = new Set([
  ...['unknown-keyword', 'newer-keyword', 'missing-open-brace', 'unexpected-brace', 'unexpected-block'],
  ...['undefined-reference', 'unterminated-quote', 'unclosed-block'],
])

function lookAt({ bound, config, name }: ClusterNode): Finding[] {
  if (config.scripts.length === 0) return []
  const used = new Set(namesAmong(bound.statements))
  if ([...used].some(isUnknown)) return []
  const first = new Map(config.scripts.map((script) => [script.name.value, script] as const).reverse())
  return [...first.values()].flatMap((script) => {
    if (used.has(script.name.value) || isUnknown(script.name.value)) return []
    return {
      message: `Nothing tracks \`${script.name.value}\`, so that its result changes nothing. Name it in the \`track_script\` of an instance, or remove it.`,
      at: script.name.at,
      nodes: [name],
    }
  })
}

/** The names of scripts on lines and the lines inside. */
const namesAmong = rememberedInEach((line: BoundStatement) =>
  slotsWithin(line, 'reference').flatMap(({ slot }) => (slot.value.to === 'vrrp_script' ? [slot.word.text] : [])),
)
