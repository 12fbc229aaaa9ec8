/** A unicast peer of which every advert is dropped for its TTL. */
import type { Finding } from '../diagnostics/diagnostic.ts'
import { numberOf } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const impossibleTtlRange: InstanceRule = {
  kind: 'instance',
  name: 'impossible-ttl-range',
  severity: 'error',
  summary: 'The min_ttl of a unicast peer is above its max_ttl.',
  why: 'No TTL is in such a range: keepalived reports it, keeps the peer, and drops every advert that comes from it, so that both nodes become MASTER (vrrp_data.c:1117, since 2.1.0).',
  check: (instance, site) =>
    instance.unicast.peers.flatMap(({ line, value }): Finding[] => {
      const lowest = numberOf(line, 'min_ttl')
      const highest = numberOf(line, 'max_ttl')
      if (lowest === undefined || highest === undefined || lowest.value <= highest.value) return []
      return [
        {
          message: `No advert of ${value.text} has a TTL of at least ${lowest.value} and at most ${highest.value}: keepalived drops all of them. Exchange the two numbers.`,
          at: lowest.at,
          nodes: [site.name],
          related: [{ message: 'the highest TTL is here', at: highest.at }],
          configTest: true,
        },
      ]
    }),
}
