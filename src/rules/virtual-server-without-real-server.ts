/** A virtual server that has no real server. */
import { aboutAlterations } from '../cluster/altered-servers.ts'
import { originOf } from '../expand/mapped-text.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const virtualServerWithoutRealServer: NodeRule = {
  kind: 'node',
  name: 'virtual-server-without-real-server',
  severity: 'error',
  summary: 'A virtual_server has no real_server that keepalived takes.',
  why: 'keepalived drops the virtual server, its sorry server included (check_parser.c:171; before 2.2.8 when it had read everything, check_data.c:1085). Real servers with a wrong address or port, or of another family, do not count.',
  check: (node) =>
    node.hasUnreadParts
      ? []
      : aboutAlterations(node, 'dropped', (server, { because }) => {
          if (because !== 'no-real-servers') return []
          const close = server.block.statement.block?.close
          return [
            {
              message: 'The virtual server has no `real_server` that keepalived takes: it is left out. Add one.',
              at: originOfWord(server.block.statement.keyword),
              explains: close === undefined ? [] : [originOf(close.source, close)],
            },
          ]
        }),
}
