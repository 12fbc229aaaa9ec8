/** A protocol on a route or rule that keepalived watches, and finds by its own. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { type RoutingLine, routingLines } from '../model/routing.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const protocolOfTrackedLine: LineRule = {
  kind: 'line',
  name: 'protocol-of-tracked-line',
  severity: 'error',
  summary: 'A route or rule has a protocol but not no_track.',
  why: 'keepalived marks what it watches with its own protocol, 18, by which it finds it again. Any other protocol is reported and replaced by 18 unless the line has `no_track` (vrrp_iproute.c:1873, vrrp_iprule.c:836, since 2.0.1), and what looks for the protocol that was written finds nothing.',
  check: (line, site) => routingLines(line).flatMap((one) => lookAt(one, site)),
}

/** The protocol of keepalived itself, by number and as iproute2 names it. */
const OWN = ['18', '0x12', 'keepalived']

function lookAt({ line, isTracked, fault }: RoutingLine, site: Site): Finding[] {
  const slot = line.match.slots.findLast(({ option }) => option === 'protocol')
  if (slot === undefined || slot.faulty || !isTracked || fault !== undefined) return []
  if (OWN.includes(slot.word.text)) return []
  return [
    {
      message: `keepalived replaces the protocol \`${slot.word.text}\` by 18, its own, because it watches this line. Add \`no_track\` to keep the protocol, or remove it.`,
      at: originOfWord(slot.word),
      nodes: [site.name],
      configTest: true,
    },
  ]
}
