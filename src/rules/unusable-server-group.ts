/** A virtual_server_group that keepalived removes. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { groupFault, type ServerGroup } from '../model/server-groups.ts'
import type { NodeRule } from './rule.ts'

export const unusableServerGroup: NodeRule = {
  kind: 'node',
  name: 'unusable-server-group',
  severity: 'error',
  summary: 'A virtual_server_group is empty, or mixes families with a mark of no family.',
  why: 'keepalived removes such a group when its block ends (check_parser.c:136), and then each virtual server of that group, which only the log tells. A firewall mark does not say whether it is for IPv4 or IPv6: beside addresses of both families it needs `inet` or `inet6` behind it, since 2.1.0.',
  check: (node) => node.config.serverGroups.flatMap((group) => lookAt(node, group)),
}

function lookAt(node: ClusterNode, group: ServerGroup): Finding[] {
  const fault = groupFault(group)
  if (fault === undefined || group.unknown === true || node.hasUnreadParts) return []
  if (fault === 'mixed' && !node.target.atLeast('2.1.0')) return []
  const { keyword, block } = group.block.statement
  const close = block?.close
  const reason =
    fault === 'empty'
      ? 'has no entry that keepalived takes'
      : 'has IPv4 and IPv6 entries and a mark that is for neither'
  const mend = fault === 'empty' ? 'Add an address or a mark.' : 'Put `inet` or `inet6` behind the mark.'
  return [
    {
      message: `The group \`${group.name.value}\` ${reason}: keepalived removes it and its virtual servers. ${mend}`,
      at: group.name.at,
      nodes: [node.name],
      explains: close === undefined ? [] : [originOf(close.source, close)],
      configTest: !node.bound.unread.has(keyword) && (close === undefined || !node.bound.unread.has(close)),
    },
  ]
}
