/** `kalint check`: lints, prints the report, and decides whether it is good enough. */
import { lint, type Report } from '../engine/lint.ts'
import { renderJson } from '../output/json.ts'
import { renderPretty } from '../output/pretty.ts'
import { countBySeverity } from '../output/summary.ts'
import { withDiskFiles } from './disk-files.ts'
import { type CommandOptions, configsFor, lintOptions } from './options.ts'
import { choosePaint } from './paint.ts'
import type { Shell } from './shell.ts'
import { version } from './version.ts'

/** Lints what the user names; the result is the exit code. */
export async function check(paths: readonly string[], options: CommandOptions, shell: Shell): Promise<number> {
  const found = await configsFor(paths, options, shell)
  for (const note of found.notes) shell.tell(`kalint: ${note}`)
  const conclude = async (report: Report, { write, ...rest }: Shell): Promise<number> => {
    const paint = await choosePaint({ ...rest, write })
    write(options.format === 'json' ? renderJson(report, version) : renderPretty(report, paint))
    return isGoodEnough(report, options) ? 0 : 1
  }
  if (options.fix === true || options.fixUnsafe === true || options.diff === true) {
    const { checkFixed } = await import('./fix.ts')
    return checkFixed({ paths, found, options, shell }, conclude)
  }
  return conclude(await withDiskFiles((files) => lint(found.batches, lintOptions(options, files))), shell)
}

function isGoodEnough({ diagnostics }: Report, { maxWarnings = Number.POSITIVE_INFINITY }: CommandOptions): boolean {
  const { errors, warnings } = countBySeverity(diagnostics)
  return errors === 0 && warnings <= maxWarnings
}
