/** A range or network of a virtual_server_group that is none. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { isEmptyIn, type RangeRefusal, refusalsIn, type ServerGroup } from '../model/server-groups.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const invalidAddressRange: NodeRule = {
  kind: 'node',
  name: 'invalid-address-range',
  severity: 'error',
  summary: 'A range or network of a virtual_server_group is none, so that keepalived drops it.',
  why: 'A range must end behind its start: with the last octet of an IPv4 address, the last 16 bits of an IPv6 address in hexadecimal digits, or, since 2.2.2, a whole address. Of a network all bits behind the prefix must be 0. keepalived reports any other line and serves none of its addresses (alloc_vsg_entry() in check_data.c:273, inet_stor() in lib/utils.c:634).',
  check: (node) =>
    node.config.serverGroups.flatMap((group) =>
      refusalsIn(group, node.target).map((one) => describe(node, group, one)),
    ),
}

function describe(node: ClusterNode, group: ServerGroup, { word, because, toldSince }: RangeRefusal): Finding {
  const close = group.block.statement.block?.close
  const empties = isEmptyIn(group, node.target) && refusalsIn(group, node.target).at(-1)?.word === word
  return {
    message: `\`${word.text}\` ${because}: keepalived drops the line, and none of its addresses is served.`,
    at: originOfWord(word),
    nodes: [node.name],
    explains: empties && close !== undefined ? [originOf(close.source, close)] : [],
    configTest: toldSince === undefined || node.target.atLeast(toldSince),
  }
}
