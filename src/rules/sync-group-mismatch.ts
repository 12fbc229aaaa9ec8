/** Virtual routers that move together on one node and apart on another. */
import { type SharedGroup, sharedGroups } from '../cluster/shared-groups.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import type { ClusterRule } from './rule.ts'

export const syncGroupMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'sync-group-mismatch',
  severity: 'warning',
  summary: 'A sync group holds virtual routers that are in no common group on another node.',
  why: 'What belongs together, such as the inner and the outer address of a gateway, is kept on one node by a sync group. On a node without it each virtual router moves by itself, and the addresses can end up on two nodes. See keepalived issue #545. Names do not count, only which virtual routers are together.',
  check: (cluster) => {
    const told = new Set<Instance>()
    return sharedGroups(cluster).flatMap((shared) => {
      const instances = shared.pairs.flat()
      if (shared.counterpart !== undefined || instances.some((instance) => told.has(instance))) return []
      for (const instance of instances) told.add(instance)
      return [finding(shared)]
    })
  },
}

function finding({ one, other, group, pairs }: SharedGroup): Finding {
  const names = pairs.map(([own]) => `\`${own.name.value}\``).join(', ')
  return {
    message: `\`${group.name.value}\` keeps ${names} together on ${one.name}, and no sync group does so on ${other.name}: their addresses can end up on two nodes. Write the same groups on all nodes.`,
    at: group.name.at,
    nodes: [one.name, other.name],
    related: pairs.map(([, theirs]) => ({ message: `one of them on ${other.name}`, at: theirs.name.at })),
  }
}
