/** The options that all commands share. */
import type { Release } from '../../grammar/releases.ts'
import type { LintOptions } from '../engine/lint.ts'
import type { Files } from '../text/files.ts'

/** As `program.ts` reads them. */
export interface CommandOptions {
  readonly format: 'pretty' | 'json'
  readonly target: Release
  readonly configId: readonly string[]
  readonly stdinName: string
  readonly maxWarnings?: number
  readonly sharedLan?: true
  readonly showSecrets?: true
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
