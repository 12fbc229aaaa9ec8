/** Members of a virtual router that send multicast from different networks. */
import { isInNetwork } from '../bind/networks.ts'
import { isLinkLocal } from '../bind/values.ts'
import { type Member, pairsOf, type Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Network } from '../facts/host.ts'
import { networksOn } from '../facts/reach.ts'
import type { RouterRule } from './rule.ts'

export const membersOnDifferentNetworks: RouterRule = {
  kind: 'router',
  name: 'members-on-different-networks',
  severity: 'warning',
  summary:
    'Two members of a virtual router send multicast adverts by interfaces in different networks, as the facts about their machines tell.',
  why: 'Multicast adverts stay on the link. Interfaces with no network in common are most often on different links: the nodes do not hear each other, and both become MASTER. A wrong `interface` on one of them is the usual cause. Told with facts about both machines only, see docs/facts.md.',
  check: (router) => pairsOf(router).flatMap(([one, other]) => compare(one, other)),
}

function compare(one: Member<Site>, other: Member<Site>): Finding[] {
  const [own, others] = [networksOf(one), networksOf(other)]
  const [place, otherPlace] = [one.instance.interface, other.instance.interface]
  if (place === undefined || otherPlace === undefined || own.length === 0 || others.length === 0) return []
  if (own.some((network) => others.some((another) => overlap(network, another)))) return []
  return [
    {
      message: `\`${place.value}\` on ${one.node.name} is in ${shown(own)}, and \`${otherPlace.value}\` on ${other.node.name} in ${shown(others)}: multicast adverts stay on one link, and both become MASTER. Name interfaces that are on the same one.`,
      at: place.at,
      nodes: [one.node.name, other.node.name],
      related: [{ message: `${other.node.name} sends here`, at: otherPlace.at }],
    },
  ]
}

/** The networks of the family that are not the same on every link; none where adverts are unicast or nothing is known. */
function networksOf({ node, instance }: Member<Site>): Network[] {
  const device = instance.interface === undefined ? undefined : node.facts?.interfaces?.get(instance.interface.value)
  if (device === undefined || instance.unicast.active) return []
  const added = new Set([...instance.addresses, ...instance.excludedAddresses].map(({ value }) => value.text))
  const kept = { ...device, addresses: (device.addresses ?? []).filter(({ text }) => !added.has(text)) }
  return networksOn(kept).filter((network) => network.family === instance.family && !isLinkLocal(network))
}

function overlap(one: Network, other: Network): boolean {
  return isInNetwork(one, other) || isInNetwork(other, one)
}

function shown([first, ...others]: readonly Network[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `the network of ${first?.text}/${first?.prefix}${more}`
}
