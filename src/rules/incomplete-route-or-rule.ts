/** A route without destination, a rule without action, a tunnel without end. */
import type { BindProblem } from '../bind/bind.ts'
import { listed } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'

export const incompleteRouteOrRule: NodeRule = {
  kind: 'node',
  name: 'incomplete-route-or-rule',
  severity: 'error',
  summary: 'A route has no destination, a rule no action, or a tunnel no other end.',
  why: 'keepalived drops a route that leads nowhere (vrrp_iproute.c:1867) and a rule that says only which packets it is for and not what becomes of them (vrrp_iprule.c:817). `encap ip` and `encap ip6` need `id` or `dst` (vrrp_iproute.c:1081); the route is kept without.',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'argument' || problem.problem.kind !== 'lacking-option') return []
  return [
    {
      message: messageText(problem, problem.problem),
      at: problem.at,
      nodes: [node.name],
      configTest: true,
    },
  ]
}

type LineProblem = Extract<BindProblem, { readonly kind: 'argument' }>
type Lacking = Extract<LineProblem['problem'], { readonly kind: 'lacking-option' }>

function messageText({ blocks }: LineProblem, { option, word, known }: Lacking): string {
  if (option !== undefined && word !== undefined) {
    return `\`${option} ${word.text}\` needs ${listed(known)}: keepalived does not know where the tunnel ends.`
  }
  if (known.length === 1) {
    return 'This route has no destination, and keepalived drops it. Begin the line with the network, or with `default`; the word behind `inet` or `inet6` is skipped.'
  }
  return `This line of \`${blocks.at(-1)}\` does not say what becomes of the packets, and keepalived drops it. Add an action, most often \`table\` and the routing table.`
}
