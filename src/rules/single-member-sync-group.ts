/** A sync group with one member, which has nothing to be in step with. */
import { isRemovedGroup } from '../model/sync-groups.ts'
import type { NodeRule } from './rule.ts'

export const singleMemberSyncGroup: NodeRule = {
  kind: 'node',
  name: 'single-member-sync-group',
  severity: 'warning',
  summary: 'A sync group has one member only.',
  why: 'A sync group keeps several instances in one state. With one member it changes nothing but what trackers and notify scripts mean, and keepalived says that it is probably a mistake (vrrp_sync.c:106), 2.1.0 to 2.2.2 even remove the group: most often the other members are misspelt, or belong to another group already. See keepalived issue #545.',
  check: (node) =>
    node.config.syncGroups.flatMap((group) => {
      const { name, block, instances } = group
      const [only] = instances
      if (only === undefined || instances.length > 1 || node.hasUnreadParts) return []
      return {
        message: `\`${name.value}\` has one member, \`${only.name.value}\`: there is nothing to keep it in step with${isRemovedGroup(group, node.target) ? ', and keepalived removes the group' : ''}. Add the other instances, or remove the group.`,
        at: name.at,
        nodes: [node.name],
        configTest: true,
        completion: { process: 'vrrp', step: 2, block: block.statement.keyword },
      }
    }),
}
