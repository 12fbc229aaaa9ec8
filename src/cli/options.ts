/** The options that all commands share. */
import { newestRelease, type Release } from '../../grammar/releases.ts'
import type { Severity } from '../diagnostics/diagnostic.ts'
import type { LintOptions } from '../engine/lint.ts'
import type { Files } from '../text/files.ts'
import type { SettingsChoice } from './find-settings.ts'

/** As `program.ts` reads them. What is absent is as the settings say. */
export interface CommandOptions<Format = 'pretty' | 'json'> {
  readonly format: Format
  readonly target?: Release
  readonly configId: readonly string[]
  readonly stdinName: string
  readonly failOn?: Severity
  readonly maxWarnings?: number
  readonly settings?: SettingsChoice
  readonly withSiblings?: true
  readonly sharedLan?: true
  readonly showSecrets?: true
}

/** How files are linted for which no settings say anything else. */
export function lintOptions(options: CommandOptions<unknown>, files: Files): LintOptions {
  return {
    files,
    target: options.target ?? newestRelease(),
    configIds: options.configId,
    sharedLan: options.sharedLan === true ? 'yes' : 'unknown',
    secrets: options.showSecrets === true ? 'shown' : 'masked',
  }
}
