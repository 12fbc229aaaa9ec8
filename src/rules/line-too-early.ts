/** A line that counts only behind another one, which stands later or nowhere. */
import type { Basis, Directive } from '../../grammar/directive.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown, listed } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const lineTooEarly: LineRule = {
  kind: 'line',
  name: 'line-too-early',
  severity: 'error',
  summary: 'A line counts only behind another one, which stands later or is missing.',
  why: 'keepalived looks at what it has read so far: `sorry_server_inhibit` above its `sorry_server` is reported and ignored (check_parser.c:642), and so are `sh-port`, `mh-fallback` and their like unless `lb_algo sh` or `mh` stands above them (check_parser.c:333). The message names `sh` for all of them.',
  check: (line, site) => lookInto(line.block, site),
}

function lookInto(lines: readonly BoundStatement[], site: Site): Finding[] {
  return lines.flatMap((line, index) => [
    ...(line.directive?.follows === undefined
      ? []
      : lookAt({
          line,
          directive: line.directive,
          basis: line.directive.follows,
          before: lines.slice(0, index),
          site,
        })),
    ...lookInto(line.block, site),
  ])
}

interface Dependent {
  readonly line: BoundStatement
  readonly directive: Directive
  readonly basis: Basis
  readonly before: readonly BoundStatement[]
  readonly site: Site
}

function lookAt({ line, directive, basis, before, site }: Dependent): Finding[] {
  if (basis.since !== undefined && !site.target.atLeast(basis.since)) return []
  const taken = before.filter((one) => basis.keywords.includes(one.keyword) && isTaken(one))
  if (taken.some((one) => one.match.slots.some(({ word }) => isUnknown(word.text)))) return []
  const value = taken.at(-1)?.match.slots[0]?.word.text
  if (value !== undefined && (basis.values === undefined || basis.values.includes(value))) return []
  if (site.hasUnreadParts) return []
  const values = basis.values === undefined ? '' : ` with ${listed(basis.values)}`
  const found = value === undefined ? 'none stands above it' : `the one above it says \`${value}\``
  const { keyword } = line.statement
  const effect = directive.repeat === 'flag' ? 'is ignored' : 'has no effect'
  return [
    {
      message: `\`${keyword.text}\` ${effect} here: it needs ${listed(basis.keywords)}${values} above it, and ${found}. Move it down, or remove it.`,
      at: originOfWord(keyword),
      nodes: [site.name],
      configTest: true,
    },
  ]
}

function isTaken({ match }: BoundStatement): boolean {
  return match.slots.length > 0 && match.slots.every((slot) => !slot.faulty || slot.option !== undefined)
}
