/** A UDP check whose shortest reply is longer than its longest one. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { type Check, checksOf } from '../model/checks.ts'
import { linesOf, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const impossibleReplyLength: NodeRule = {
  kind: 'node',
  name: 'impossible-reply-length',
  severity: 'error',
  summary: 'The min_reply_length of a UDP_CHECK is above its max_reply_length.',
  why: 'No reply is long enough and short enough at once. keepalived reports it, keeps the check, and the server is down for ever once it compares replies (check_udp.c:180). Without a `max_reply_length` it is 255.',
  check: (node) =>
    linesOf(node.bound.statements, 'virtual_server').flatMap((server) =>
      linesOf(server.block, 'real_server')
        .flatMap(checksOf)
        .flatMap((check) => lookAt(check, node)),
    ),
}

function lookAt({ block, replies, unreachable }: Check, node: ClusterNode): Finding[] {
  if (replies === undefined || unreachable !== undefined || node.hasUnreadParts) return []
  const { shortest, min, max } = replies
  const { keyword } = shortest.statement
  const close = block.statement.block?.close
  return [
    {
      message: `No reply has ${min} bytes or more and ${max} or less: the check can never succeed. Raise \`max_reply_length\` or lower \`min_reply_length\`.`,
      at: originOfWord(keyword),
      nodes: [node.name],
      explains: close === undefined ? [] : [originOf(close.source, close)],
      configTest: close !== undefined && ![keyword, close].some((mark) => node.bound.unread.has(mark)),
    },
  ]
}
