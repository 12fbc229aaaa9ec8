/** A route that keepalived does not watch because it names no interface. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { type RoutingLine, routingLines } from '../model/routing.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const untrackedRoute: LineRule = {
  kind: 'line',
  name: 'untracked-route',
  severity: 'warning',
  summary: 'A route names no interface, so that keepalived before 2.3.2 does not watch it.',
  why: 'keepalived watches its routes: the instance goes to FAULT while the interface of one is down, and a static route that is removed is put back. Up to 2.3.1 that needs `dev` in front of any `nexthop`; without it keepalived reports the route and leaves it unwatched (v2.3.1, vrrp_iproute.c:1886). 2.3.2 removed the check.',
  check: (line, site) => routingLines(line).flatMap((one) => lookAt(one, site)),
}

function lookAt({ kind, line, isTracked, hasInterface }: RoutingLine, site: Site): Finding[] {
  if (kind !== 'route' || !isTracked || hasInterface || site.target.atLeast('2.3.2')) return []
  return [
    {
      message:
        'This route names no interface, and keepalived before 2.3.2 does not watch it for that reason. Add `dev` and the interface, or `no_track` if it need not be watched.',
      at: originOfWord(line.statement.keyword),
      nodes: [site.name],
      configTest: true,
    },
  ]
}
