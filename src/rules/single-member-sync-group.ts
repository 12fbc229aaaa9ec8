/** A sync group with one member, which has nothing to be in step with. */
import type { NodeRule } from './rule.ts'

export const singleMemberSyncGroup: NodeRule = {
  kind: 'node',
  name: 'single-member-sync-group',
  severity: 'warning',
  summary: 'A sync group has one member only.',
  why: 'A sync group keeps several instances in one state. With one member it changes nothing but what trackers and notify scripts mean, and keepalived says that it is probably a mistake (vrrp_sync.c:106): most often the other members are misspelt, or belong to another group already. See keepalived issue #545.',
  check: (node) =>
    node.config.syncGroups.flatMap(({ name, block, instances }) => {
      const [only] = instances
      if (only === undefined || instances.length > 1 || node.hasUnreadParts) return []
      return {
        message: `\`${name.value}\` has one member, \`${only.name.value}\`: there is nothing to keep it in step with. Add the other instances, or remove the group.`,
        at: name.at,
        nodes: [node.name],
        configTest: true,
        completion: { process: 'vrrp', step: 2, block: block.statement.keyword },
      }
    }),
}
