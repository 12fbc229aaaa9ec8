/** A keyword for a part of keepalived that the package of the target release goes without. */
import type { BindProblem } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'

export const unsupportedByBuild: NodeRule = {
  kind: 'node',
  name: 'unsupported-by-build',
  severity: 'warning',
  summary: 'A keyword needs a part that keepalived was built without.',
  why: 'keepalived 2.2.7 is taken to be the package of Debian 12, which is built without iptables: it reports `vrrp_iptables` as an error and uses nftables in its place (global_parser.c:1288), and does not know `vrrp_ipsets` at all. Other releases are taken to be built with everything; `keepalived --version` lists what a daemon has.',
  check: (node) => node.bound.problems.flatMap((problem) => lookAt(node, problem)),
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'not-built') return []
  const { keyword, directive, lacking } = problem
  const subject = `The usual build of keepalived ${node.target.version}, the one of Debian 12, goes without ${PARTS[lacking] ?? lacking}`
  const effect =
    directive.standIn === undefined
      ? `it does not know \`${keyword.text}\` and ignores the line.`
      : `it reports an error and takes the line for \`${directive.standIn.use}\`. Write \`${directive.standIn.use}\` instead.`
  return [
    {
      message: `${subject}: ${effect}`,
      at: problem.at,
      nodes: [node.name],
      configTest: true,
    },
  ]
}

/** As one speaks of them. */
const PARTS: Readonly<Record<string, string>> = { IPTABLES: 'iptables', LIBIPSET: 'ipsets' }
