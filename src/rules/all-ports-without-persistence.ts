/** A virtual server for all ports that is not persistent. */
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const allPortsWithoutPersistence: NodeRule = {
  kind: 'node',
  name: 'all-ports-without-persistence',
  severity: 'error',
  summary: 'A virtual server without a port, which serves all of them, has no persistence_timeout.',
  why: 'IPVS takes port 0 for all ports only with persistence, because the connections of a client to different ports must reach the same server. keepalived reports an error and sets `persistence_timeout 360` (check_data.c:1122): clients then stick to their server for six minutes. `fwmark 0` is such a server as well, because mark 0 is what packets without a mark have (check_data.c:776).',
  check: (node) =>
    node.hasUnreadParts
      ? []
      : aboutAlterations(node, 'persistent', ({ service }, { port }) => [
          { message: service.kind === 'no-mark' ? NO_MARK : ALL_PORTS, at: port.at },
        ]),
}

const ALL_PORTS =
  'Without a port this is a service for all ports, which must be persistent: keepalived sets `persistence_timeout 360`. Write the port, or the timeout.'

const NO_MARK =
  'Mark 0 is none: keepalived takes this for a service on all ports of no address, and sets `persistence_timeout 360`. Write another mark, and set it with a rule of the firewall.'
