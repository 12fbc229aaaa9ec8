/** `state MASTER` without a priority, which makes the instance the owner of its addresses. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { isWhollyRead, lastLine } from '../model/sited.ts'
import type { InstanceRule } from './rule.ts'

export const masterWithoutPriority: InstanceRule = {
  kind: 'instance',
  name: 'master-without-priority',
  severity: 'warning',
  summary: 'An instance has `state MASTER` and no priority, so that it gets 255.',
  why: 'Without `priority` an instance that starts as MASTER is taken for the owner of its addresses, with priority 255 (vrrp.c:3302), not 100 as any other. Such a node always takes the addresses back, no weight changes its priority, and a tracker with a weight is dropped. Seen with 2.2.7 and 2.4.3.',
  check: lookAt,
}

function lookAt(instance: Instance, site: Site): Finding[] {
  const { state, priority, block } = instance
  const isOwner = priority.implied === true && priority.value === OWNER_PRIORITY
  if (state.value !== 'MASTER' || state.implied === true || !isOwner) return []
  if (site.hasUnreadParts || lastLine(block.block, 'priority') !== undefined || !isWhollyRead(block)) return []
  return [
    {
      message: `\`${instance.name.value}\` starts as MASTER and has no \`priority\`: keepalived takes it for the owner of the addresses, with priority 255, which no tracker lowers. Write the \`priority\`.`,
      at: state.at,
      nodes: [site.name],
    },
  ]
}
