/** A sync group in which some members own their addresses and others do not. */
import type { NodeRule } from './rule.ts'

export const mixedSyncGroup: NodeRule = {
  kind: 'node',
  name: 'mixed-sync-group',
  severity: 'error',
  summary: 'Some members of a sync group own their addresses, others start as BACKUP.',
  why: 'A member with `state MASTER` and priority 255 owns its addresses and is always master; the members of a sync group are all in one state. keepalived says that this does not work and starts the group as BACKUP (vrrp_sync.c:80, since 2.0.0).',
  check: (node) =>
    node.config.syncGroups.flatMap(({ name, block, instances, misfit }) => {
      const [owner] = instances
      if (misfit === undefined || owner === undefined) return []
      return {
        message: `In \`${name.value}\`, \`${owner.name.value}\` owns its addresses with priority 255, and \`${misfit.name.value}\` starts as BACKUP: keepalived starts all of them as BACKUP, and they cannot stay in step. Give all members the same state, and priorities below 255.`,
        at: name.at,
        nodes: [node.name],
        related: [{ message: `\`${misfit.name.value}\` starts as BACKUP`, at: misfit.state.at }],
        configTest: true,
        completion: { process: 'vrrp', step: 2, block: block.statement.keyword },
      }
    }),
}
