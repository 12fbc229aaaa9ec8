/** A virtual server for all ports that is not persistent. */
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const allPortsWithoutPersistence: NodeRule = {
  kind: 'node',
  name: 'all-ports-without-persistence',
  severity: 'error',
  summary: 'A virtual server without a port, which serves all of them, has no persistence_timeout.',
  why: 'IPVS takes port 0 for all ports only with persistence, because the connections of a client to different ports must reach the same server. keepalived reports an error and sets `persistence_timeout 360` (check_data.c:1122): clients then stick to their server for six minutes.',
  check: (node) =>
    node.hasUnreadParts
      ? []
      : aboutAlterations(node, 'persistent', (_server, { port }) => [
          {
            message:
              'Without a port this is a service for all ports, which must be persistent: keepalived sets `persistence_timeout 360`. Write the port, or the timeout.',
            at: port.at,
          },
        ]),
}
