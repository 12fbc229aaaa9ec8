/** `kalint show`: prints the values between the files and the findings. */
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { clustersOf } from '../engine/lint.ts'
import { noSecrets, type Secrets, secretsOf } from '../engine/secrets.ts'
import { renderCluster, renderClusterJson } from '../output/show-cluster.ts'
import { renderConfig } from '../output/show-config.ts'
import { renderEffective, renderEffectiveJson } from '../output/show-effective.ts'
import { renderTree, renderTreeJson } from '../output/show-tree.ts'
import { readable } from '../text/unknown.ts'
import { configsFor } from './configs-for.ts'
import { withDiskFiles } from './disk-files.ts'
import { type CommandOptions, lintOptions, requireNoBaseline } from './options.ts'
import { deliver, type Output } from './outputs.ts'
import type { Shell } from './shell.ts'

/** What can be shown. */
export const SHOWN = ['tree', 'effective', 'config', 'cluster'] as const
export type Shown = (typeof SHOWN)[number]

export interface ShowOptions extends CommandOptions {
  readonly outputs: readonly Output<'pretty' | 'json'>[]
}

export async function show(what: Shown, paths: readonly string[], options: ShowOptions, shell: Shell): Promise<void> {
  requireNoBaseline(options)
  const found = await configsFor(paths, options, shell)
  const clusters = await withDiskFiles((files) => clustersOf(found.batches, lintOptions(options, files)))
  const nodes = clusters.flatMap((cluster) => cluster.nodes)
  const secrets = options.showSecrets === true ? noSecrets : secretsOf(nodes)
  for (const note of found.notes) shell.tell(`kalint: ${note}`)
  await deliver(
    options.outputs,
    nodes.flatMap(({ reading }) => reading.files),
    shell,
    async (format) => {
      return readable(rendered(what, format, { clusters, nodes, secrets }))
    },
  )
}

interface Showing {
  readonly clusters: readonly Cluster[]
  readonly nodes: readonly ClusterNode[]
  readonly secrets: Secrets
}

function rendered(what: Shown, format: 'pretty' | 'json', { clusters, nodes, secrets }: Showing): string {
  switch (`${what} ${format}` as const) {
    case 'tree pretty':
      return renderTree(nodes, secrets)
    case 'tree json':
      return renderTreeJson(nodes, secrets)
    case 'effective pretty':
      return renderEffective(nodes, secrets)
    case 'effective json':
      return renderEffectiveJson(nodes, secrets)
    case 'config pretty':
    case 'config json':
      return renderConfig(nodes, secrets)
    case 'cluster pretty':
      return renderCluster(clusters)
    case 'cluster json':
      return renderClusterJson(clusters)
  }
}
