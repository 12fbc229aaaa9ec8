/** Nodes that give one virtual router different virtual_router_ids. */

import { adoptions, type Property } from '../cluster/adoption.ts'
import { disagreements, subjectOf } from '../cluster/agreement.ts'
import type { ClusterNode, Member, Site, VirtualRouter } from '../cluster/cluster.ts'
import { collideOnNode } from '../cluster/router-ids.ts'
import { routersWhere } from '../cluster/site.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { ifKnown } from '../model/sited.ts'
import type { ClusterRule } from './rule.ts'

export const virtualRouterIdMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'virtual-router-id-mismatch',
  severity: 'error',
  summary: 'The nodes give one virtual router different virtual_router_ids.',
  why: 'A node looks adverts up by their virtual_router_id and never hears of one that it does not have (vrrp_scheduler.c). Every node becomes MASTER and holds the addresses, and no log says a word about it. Known from keepalived issue #1398 and sous-chefs/keepalived#24; two real daemons, 2.2.7 and 2.4.3, both held the address.',
  check: (cluster) => dividedRouters(cluster).flatMap(compare),
}

const dividedRouters = routersWhere(({ members }) => disagreements(members, idIn).length > 0)

function idIn(member: Member<Site>): string | undefined {
  return routerId(member)?.value.toString()
}

function compare(router: VirtualRouter): Finding[] {
  return disagreements(router.members, idIn).flatMap((pair) => {
    const { odd, usual } = pair
    const own = routerId(odd)
    const others = routerId(usual)
    if (own === undefined || others === undefined || hasTwin(odd, usual) || hasTwin(usual, odd)) return []
    if (collidesWithSibling(odd) || collidesWithSibling(usual)) return []
    return [
      {
        message: `virtual_router_id is ${own.value} here and ${others.value} on ${usual.node.name}: both nodes become MASTER for ${subjectOf(odd, usual)}. Give the virtual router one id on all nodes.`,
        at: own.at,
        nodes: [odd.node.name, usual.node.name],
        related: [{ message: `${usual.node.name} uses ${others.value}`, at: others.at }],
        fixes: isTaken(others.value, odd) || isTaken(own.value, usual) ? [] : adoptions(pair, PROPERTY),
      },
    ]
  })
}

const PROPERTY: Property<ClusterNode> = { keyword: 'virtual_router_id', valueIn: routerId }

/** Another instance of the node has the id. */
function isTaken(id: number, { node, instance }: Member): boolean {
  return node.config.instances.some((other) => other !== instance && other.virtualRouterId?.value === id)
}

function routerId({ instance }: Pick<Member, 'instance'>) {
  return ifKnown(instance.virtualRouterId)
}

/** Another instance of the node has the id too: `duplicate-virtual-router-id` tells about it. */
function collidesWithSibling({ node, instance }: Member): boolean {
  return node.config.instances.some((other) => other !== instance && collideOnNode(other, instance, node))
}

/** The node has another instance that matches the other node's: same id, same addresses. */
function hasTwin(member: Member, counterpart: Member): boolean {
  const addresses = new Set(counterpart.instance.addresses.map((line) => line.value.text))
  return member.node.config.instances.some(
    (instance) =>
      instance !== member.instance &&
      instance.virtualRouterId?.value === counterpart.instance.virtualRouterId?.value &&
      instance.addresses.some((line) => addresses.has(line.value.text)),
  )
}
