/** A real or sorry server whose port cannot differ from that of its virtual server. */

import type { PortAlteration } from '../model/server-completion.ts'
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const mismatchedPort: NodeRule = {
  kind: 'node',
  name: 'mismatched-port',
  severity: 'error',
  summary: 'A server that is reached by DR or TUN has another port than its virtual server.',
  why: 'Only `NAT` rewrites packets. With `DR` and `TUN` they arrive at the port that the client asked for, whatever stands behind the address: keepalived puts that port in and reports an error (check_data.c:1322), with firewall marks it drops the port (check_data.c:1315). Traffic then goes to another port than is written, and so do the checks that name none.',
  check: (node) =>
    aboutAlterations(node, 'port', (_server, alteration) => [
      {
        message: textOf(alteration),
        at: alteration.server.port.at,
        severity: alteration.expected === undefined ? 'warning' : 'error',
        ...(alteration.expected === undefined || alteration.expected.value === 0
          ? {}
          : { related: [{ message: 'the port of the virtual server', at: alteration.expected.at }] }),
      },
    ]),
}

function textOf({ server, forwarding, expected, isKept }: PortAlteration): string {
  const { value } = server.port
  const reason = `\`${forwarding}\` does not rewrite packets`
  if (expected === undefined) {
    return `${reason}, and those with a firewall mark come for any port: keepalived ignores port ${value}. Leave it out, or use \`NAT\`.`
  }
  const used = expected.value === 0 ? 'the one they came for' : `port ${expected.value}`
  const effect = isKept ? `packets arrive at ${used} all the same` : `keepalived uses ${used}`
  return `${reason}, so that port ${value} cannot differ from that of the virtual server: ${effect}. Leave the port out, or use \`NAT\`.`
}
