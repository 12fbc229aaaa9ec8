/** `kalint check`: lints, prints the report, and decides whether it is good enough. */
import type { Severity } from '../diagnostics/diagnostic.ts'
import { lint, type Report } from '../engine/lint.ts'
import { renderJson } from '../output/json.ts'
import { renderPretty } from '../output/pretty.ts'
import { countBySeverity, failing } from '../output/summary.ts'
import { configsFor } from './configs-for.ts'
import { withDiskFiles } from './disk-files.ts'
import { type CommandOptions, lintOptions } from './options.ts'
import { choosePaint } from './paint.ts'
import type { Shell } from './shell.ts'
import { version } from './version.ts'

/** Lints what the user names; the result is the exit code. */
export async function check(paths: readonly string[], options: CommandOptions, shell: Shell): Promise<number> {
  const found = await configsFor(paths, options, shell)
  const report = await withDiskFiles((files) => lint(found.batches, lintOptions(options, files)))
  const notes =
    found.settings.length === 0 ? [] : (await import('./declared-batches.ts')).loneNotes(found.settings, report)
  for (const note of [...found.notes, ...notes]) shell.tell(`kalint: ${note}`)
  shell.write(options.format === 'json' ? renderJson(report, version) : renderPretty(report, await choosePaint(shell)))
  return isGoodEnough(report, options, found.failOn) ? 0 : 1
}

function isGoodEnough(
  { diagnostics }: Report,
  { maxWarnings = Number.POSITIVE_INFINITY }: CommandOptions,
  failOn: Severity,
): boolean {
  const { errors, warnings, infos } = countBySeverity(diagnostics)
  return failing({ errors, warnings, infos }, failOn) === 0 && warnings <= maxWarnings
}
