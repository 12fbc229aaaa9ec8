/** Virtual addresses that answer nobody, because the instance does not accept packets to them. */
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import { addressOfServer } from '../model/virtual-server.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const silentVirtualAddress: NodeRule = {
  kind: 'node',
  name: 'silent-virtual-address',
  severity: 'warning',
  summary:
    'A firewall drops all packets to the virtual addresses of an instance, as strict mode or `no_accept` demands.',
  why: 'By the RFC only the owner of an address, with priority 255, accepts packets to it. In strict mode keepalived keeps to that and adds firewall rules that drop everything sent to the addresses, ping included; `accept` undoes it, but not with version 2, where it is dropped (vrrp.c:3600 to 3610). `no_accept` does the same without strict mode. See keepalived issues #2319, #1373, #474 and #1142.',
  check: (node) => [
    ...inStrictMode(node),
    ...refusingAmong(node.config.instances).flatMap((instance) => refusing(node, instance)),
  ],
}

/** One finding for each line that turns strict mode on. */
function inStrictMode(node: ClusterNode): Finding[] {
  if (node.hasUnreadParts) return []
  const byLine = new Map<BoundStatement, Instance[]>()
  for (const instance of strictAmong(node.config.instances)) {
    const line = strictLine(node, instance)
    if (line === undefined) continue
    const others = byLine.get(line)
    if (others === undefined) byLine.set(line, [instance])
    else others.push(instance)
  }
  return [...byLine].map(([line, instances]) => {
    const [first, ...others] = instances
    const more = others.length === 0 ? '' : ` and ${others.length} more`
    const canAccept = instances.every(({ version }) => version.value === 3)
    return {
      message: `In strict mode a firewall drops all packets to the addresses of \`${first?.name.value}\`${more}, ping included, because this node does not own them. ${canAccept ? 'Add `accept`, or turn strict mode off.' : 'Turn strict mode off.'}`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name],
      related: instances.map(({ name }) => ({ message: 'its addresses do not answer', at: name.at })),
    }
  })
}

/** `accept` works with version 3, and `strict-mode-conflict` tells where it does not. */
const strictAmong = rememberedInEach((instance: Instance) => {
  const isUnclear = instance.version.unknown === true || acceptLine(instance) !== undefined
  return instance.strict && isForeign(instance) && !isUnclear ? [instance] : []
})

const refusingAmong = rememberedInEach((instance: Instance) =>
  acceptLine(instance)?.keyword === 'no_accept' && isForeign(instance) ? [instance] : [],
)

/** The instance has addresses, and does not own them. */
function isForeign({ priority, addresses }: Instance): boolean {
  return priority.unknown !== true && priority.value !== OWNER_PRIORITY && addresses.length > 0
}

function acceptLine({ block }: Instance): BoundStatement | undefined {
  return block.block.findLast(({ keyword }) => keyword === 'accept' || keyword === 'no_accept')
}

function strictLine({ bound }: ClusterNode, { block }: Instance): BoundStatement | undefined {
  const globals = entriesOf(bound.statements, 'global_defs')
  return lastLine(block.block, 'strict_mode') ?? lastLine(globals, 'vrrp_strict')
}

function refusing(node: ClusterNode, instance: Instance): Finding[] {
  const line = acceptLine(instance)
  const served = servedBy(node, instance)
  if (line === undefined || served === undefined) return []
  return [
    {
      message: `With \`no_accept\` a firewall drops all packets to the addresses of \`${instance.name.value}\`, and a \`virtual_server\` uses ${served}. Remove \`no_accept\`.`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name],
    },
  ]
}

/** An address of the instance that a virtual server is for. */
function servedBy({ config }: ClusterNode, { addresses }: Instance): string | undefined {
  const held = new Set(addresses.map(({ value }) => value.text))
  return config.virtualServers
    .flatMap((server) => addressOfServer(server)?.value.text ?? [])
    .find((text) => held.has(text))
}
