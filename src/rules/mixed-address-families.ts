/** A route or rule with addresses of both families. */
import type { BindProblem } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const mixedAddressFamilies: NodeRule = {
  kind: 'node',
  name: 'mixed-address-families',
  severity: 'error',
  summary: 'A route or rule has words for IPv4 and for IPv6.',
  why: 'A route or rule is of one family, which its first address or an option like `realms` (IPv4) or `expires` (IPv6) decides. keepalived drops the whole line at the first word of another one (vrrp_iproute.c:1389, vrrp_iprule.c:486). `default`, `any` and `all` have no family, and that is another one as well: they must stand before all addresses.',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'argument' || problem.problem.kind !== 'mixed-families') return []
  const { word, family, first, firstFamily, refuses } = problem.problem
  const line = `keepalived drops ${refuses === 'rest' ? 'this way and all behind it' : 'the whole line'}`
  const all = firstFamily === 4 ? '0.0.0.0/0' : '::/0'
  return [
    {
      message:
        family === 0
          ? `\`${word.text}\` has no address family, and \`${first.text}\` before it is IPv${firstFamily}: ${line}. Write \`${all}\`, or let \`${word.text}\` stand first.`
          : `\`${word.text}\` is for IPv${family}, and \`${first.text}\` on the same line for IPv${firstFamily}: ${line}.`,
      at: problem.at,
      nodes: [node.name],
      related: [{ message: `this makes the line one for IPv${firstFamily}`, at: originOfWord(first) }],
      configTest: true,
    },
  ]
}
