/** Virtual addresses that answer nobody, because the instance does not accept packets to them. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import { addressOfServer } from '../model/virtual-server.ts'
import type { NodeRule } from './rule.ts'

export const silentVirtualAddress: NodeRule = {
  kind: 'node',
  name: 'silent-virtual-address',
  severity: 'warning',
  summary:
    'A firewall drops all packets to the virtual addresses of an instance, as strict mode or `no_accept` demands.',
  why: 'By the RFC only the owner of an address, with priority 255, accepts packets to it. In strict mode keepalived keeps to that and adds firewall rules that drop everything sent to the addresses, ping included; `accept` undoes it, but not with version 2, where it is dropped (vrrp.c:3600 to 3610). `no_accept` does the same without strict mode. See keepalived issues #2319, #1373, #474 and #1142.',
  check: (node) => node.config.instances.flatMap((instance) => lookAt(node, instance)),
}

function lookAt(node: ClusterNode, instance: Instance): Finding[] {
  const { priority, version, strict, addresses, name, block } = instance
  if (priority.unknown === true || priority.value === OWNER_PRIORITY || addresses.length === 0) return []
  const line = block.block.findLast(({ keyword }) => keyword === 'accept' || keyword === 'no_accept')
  const accepts = line?.keyword === 'accept'
  const refuses = line?.keyword === 'no_accept'
  if (strict) {
    // `accept` works with version 3, and `strict-mode-conflict` tells where it does not.
    if (node.hasUnreadParts || version.unknown === true || accepts || refuses) return []
    const advice = version.value === 3 ? 'Add `accept`, or turn strict mode off.' : 'Turn strict mode off.'
    return [
      {
        message: `In strict mode a firewall drops all packets to the addresses of \`${name.value}\`, ping included, because this node does not own them. ${advice}`,
        at: name.at,
        nodes: [node.name],
        related: strictLine(node, instance),
      },
    ]
  }
  const served = refuses ? servedBy(node, instance) : undefined
  if (line === undefined || served === undefined) return []
  return [
    {
      message: `With \`no_accept\` a firewall drops all packets to the addresses of \`${name.value}\`, and a \`virtual_server\` uses ${served}. Remove \`no_accept\`.`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name],
    },
  ]
}

function strictLine({ bound }: ClusterNode, { block }: Instance): { message: string; at: Finding['at'] }[] {
  const globals = bound.statements.filter(({ keyword }) => keyword === 'global_defs').flatMap((one) => one.block)
  const line = lastLine(block.block, 'strict_mode') ?? lastLine(globals, 'vrrp_strict')
  return line === undefined ? [] : [{ message: 'strict mode', at: originOfWord(line.statement.keyword) }]
}

/** An address of the instance that a virtual server is for. */
function servedBy({ config }: ClusterNode, { addresses }: Instance): string | undefined {
  const held = new Set(addresses.map(({ value }) => value.text))
  return config.virtualServers
    .flatMap((server) => addressOfServer(server)?.value.text ?? [])
    .find((text) => held.has(text))
}
