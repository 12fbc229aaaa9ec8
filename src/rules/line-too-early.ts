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
  const above = new Map<string, Above>()
  return lines.flatMap((line, index) => {
    const { directive } = line
    const findings =
      directive?.follows === undefined ? [] : lookAt({ line, directive, basis: directive.follows, above, site })
    if (isTaken(line)) {
      const isUnclear = line.match.slots.some(({ word }) => isUnknown(word.text))
      above.set(line.keyword, { line, index, isUnclear: isUnclear || above.get(line.keyword)?.isUnclear === true })
    }
    return [...findings, ...lookInto(line.block, site)]
  })
}

/** The last line with a keyword that keepalived takes. */
interface Above {
  readonly line: BoundStatement
  readonly index: number
  /** Some line with it has a value that is not known. */
  readonly isUnclear: boolean
}

interface Dependent {
  readonly line: BoundStatement
  readonly directive: Directive
  readonly basis: Basis
  readonly above: ReadonlyMap<string, Above>
  readonly site: Site
}

function lookAt({ line, directive, basis, above, site }: Dependent): Finding[] {
  if (basis.since !== undefined && !site.target.atLeast(basis.since)) return []
  const taken = basis.keywords.flatMap((keyword) => above.get(keyword) ?? [])
  if (taken.some(({ isUnclear }) => isUnclear)) return []
  const last = taken.toSorted((one, other) => one.index - other.index).at(-1)
  const value = last?.line.match.slots[0]?.word.text
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
