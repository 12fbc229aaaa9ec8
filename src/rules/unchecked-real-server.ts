/** Real servers without a health check. */
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { VirtualServer } from '../model/server-completion.ts'
import { isWhollyRead, linesOf } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const uncheckedRealServer: NodeRule = {
  kind: 'node',
  name: 'unchecked-real-server',
  severity: 'warning',
  summary: 'A real server has no health check.',
  why: 'Without a check a real server counts as up from the start and for ever (check_data.c), and keeps its share of the connections when it is dead. Each `real_server` needs a check of its own; a check of another one with the same address does not count for it.',
  check: (node) => (node.hasUnreadParts ? [] : node.config.virtualServers.flatMap((server) => lookAt(node, server))),
}

function lookAt(node: ClusterNode, { block, realServers }: VirtualServer): Finding[] {
  if (block.block.some(isCheck) || !isWhollyRead(block)) return []
  const kept = new Set(realServers.map(({ line }) => line))
  const unchecked = linesOf(block.block, 'real_server').filter(
    (line) => kept.has(line) && isWhollyRead(line) && !line.block.some(isCheck),
  )
  const servers = realServers.filter(({ line }) => unchecked.includes(line))
  const [first, ...others] = servers
  if (first === undefined) return []
  const text = `${first.address.value.text}${first.port.value > 0 ? ` port ${first.port.value}` : ''}`
  return [
    {
      message: `${text} has no health check${moreText(others.length)}: keepalived takes it for up whatever happens. Add a check to its \`real_server\`, such as \`TCP_CHECK\`.`,
      at: first.address.at,
      nodes: [node.name],
      related: others.map(({ address }) => ({ message: 'this one has none either', at: address.at })),
    },
  ]
}

function moreText(count: number): string {
  return count === 0 ? '' : `, nor ${count === 1 ? 'has one other' : `have ${count} others`} of this virtual server`
}

/** A block in the block of a server. */
function isCheck({ directive }: BoundStatement): boolean {
  return (
    directive?.body?.kind === 'keywords' &&
    directive.body.directives.real_server === undefined &&
    !isServer(directive.body.directives)
  )
}

function isServer(directives: Readonly<Record<string, unknown>>): boolean {
  return directives.inhibit_on_failure !== undefined
}
