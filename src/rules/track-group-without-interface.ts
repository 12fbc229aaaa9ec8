/** A track_group on a static route or rule that names no interface to watch. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { type RoutingLine, routingLines } from '../model/routing.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const trackGroupWithoutInterface: LineRule = {
  kind: 'line',
  name: 'track-group-without-interface',
  severity: 'error',
  summary: 'A static route or rule has a track_group but no interface.',
  why: 'The instances of a `track_group` go to FAULT while the interface of a static address, route or rule of the group is down. keepalived drops the group from a route without `dev` and from a rule without `dev` or `iif` (vrrp_iproute.c:1879, vrrp_iprule.c:843, since 2.0.3): the line is kept, and no instance follows it.',
  check: (line, site) => routingLines(line).flatMap((one) => lookAt(one, site)),
}

function lookAt({ kind, line, hasInterface, fault }: RoutingLine, site: Site): Finding[] {
  if (hasInterface || fault !== undefined) return []
  const slot = line.match.slots.find(({ value }) => value.kind === 'reference' && value.to === 'track_group')
  if (slot === undefined) return []
  return [
    {
      message: `Without an interface there is nothing that the track_group \`${slot.word.text}\` could follow: keepalived ignores it on this line. Add \`${kind === 'route' ? 'dev' : 'iif'}\` and the interface.`,
      at: originOfWord(slot.word),
      nodes: [site.name],
      configTest: true,
    },
  ]
}
