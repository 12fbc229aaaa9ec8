/** Nodes of a virtual router that give one virtual address different prefix lengths. */

import { rewriting } from '../bind/edits.ts'
import { longestPrefix } from '../bind/values.ts'
import { eitherWay } from '../cluster/adoption.ts'
import { type Disagreement, disagreements } from '../cluster/agreement.ts'
import type { Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { AddressLine, Instance } from '../model/config.ts'
import { hasOption } from '../model/sited.ts'
import { groupBy } from '../text/group-by.ts'
import { remembered } from '../text/remembered.ts'
import { textAt } from '../text/source-file.ts'
import type { RouterRule } from './rule.ts'

export const prefixLengthMismatch: RouterRule = {
  kind: 'router',
  name: 'prefix-length-mismatch',
  severity: 'warning',
  summary: 'The nodes give one virtual address different prefix lengths.',
  why: 'keepalived adds the address with its prefix length, 32 or 128 where none is written, and with it the kernel adds the route of that network: after a failover the node has other routes and chooses other source addresses than before. Adverts do not carry the prefix length, so that nothing is logged (seen with real daemons 2.2.7 and 2.4.3). See keepalived issue #2432.',
  explainsFailures: [],
  check: compare,
}

/** One finding for each node that differs, whatever the number of its addresses. */
function compare(router: VirtualRouter<Site>): Finding[] {
  if (router.members.length < 2) return []
  const addresses = new Set(router.members.flatMap(({ instance }) => [...linesByAddress(instance).keys()]))
  const differences = [...addresses].flatMap((text) =>
    disagreements(router.members, (member) => prefixIn(member, text)?.toString()).map((pair) => ({ ...pair, text })),
  )
  return [...groupBy(differences, ({ odd }) => odd).values()].flatMap(finding)
}

type Difference = Disagreement<Site> & { readonly text: string }

function finding(differences: readonly Difference[]): Finding[] {
  const [first] = differences
  if (first === undefined) return []
  const { odd, usual, text } = first
  const own = lineIn(odd, text)
  const others = lineIn(usual, text)
  if (own === undefined || others === undefined) return []
  const more = differences.length - 1
  const rest = more === 0 ? '' : `, and ${more} more of its addresses differ in this way`
  return [
    {
      message: `${text} is a /${prefixIn(odd, text)} here and a /${prefixIn(usual, text)} on ${usual.node.name}${rest}: routes and source addresses change with each failover. Write the same prefix length on all nodes.`,
      at: own.at,
      nodes: [odd.node.name, usual.node.name],
      related: [{ message: `${usual.node.name} has a /${prefixIn(usual, text)}`, at: others.at }],
      fixes: more > 0 ? [] : eitherWay(first, (member, model) => adoption(text, member, model)),
    },
  ]
}

function adoption(text: string, member: Member<Site>, model: Member<Site>): Fix[] {
  const own = lineIn(member, text)
  if (own === undefined) return []
  const written = `${textAt(own.at).replaceAll('"', '').replace(/\/.*/s, '')}/${prefixIn(model, text)}`
  const title = `Use ${written} on ${member.node.name}, as on ${model.node.name}`
  return rewriting(own.at, { title, safety: 'unsafe', newText: written })
}

function lineIn({ instance }: Member<Site>, text: string): AddressLine | undefined {
  return linesByAddress(instance).get(text)
}

/** Of several lines with one address the first. */
const linesByAddress = remembered(({ addresses, excludedAddresses }: Instance): ReadonlyMap<string, AddressLine> => {
  const lines = new Map<string, AddressLine>()
  for (const line of [...addresses, ...excludedAddresses]) {
    if (!lines.has(line.value.text)) lines.set(line.value.text, line)
  }
  return lines
})

/** The prefix length that keepalived gives the address. Beside the address of a peer it belongs to that one. */
function prefixIn(member: Member<Site>, text: string): number | undefined {
  const line = lineIn(member, text)
  if (line === undefined || hasOption(line.line, 'peer')) return undefined
  return line.value.prefix ?? longestPrefix(line.value.family)
}
