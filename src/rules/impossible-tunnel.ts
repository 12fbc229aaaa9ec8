/** Tunnel options of a forwarding method that do not go together. */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import { type TunnelFault, tunnelFault } from '../model/tunnel.ts'
import type { LineRule } from './rule.ts'

export const impossibleTunnel: LineRule = {
  kind: 'line',
  name: 'impossible-tunnel',
  severity: 'error',
  summary: 'Type, port and checksum of a tunnel do not go together.',
  why: 'A `gue` tunnel needs a port and the other types must not have one, `ipip` has no checksum and `gre` none that the remote end computes. keepalived refuses all options of such a line, whatever the method in front of them, and the tunnel stays as it was: `ipip` if nothing else is in force (svr_forwarding_handler() in check_parser.c:433).',
  check: (line, site) => (line.keyword === 'virtual_server' ? line.block.flatMap((one) => lookInto(one, site)) : []),
}

function lookInto(line: BoundStatement, site: Site): Finding[] {
  if (line.keyword === 'real_server') return line.block.flatMap((one) => lookInto(one, site))
  if (line.directive?.args.kind !== 'sequence' || line.match.slots.some(({ word }) => isUnknown(word.text))) return []
  if (!line.directive.args.items.some((item) => item.kind === 'options' && Object.hasOwn(item.of, 'csum'))) return []
  const fault = tunnelFault(line)
  const { keyword, args } = line.statement
  if (fault === undefined) return []
  const method = args[0]?.text ?? ''
  return [
    {
      message: `${faultText(fault)}: keepalived keeps \`${method}\` and refuses the options behind it.`,
      at: originOfWord(keyword),
      nodes: [site.name],
      configTest: true,
    },
  ]
}

function faultText(fault: TunnelFault): string {
  switch (fault.kind) {
    case 'port-missing':
      return 'A `gue` tunnel needs its port, `type gue port <port>`'
    case 'port-refused':
      return `A port belongs to \`type gue\` only, and this tunnel is \`${fault.type}\``
    default:
      return `Tunnels of \`type ${fault.type}\` know no \`${fault.option}\``
  }
}
