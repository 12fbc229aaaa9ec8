/** From what was read and found to the simulation of what happens when something fails. */
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Theatre, theatreOf } from '../failover/outlook.ts'
import type { Report } from './lint.ts'

/** The clusters of a report, ready for scenarios. */
export function failoverOf({ clusters, diagnostics }: Pick<Report, 'clusters' | 'diagnostics'>): Theatre {
  return theatreOf(clusters, stoppedNodes(clusters, diagnostics))
}

/** Nodes whose keepalived gives up before it takes part in an election, each with the reason. */
export function stoppedNodes(
  clusters: readonly Cluster[],
  diagnostics: readonly Diagnostic[],
): ReadonlyMap<string, string> {
  const stopped = new Map<string, string>()
  for (const node of clusters.flatMap(({ nodes }) => nodes)) {
    const finding = diagnostics.find((one) => one.nodes.includes(node.name) && endsDaemon(one, node))
    if (finding !== undefined) stopped.set(node.name, finding.message)
    else if (node.bound.endsIn !== undefined) stopped.set(node.name, 'keepalived stops while it reads the file')
  }
  return stopped
}

function endsDaemon({ completion, at }: Diagnostic, { reading }: ClusterNode): boolean {
  return completion?.ends === true && reading.files.includes(at.file)
}
