/** A UDP check whose shortest reply is longer than its longest one. */
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { type Check, checksIn } from '../model/checks.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const impossibleReplyLength: LineRule = {
  kind: 'line',
  name: 'impossible-reply-length',
  severity: 'error',
  summary: 'The min_reply_length of a UDP_CHECK is above its max_reply_length.',
  why: 'No reply is long enough and short enough at once. keepalived reports it, keeps the check, and the server is down for ever once it compares replies (check_udp.c:180). Without a `max_reply_length` it is 255.',
  check: (line, site) => checksIn(line).flatMap((check) => lookAt(check, site)),
}

function lookAt({ block, replies, unreachable }: Check, site: Site): Finding[] {
  if (replies === undefined || unreachable !== undefined || site.hasUnreadParts) return []
  const { shortest, min, max } = replies
  const { keyword } = shortest.statement
  const close = block.statement.block?.close
  return [
    {
      message: `No reply has ${min} bytes or more and ${max} or less: the check can never succeed. Raise \`max_reply_length\` or lower \`min_reply_length\`.`,
      at: originOfWord(keyword),
      nodes: [site.name],
      explains: close === undefined ? [] : [originOf(close.source, close)],
      configTest: close !== undefined,
    },
  ]
}
