/** Two keys of auth_hmac have one ID. */
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { entriesOf, numberOf, type Sited } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const duplicateHmacKeyId: InstanceRule = {
  kind: 'instance',
  name: 'duplicate-hmac-key-id',
  severity: 'error',
  summary: 'Two keys of auth_hmac have the same ID.',
  why: 'The ID in an advert says which key signed it. keepalived keeps the first key of an ID and reports the second (vrrp_parser.c:1613, since 2.4.0), so that adverts signed with the second one are dropped.',
  check: lookAt,
}

function lookAt(instance: Instance, site: Site): Finding[] {
  const seen = new Map<number, Sited<number>>()
  return entriesOf(instance.block.block, 'auth_hmac').flatMap((line): Finding[] => {
    if (line.keyword !== 'key' || line.match.slots.length < 2) return []
    if (line.match.slots.some(({ faulty, word }) => faulty || isUnknown(word.text))) return []
    const id = numberOf(line)
    if (id === undefined) return []
    const first = seen.get(id.value)
    if (first === undefined) {
      seen.set(id.value, id)
      return []
    }
    return [
      {
        message: `The ID ${id.value} belongs to an earlier key already: keepalived ignores this line. Give it an ID of its own.`,
        at: id.at,
        nodes: [site.name],
        related: [{ message: 'the same ID', at: first.at }],
        configTest: true,
      },
    ]
  })
}
