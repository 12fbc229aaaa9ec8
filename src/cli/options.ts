/** The options that all commands share. */
import { newestRelease, type Release } from '../../grammar/releases.ts'
import type { Severity } from '../diagnostics/diagnostic.ts'
import type { LintOptions } from '../engine/lint.ts'
import type { Files } from '../text/files.ts'
import { failure } from './failure.ts'
import type { SettingsChoice } from './find-settings.ts'

/** As `program.ts` reads them. What is absent is as the settings say. */
export interface CommandOptions {
  /** As the user gives them: `FORMAT` or `FORMAT=FILE`. */
  readonly format: readonly string[]
  readonly outputFile?: string
  readonly baseline?: string | true
  readonly writeBaseline?: string | true
  readonly target?: Release
  readonly configId: readonly string[]
  readonly stdinName: string
  readonly failOn?: Severity
  readonly maxWarnings?: number
  readonly settings?: SettingsChoice
  /** As the user gives them: `NODE=FILE`. */
  readonly facts?: readonly string[]
  /** The node that runs on this machine, if he names it. */
  readonly host?: string | true
  readonly withSiblings?: true
  readonly sharedLan?: true
  readonly showSecrets?: true
  readonly fix?: true
  readonly fixUnsafe?: true
  readonly diff?: true
}

/** What a command tells that lists no findings cannot be compared with a baseline. */
export function requireNoBaseline({ baseline, writeBaseline }: CommandOptions): void {
  if (baseline === undefined && writeBaseline === undefined) return
  const option = baseline === undefined ? '--write-baseline' : '--baseline'
  throw failure(`${option} is for kalint check alone. Leave it out.`)
}

/** How files are linted for which no settings say anything else. */
export function lintOptions(options: CommandOptions, files: Files): LintOptions {
  return {
    files,
    target: options.target ?? newestRelease(),
    configIds: options.configId,
    sharedLan: options.sharedLan === true ? 'yes' : 'unknown',
    secrets: options.showSecrets === true ? 'shown' : 'masked',
  }
}
