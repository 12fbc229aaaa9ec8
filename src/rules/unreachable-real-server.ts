/** A real server to which no network and no route of the machine leads. */
import type { BoundStatement } from '../bind/bind.ts'
import { isInNetwork } from '../bind/networks.ts'
import { parseAddress } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { wayTo } from '../facts/reach.ts'
import { addingLines } from '../model/added-addresses.ts'
import { routingLinesAmong } from '../model/routing.ts'
import { linesOf, originOfWord, slotOf } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const unreachableRealServer: NodeRule = {
  kind: 'node',
  name: 'unreachable-real-server',
  severity: 'warning',
  summary: 'A real server is in no network of the machine, and no route leads there, as the facts about it tell.',
  why: 'The kernel has nowhere to send the packets: checks of the server fail with `Network is unreachable`, and without a check every connection that the scheduler gives to it is lost. Told with facts about the machine that hold its routes, see docs/facts.md, and not where the configuration adds routes itself.',
  check: (node) => {
    const { facts, bound } = node
    if (facts === undefined || node.hasUnreadParts) return []
    if (routingLinesAmong(bound.statements).some(({ kind }) => kind === 'route')) return []
    return linesOf(bound.statements, 'virtual_server').flatMap(({ block }) =>
      block.filter(({ keyword }) => SERVERS.has(keyword)).flatMap((server) => lookAt(server, node)),
    )
  },
}

const SERVERS = new Set(['real_server', 'sorry_server'])

function lookAt(server: BoundStatement, { facts, config, name }: ClusterNode): Finding[] {
  const word = slotOf(server, 'address')?.word
  const address = word === undefined ? undefined : parseAddress(word.text)
  if (facts === undefined || word === undefined || address === undefined) return []
  if (wayTo(facts, address) !== 'none') return []
  if (addingLines(config).some(({ value }) => value.prefix !== undefined && isInNetwork(address, value))) return []
  return [
    {
      message: `${name} has no route to ${address.text}: neither checks nor connections get there. Check the address, or add a route.`,
      at: originOfWord(word),
      nodes: [name],
    },
  ]
}
