/** `kalint facts`: prints the command that collects facts about a machine. */
import { clustersOf } from '../engine/lint.ts'
import { collectingScript } from '../facts/collect.ts'
import { pathsToLookUp } from '../model/script-files.ts'
import { configsFor } from './configs-for.ts'
import { withDiskFiles } from './disk-files.ts'
import { type CommandOptions, lintOptions } from './options.ts'
import type { Shell } from './shell.ts'

/** With paths of configurations the command looks at the scripts that these name, as well. */
export async function facts(paths: readonly string[], options: CommandOptions, shell: Shell): Promise<void> {
  if (paths.length === 0) return shell.write(collectingScript([]))
  const found = await configsFor(paths, options, shell)
  for (const note of found.notes) shell.tell(`kalint: ${note}`)
  const clusters = await withDiskFiles((files) => clustersOf(found.batches, lintOptions(options, files)))
  const statements = clusters.flatMap(({ nodes }) => nodes.flatMap(({ bound }) => bound.statements))
  shell.write(collectingScript(pathsToLookUp(statements)))
}
