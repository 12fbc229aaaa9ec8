/** A routing rule that does not say how high it ranks. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { preferenceOf, type RoutingLine, routingLines } from '../model/routing.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const ruleWithoutPreference: LineRule = {
  kind: 'line',
  name: 'rule-without-preference',
  severity: 'warning',
  summary: 'A routing rule has no preference.',
  why: 'keepalived counts such rules down from 16384, each family for itself, so that the last line of the file is tried first and a new line moves those behind it. It reports each of them as probably not meant (vrrp_iprule.c:856, since 2.0.16).',
  check: (line, site) => routingLines(line).flatMap((one) => lookAt(one, site)),
}

function lookAt({ kind, line, fault }: RoutingLine, site: Site): Finding[] {
  if (kind !== 'rule' || fault !== undefined || preferenceOf(line) !== undefined) return []
  return [
    {
      message:
        'This rule has no `preference`: keepalived takes the next free number below 16385, so that it depends on the other lines which rule is tried first. Add `preference` and a number.',
      at: originOfWord(line.statement.keyword),
      nodes: [site.name],
      configTest: site.target.atLeast('2.0.16'),
    },
  ]
}
