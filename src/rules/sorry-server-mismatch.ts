/** A sorry server that is a real server as well, and is told to behave in another way. */
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const sorryServerMismatch: NodeRule = {
  kind: 'node',
  name: 'sorry-server-mismatch',
  severity: 'warning',
  summary: 'The sorry server is a real server as well, and only one of the two is inhibited.',
  why: 'There is one entry in the kernel for both, which stays there with weight 0 while it is not needed, or does not. The real server decides, and keepalived reports an error (check_data.c:1239, since 2.0.20).',
  check: (node) =>
    aboutAlterations(node, 'sorry-inhibit', (server, { server: real, inhibits }) => [
      {
        message: inhibits
          ? 'The sorry server is a real server too, which has `inhibit_on_failure`: keepalived inhibits the sorry server as well. Add `sorry_server_inhibit`, or use another server.'
          : 'The sorry server is a real server too, which has no `inhibit_on_failure`: keepalived drops `sorry_server_inhibit`. Remove it, or use another server.',
        at: server.sorryServer?.address.at ?? real.address.at,
        related: [{ message: 'the real server', at: real.address.at }],
      },
    ]),
}
