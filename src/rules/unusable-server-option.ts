/** A setting of a virtual server that its kind of service cannot have. */

import type { ServerAlteration, VirtualServer } from '../model/server-completion.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const unusableServerOption: NodeRule = {
  kind: 'node',
  name: 'unusable-server-option',
  severity: 'warning',
  summary: 'A virtual_server has a setting that does not go with its marks or its protocol.',
  why: 'A firewall mark stands for packets of any address and protocol: keepalived drops `protocol` and `ha_suspend` for it and reports an error (check_data.c:1144 and 1092). `ops` schedules datagrams one by one and is dropped for TCP and SCTP (check_data.c:1113).',
  check: (node) =>
    aboutAlterations(node, 'cleared', (server, { what }) => [
      {
        message: texts[what],
        at: placeOf(server, what),
      },
    ]),
}

type Cleared = Extract<ServerAlteration, { readonly kind: 'cleared' }>['what']

const texts: Readonly<Record<Cleared, string>> = {
  ha_suspend:
    '`ha_suspend` waits for an address, and this virtual server has firewall marks: keepalived drops it. Remove the line.',
  ops: '`ops` schedules single UDP datagrams: keepalived drops it for other protocols. Remove the line.',
  protocol: 'A firewall mark stands for any protocol: keepalived ignores this line. Remove it.',
}

function placeOf(server: VirtualServer, keyword: Cleared): ReturnType<typeof originOfWord> {
  return originOfWord((lastLine(server.block.block, keyword) ?? server.block).statement.keyword)
}
