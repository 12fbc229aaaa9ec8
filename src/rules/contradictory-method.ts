/** Two names of one setting in a virtual server, with different values. */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord, slotOf } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const contradictoryMethod: LineRule = {
  kind: 'line',
  name: 'contradictory-method',
  severity: 'warning',
  summary: 'A virtual server has its scheduler or forwarding method twice, under both names, with different values.',
  why: '`lb_algo` and `lvs_sched` are one setting, and so are `lb_kind` and `lvs_method`: of two lines the last one counts, and keepalived says nothing (check_parser.c:960 to 975). See keepalived issues #791 and #765.',
  check: lookAt,
}

/** Names of one setting. */
const SETTINGS = [
  ['lb_algo', 'lvs_sched'],
  ['lb_kind', 'lvs_method'],
] as const

function lookAt({ keyword, block }: BoundStatement, site: Site): Finding[] {
  if (keyword !== 'virtual_server') return []
  return SETTINGS.flatMap((names): Finding[] => {
    const lines = block.filter((line) => names.some((name) => name === line.keyword) && methodAt(line) !== undefined)
    const last = lines.at(-1)
    const earlier = lines.findLast((line) => line.keyword !== last?.keyword && methodAt(line) !== methodAt(last))
    if (last === undefined || earlier === undefined) return []
    return [
      {
        message: `\`${last.keyword} ${methodAt(last)}\` and \`${earlier.keyword} ${methodAt(earlier)}\` are about the same setting: keepalived uses the later line, \`${methodAt(last)}\`. Remove one of them.`,
        at: originOfWord(last.statement.keyword),
        nodes: [site.name],
        related: [{ message: 'this line does not count', at: originOfWord(earlier.statement.keyword) }],
      },
    ]
  })
}

function methodAt(line: BoundStatement | undefined): string | undefined {
  const word = slotOf(line, 'choice')?.word.text
  return word === undefined || isUnknown(word) ? undefined : word
}
