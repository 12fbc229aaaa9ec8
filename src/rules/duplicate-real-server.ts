/** Two real servers of a virtual server that have one address and port. */
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const duplicateRealServer: NodeRule = {
  kind: 'node',
  name: 'duplicate-real-server',
  severity: 'error',
  summary: 'A virtual server has two real servers with one address and port.',
  why: 'keepalived keeps the first and removes the second with its checks, weight and scripts, whatever else differs between them (check_data.c:1173, since 2.0.20).',
  check: (node) =>
    aboutAlterations(node, 'duplicate', (_server, { server, of }) => [
      {
        message: `${server.address.value.text}${server.port.value === 0 ? '' : ` port ${server.port.value}`} is a real server of this virtual server already: keepalived removes the second one with its checks.`,
        at: server.address.at,
        related: [{ message: 'the first one', at: of.address.at }],
      },
    ]),
}
