/** The name of an interface that looks like a slip in another one. */

import { type Cluster, type ClusterNode, type Member, pairsOf } from '../cluster/cluster.ts'
import { routersWhere } from '../cluster/site.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { interfaceTypos, isSlip } from '../model/interfaces.ts'
import type { Sited } from '../model/sited.ts'
import { textAt } from '../text/source-file.ts'
import type { ClusterRule } from './rule.ts'

export const interfaceTypo: ClusterRule = {
  kind: 'cluster',
  name: 'interface-typo',
  severity: 'error',
  summary: 'An interface name looks like a misspelling of another one.',
  why: 'An interface that does not exist stops the VRRP process, so that no instance of the node runs; with `dynamic_interfaces` the instance waits for it for ever. The config test tells only on the node itself. Told are names that stand once, are no usual name of an interface, and are one or two slips away from a usual one that the node uses at least twice, or that the other node uses for the same virtual router. Names that differ in digits are never told, for machines differ. See keepalived issues #1036, #1571 and #2069.',
  check: (cluster) => [...cluster.nodes.flatMap(withinNode), ...betweenNodes(cluster)],
}

function withinNode(node: ClusterNode): Finding[] {
  if (node.hasUnreadParts) return []
  return interfaceTypos(node.bound.statements).map(({ written, meant, count }) => ({
    message: `\`${written.value}\` stands only here, while this node names \`${meant.value}\` in ${count} places: it looks misspelt, and an interface that does not exist ${effect(node)}. Write \`${meant.value}\` if that is meant.`,
    at: written.at,
    nodes: [node.name],
    related: [{ message: `${node.name} names \`${meant.value}\` here`, at: meant.at }],
    fixes: replacement(written, meant.value),
  }))
}

function betweenNodes(cluster: Cluster): Finding[] {
  return dividedRouters(cluster).flatMap((router) =>
    pairsOf(router).flatMap(([one, other]) => [...compare(one, other), ...compare(other, one)]),
  )
}

const dividedRouters = routersWhere(({ members }) => {
  const first = members[0]?.instance.interface?.value
  return members.some(({ instance }) => instance.interface?.value !== first)
})

/** An interface of one instance only, and another node that nearly agrees about it. */
function compare({ node, instance }: Member, other: Member): Finding[] {
  const written = instance.interface
  const meant = other.instance.interface
  if (written === undefined || meant === undefined || !isSlip(written.value, meant.value)) return []
  if (node.hasUnreadParts || standsElsewhere(node, instance, written.value)) return []
  return [
    {
      message: `\`${written.value}\` looks misspelt: ${other.node.name} uses \`${meant.value}\`, and an interface that does not exist ${effect(node)}. Write \`${meant.value}\` if that is meant.`,
      at: written.at,
      nodes: [node.name, other.node.name],
      related: [{ message: `${other.node.name} uses \`${meant.value}\``, at: meant.at }],
      fixes: replacement(written, meant.value),
    },
  ]
}

/** Another instance of the node uses the interface as well, so that it is no slip. */
function standsElsewhere({ config }: ClusterNode, instance: Instance, name: string): boolean {
  return config.instances.some((other) => other !== instance && other.interface?.value === name)
}

function effect({ config }: ClusterNode): string {
  return config.globals.dynamicInterfaces ? 'never comes up' : 'stops the VRRP process with all its instances'
}

function replacement(written: Sited<string>, name: string): Fix[] {
  if (written.at.definition !== undefined || textAt(written.at) !== written.value) return []
  const { file, start, end } = written.at
  return [{ title: `Write \`${name}\``, safety: 'unsafe', edits: [{ at: { file, start, end }, newText: name }] }]
}
