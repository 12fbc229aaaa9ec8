/** An instance that two sync groups name. */
import type { NodeRule } from './rule.ts'

export const memberOfTwoSyncGroups: NodeRule = {
  kind: 'node',
  name: 'member-of-two-sync-groups',
  severity: 'error',
  summary: 'An instance is a member of two sync groups.',
  why: 'An instance can be in step with one group only. keepalived leaves it in the first that names it and drops it from the others, which then no longer move with it; a group without members is removed (vrrp_sync.c:70 and 98). A name that stands twice in one group is reported in the same way.',
  check: (node) =>
    node.config.syncGroups.flatMap(({ block, taken }, index) =>
      taken.map((member) => {
        const first = node.config.syncGroups
          .slice(0, index + 1)
          .find((one) => one.instances.some((instance) => instance.name.value === member.value))
        const owner = first === undefined || first.block === block ? 'this group' : `\`${first.name.value}\``
        return {
          message: `\`${member.value}\` is a member of ${owner} already: keepalived ignores it here. Remove it from one of the lists.`,
          at: member.at,
          nodes: [node.name],
          related: first === undefined ? [] : [{ message: 'it belongs to this group', at: first.name.at }],
          configTest: true,
          completion: { process: 'vrrp', step: 2, block: block.statement.keyword },
        }
      }),
    ),
}
