/** A virtual_server_group of both address families with a mark that is for neither. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { groupFault, type ServerGroup } from '../model/server-groups.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const mixedServerGroup: NodeRule = {
  kind: 'node',
  name: 'mixed-server-group',
  severity: 'error',
  summary: 'A virtual_server_group has entries of both families and a mark that is for neither.',
  why: 'A firewall mark by itself does not say whether it is for IPv4 or IPv6. Beside entries of both families it must, with `inet` or `inet6` behind it: otherwise keepalived removes the whole group when its block ends (check_parser.c:143, since 2.1.0), and its virtual servers with it, which only the log tells. Before 2.1.0 a group is of one family: addresses of the other one are dropped.',
  check: (node) => node.config.serverGroups.flatMap((group) => lookAt(node, group)),
}

function lookAt(node: ClusterNode, group: ServerGroup): Finding[] {
  const { plainMark, block } = group
  if (!node.target.atLeast('2.1.0')) return strangers(node, group)
  if (groupFault(group) !== 'mixed' || plainMark === undefined || group.unknown === true) return []
  const { keyword } = plainMark.statement
  const close = block.statement.block?.close
  return [
    {
      message: `The group \`${group.name.value}\` has IPv4 and IPv6 entries, and this mark is for neither: keepalived removes the group and its virtual servers. Put \`inet\` or \`inet6\` behind the mark.`,
      at: originOfWord(keyword),
      nodes: [node.name],
      explains: close === undefined ? [] : [originOf(close.source, close)],
      configTest: close !== undefined,
    },
  ]
}

/** Addresses of another family than the first, which old releases drop. */
function strangers(node: ClusterNode, { name, entries }: ServerGroup): Finding[] {
  const [first] = entries
  return entries
    .filter(({ family }) => family !== first?.family)
    .map(({ word }) => ({
      message: `The group \`${name.value}\` begins with IPv${first?.family}: keepalived drops this address before 2.1.0. Put it into a group of its own.`,
      at: originOfWord(word),
      nodes: [node.name],
      configTest: true,
    }))
}
