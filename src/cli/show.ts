/** `kalint show`: prints the values between the files and the findings. */
import { clustersOf } from '../engine/lint.ts'
import { noSecrets, secretsOf } from '../engine/secrets.ts'
import { renderCluster, renderClusterJson } from '../output/show-cluster.ts'
import { renderConfig } from '../output/show-config.ts'
import { renderEffective, renderEffectiveJson } from '../output/show-effective.ts'
import { renderTree, renderTreeJson } from '../output/show-tree.ts'
import { configsFor } from './configs-for.ts'
import { withDiskFiles } from './disk-files.ts'
import { type CommandOptions, lintOptions } from './options.ts'
import type { Shell } from './shell.ts'

/** What can be shown. */
export const SHOWN = ['tree', 'effective', 'config', 'cluster'] as const
export type Shown = (typeof SHOWN)[number]

export async function show(
  what: Shown,
  paths: readonly string[],
  options: CommandOptions,
  shell: Shell,
): Promise<void> {
  const found = await configsFor(paths, options, shell)
  const clusters = await withDiskFiles((files) => clustersOf(found.batches, lintOptions(options, files)))
  const nodes = clusters.flatMap((cluster) => cluster.nodes)
  const secrets = options.showSecrets === true ? noSecrets : secretsOf(nodes)
  for (const note of found.notes) shell.tell(`kalint: ${note}`)
  switch (`${what} ${options.format}` as const) {
    case 'tree pretty':
      return shell.write(renderTree(nodes, secrets))
    case 'tree json':
      return shell.write(renderTreeJson(nodes, secrets))
    case 'effective pretty':
      return shell.write(renderEffective(nodes, secrets))
    case 'effective json':
      return shell.write(renderEffectiveJson(nodes, secrets))
    case 'config pretty':
    case 'config json':
      return shell.write(renderConfig(nodes, secrets))
    case 'cluster pretty':
      return shell.write(renderCluster(clusters))
    case 'cluster json':
      return shell.write(renderClusterJson(clusters))
  }
}
