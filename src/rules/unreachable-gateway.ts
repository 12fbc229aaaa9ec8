/** A route whose gateway is no neighbour of the machine. */

import type { BoundStatement } from '../bind/bind.ts'
import { isInNetwork } from '../bind/networks.ts'
import { parseAddress } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { isOnLink } from '../facts/reach.ts'
import { addingLines } from '../model/added-addresses.ts'
import { routingLines } from '../model/routing.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const unreachableGateway: NodeRule = {
  kind: 'node',
  name: 'unreachable-gateway',
  severity: 'error',
  summary: 'The gateway of a route is in no network of the machine, as the facts about it tell.',
  why: 'The kernel takes a route only if its gateway is a neighbour. keepalived logs `Netlink: error: Network is unreachable` when it becomes MASTER, and goes on without the route (seen with 2.2.7); its config test says nothing. Networks of virtual and static addresses count, and so do routes without a gateway; `onlink` makes any gateway a neighbour. Told with facts about the machine only, see docs/facts.md.',
  check: (node) => (node.facts === undefined ? [] : node.bound.statements.flatMap((block) => inBlock(block, node))),
}

function inBlock(block: BoundStatement, node: ClusterNode): Finding[] {
  const lines = routingLines(block).filter(({ kind }) => kind === 'route')
  return lines.flatMap(({ line }) => (isOfOwnKind(line) ? [] : gateways(line, node)))
}

/** Options after which other rules hold. */
function isOfOwnKind({ match, statement }: BoundStatement): boolean {
  const words = [statement.keyword, ...statement.args].map(({ text }) => text)
  return match.options.some(({ name }) => FREE.has(name)) || words.includes('onlink')
}

const FREE = new Set(['onlink', 'table', 'encap', 'vrf'])

function gateways({ match }: BoundStatement, node: ClusterNode): Finding[] {
  const { facts, config, name } = node
  return match.slots.flatMap(({ option, word, faulty }) => {
    if (facts === undefined || (option !== 'via' && option !== 'gw') || faulty) return []
    const gateway = parseAddress(word.text)
    if (gateway === undefined || isOnLink(facts, gateway) !== false) return []
    const isAdded = addingLines(config).some(({ value }) => value.prefix !== undefined && isInNetwork(gateway, value))
    if (isAdded) return []
    return [
      {
        message: `${gateway.text} is in no network of ${name}, so that the kernel refuses the route. Write a gateway that is a neighbour, or add \`onlink\`.`,
        at: originOfWord(word),
        nodes: [name],
      },
    ]
  })
}
