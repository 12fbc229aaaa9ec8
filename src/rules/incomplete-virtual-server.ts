/** A virtual server that does not say its protocol, scheduler or forwarding method. */

import { originOfWord } from '../model/sited.ts'
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const incompleteVirtualServer: NodeRule = {
  kind: 'node',
  name: 'incomplete-virtual-server',
  severity: 'error',
  summary: 'A virtual_server lacks its protocol, lb_algo or lb_kind.',
  why: 'keepalived has a default for each of them and reports an error all the same (check_data.c:1105, 1150 and 1188). Without `protocol` a web server is balanced for UDP, and nothing answers on TCP; without `lb_kind` real servers that are set up for `DR` get rewritten packets. Only firewall marks go without a protocol.',
  check: (node) =>
    node.hasUnreadParts
      ? []
      : aboutAlterations(node, 'default', (server, { settings }) => [
          {
            message: `The virtual server has no ${inWords(settings.map(({ keyword }) => `\`${keyword}\``))} that keepalived takes: it uses ${inWords(settings.map(({ value }) => `\`${value}\``))}. Write what is meant.`,
            at: originOfWord(server.block.statement.keyword),
            severity: settings.every(({ keyword }) => keyword === 'lb_algo') ? 'warning' : 'error',
          },
        ]),
}

function inWords(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), words.at(-1) ?? ''].filter((part) => part !== '').join(' and ')
}
