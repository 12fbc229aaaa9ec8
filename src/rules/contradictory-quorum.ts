/** The fewest and the most processes of a vrrp_track_process contradict each other. */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { numberOf } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const contradictoryQuorum: LineRule = {
  kind: 'line',
  name: 'contradictory-quorum',
  severity: 'error',
  summary: 'The quorum of a vrrp_track_process is above its quorum_max.',
  why: 'keepalived compares the two when it reads the second of them, and ignores that line (vrrp_parser.c:1958 and 1977, since 2.0.16): the test is then another one than what is written. `quorum_max 0`, no such process may run, is possible only without a `quorum` above 1.',
  check: (line, site) => (line.keyword === 'vrrp_track_process' ? lookAt(line, site) : []),
}

interface Bounds {
  readonly fewest: number
  readonly most: number
}

const INITIAL: Bounds = { fewest: 1, most: Number.POSITIVE_INFINITY }

function lookAt({ block }: BoundStatement, site: Site): Finding[] {
  const found: Finding[] = []
  let bounds = INITIAL
  for (const line of block) {
    if (!BOUND_KEYWORDS.includes(line.keyword)) continue
    if (line.statement.args.some((word) => isUnknown(word.text))) return found
    const number = numberOf(line)
    if (number === undefined) continue
    const next = boundsWith(bounds, line.keyword, number.value)
    if (next !== undefined) bounds = next
    else {
      const other = line.keyword === 'quorum' ? `\`quorum_max ${bounds.most}\`` : `\`quorum ${bounds.fewest}\``
      const relation = line.keyword === 'quorum' ? 'above' : 'below'
      found.push({
        message: `\`${line.keyword} ${number.value}\` is ${relation} the ${other} that stands before it: keepalived ignores this line. Write a \`quorum_max\` that is at least the \`quorum\`.`,
        at: number.at,
        nodes: [site.name],
        configTest: true,
      })
    }
  }
  return found
}

const BOUND_KEYWORDS = ['quorum', 'quorum_max']

/** The bounds after a line; nothing where the line is ignored. A `quorum_max 0` takes the quorum with it. */
function boundsWith({ fewest, most }: Bounds, keyword: string, number: number): Bounds | undefined {
  if (keyword === 'quorum') return number > most ? undefined : { fewest: number, most }
  if ((number > 0 || fewest > 1) && number < fewest) return undefined
  return { fewest: number === 0 ? 0 : Math.max(1, fewest), most: number }
}
