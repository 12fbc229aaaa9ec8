/** `kalint init`: writes a first settings file from the configurations in a directory. */
import { writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { clustersOf } from '../engine/lint.ts'
import { counted } from '../output/summary.ts'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { listedNames } from '../text/listed.ts'
import { stateOf, withDiskFiles } from './disk-files.ts'
import { failure } from './failure.ts'
import { findConfigs, NO_SCOPE } from './find-configs.ts'
import { searchSettings } from './find-settings.ts'
import { type CommandOptions, lintOptions } from './options.ts'
import type { Shell } from './shell.ts'

/** Writes the settings, unless there are some, and says what it wrote. */
export async function init(directory: string, options: CommandOptions, shell: Shell): Promise<void> {
  if (stateOf(directory).kind !== 'directory') throw failure(`${directory}: no such directory. Name one that exists.`)
  const path = join(directory, SETTINGS_NAME)
  if (stateOf(path).kind !== 'missing') throw exists(path)
  const { batches } = await findConfigs([directory], { name: options.stdinName, read: shell.readInput }, NO_SCOPE)
  const clusters = await withDiskFiles((files) => clustersOf(batches, lintOptions(options, files)))
  const found = clusters.map(({ nodes }) => ({
    files: [...new Set(nodes.map(({ file }) => relative(directory, file.path)))],
    nodes: nodes.map(({ name }) => name),
  }))
  const several = found.filter(({ nodes }) => nodes.length > 1)
  const { settingsParts } = await import('./settings-parts.ts')
  const names = settingsParts.clusterNames(several)
  const named = several.map(({ files, nodes }, index) => ({ name: names[index] ?? '', files, nodes }))
  const single = found.filter(({ nodes }) => nodes.length === 1).flatMap(({ files }) => files)
  write(path, settingsParts.firstSettings(named, single))
  shell.write(`${path}: written.\n`)
  for (const { name, nodes } of named) shell.write(`  ${name}: ${listedNames(nodes)}\n`)
  if (single.length > 0)
    shell.write(`  ${counted(single.length, 'configuration')} in no cluster: ${listedNames(single)}\n`)
  const above = searchSettings(join(directory, '..')).path
  if (above !== undefined && !isRepository(directory)) {
    shell.tell(
      `kalint: ${relative('', above)} no longer counts for what lies in ${relative('', dirname(path)) || 'this directory'}.`,
    )
  }
}

function isRepository(directory: string): boolean {
  return stateOf(join(directory, '.git')).kind !== 'missing'
}

/** Never over what somebody else wrote meanwhile. */
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw code === 'EEXIST'
      ? exists(path)
      : failure(`${path}: cannot be written (${String(code)}). Check the permissions.`)
  }
}

function exists(path: string): Error {
  return failure(`${path}: exists, and is left as it is. Change it, or take it away first.`)
}
