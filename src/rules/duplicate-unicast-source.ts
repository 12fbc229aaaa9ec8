/** Two nodes of a virtual router that send from the same address. */

import type { ParsedAddress } from '../bind/values.ts'
import { type Member, pairsOf } from '../cluster/cluster.ts'
import { routersWhere } from '../cluster/site.ts'
import { hasPeer, sourceOf, usualSource } from '../cluster/unicast.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Sited } from '../model/sited.ts'
import type { ClusterRule } from './rule.ts'

export const duplicateUnicastSource: ClusterRule = {
  kind: 'cluster',
  name: 'duplicate-unicast-source',
  severity: 'error',
  summary: 'Two nodes of a virtual router have the same source address.',
  why: 'An address belongs to one machine: on the other one keepalived 2.2.7 goes to FAULT because it cannot bind, and with 2.4.3 both nodes became MASTER (seen with real daemons; keepalived issue #2651). It is left over from copying the file of the other node.',
  check: (cluster) =>
    routersOfOneSource(cluster).flatMap((router) => pairsOf(router).flatMap(([one, other]) => compare(one, other))),
}

const routersOfOneSource = routersWhere(({ members }) => {
  const sources = members.flatMap(({ instance }) => sourceOf(instance)?.text ?? [])
  return new Set(sources).size < sources.length
})

function compare(one: Member, other: Member): Finding[] {
  const own = sourceLine(one)
  const others = sourceLine(other)
  if (own === undefined || others === undefined || own.value.text !== others.value.text) return []
  const [copy, original] = isCopy(one) && !isCopy(other) ? [one, other] : [other, one]
  const [at, related] = copy === one ? [own.at, others.at] : [others.at, own.at]
  return [
    {
      message: `${copy.node.name} and ${original.node.name} both send from ${own.value.text}: only one machine can have that address, and the two do not hear each other. Write the address of ${copy.node.name} here.`,
      at,
      nodes: [copy.node.name, original.node.name],
      related: [{ message: `${original.node.name} sends from it as well`, at: related }],
    },
  ]
}

function sourceLine({ instance }: Member): Sited<ParsedAddress> | undefined {
  return instance.unicast.source ?? instance.multicastSource
}

/** The address is not this node's own: it names it as a peer, or sends from another one elsewhere. */
function isCopy(member: Member): boolean {
  const source = sourceOf(member.instance)
  return (source !== undefined && hasPeer(member.instance, source)) || usualSource(member) !== undefined
}
