/** The options that all commands share. */
import type { Release } from '../../grammar/releases.ts'
import type { LintOptions } from '../engine/lint.ts'
import type { Files } from '../text/files.ts'
import { type FoundConfigs, findConfigs } from './find-configs.ts'
import { findWithSiblings } from './find-siblings.ts'
import type { Shell } from './shell.ts'

/** As `program.ts` reads them. */
export interface CommandOptions<Format = 'pretty' | 'json'> {
  readonly format: Format
  readonly target: Release
  readonly configId: readonly string[]
  readonly stdinName: string
  readonly maxWarnings?: number
  readonly withSiblings?: true
  readonly sharedLan?: true
  readonly showSecrets?: true
  readonly fix?: true
  readonly fixUnsafe?: true
  readonly diff?: true
}

/** The configurations that the user asks for. */
export function configsFor(
  paths: readonly string[],
  options: CommandOptions<unknown>,
  shell: Shell,
): Promise<FoundConfigs> {
  const input = { name: options.stdinName, read: shell.readInput }
  return options.withSiblings === true ? findWithSiblings(paths, input) : findConfigs(paths, input)
}

export function lintOptions(options: CommandOptions<unknown>, files: Files): LintOptions {
  return {
    files,
    target: options.target,
    configIds: options.configId,
    sharedLan: options.sharedLan === true ? 'yes' : 'unknown',
    secrets: options.showSecrets === true ? 'shown' : 'masked',
  }
}
