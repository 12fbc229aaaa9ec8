/** The options that all commands share. */
import type { Release } from '../../grammar/releases.ts'
import type { LintOptions } from '../engine/lint.ts'
import type { Files } from '../text/files.ts'
import { failure } from './failure.ts'
import { type FoundConfigs, findConfigs } from './find-configs.ts'
import { findWithSiblings } from './find-siblings.ts'
import type { Shell } from './shell.ts'

/** As `program.ts` reads them. */
export interface CommandOptions {
  /** As the user gives them: `FORMAT` or `FORMAT=FILE`. */
  readonly format: readonly string[]
  readonly outputFile?: string
  readonly baseline?: string | true
  readonly writeBaseline?: string | true
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
export function configsFor(paths: readonly string[], options: CommandOptions, shell: Shell): Promise<FoundConfigs> {
  const input = { name: options.stdinName, read: shell.readInput }
  return options.withSiblings === true ? findWithSiblings(paths, input) : findConfigs(paths, input)
}

/** What a command tells that lists no findings cannot be compared with a baseline. */
export function requireNoBaseline({ baseline, writeBaseline }: CommandOptions): void {
  if (baseline === undefined && writeBaseline === undefined) return
  const option = baseline === undefined ? '--write-baseline' : '--baseline'
  throw failure(`${option} is for kalint check alone. Leave it out.`)
}

export function lintOptions(options: CommandOptions, files: Files): LintOptions {
  return {
    files,
    target: options.target,
    configIds: options.configId,
    sharedLan: options.sharedLan === true ? 'yes' : 'unknown',
    secrets: options.showSecrets === true ? 'shown' : 'masked',
  }
}
