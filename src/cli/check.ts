/** `kalint check`: lints, prints the report, and decides whether it is good enough. */
import type { Severity } from '../diagnostics/diagnostic.ts'
import { lint, type Report } from '../engine/lint.ts'
import { filesIn } from '../output/files-in-report.ts'
import { renderPretty } from '../output/pretty.ts'
import { countBySeverity, failing } from '../output/summary.ts'
import { configsFor } from './configs-for.ts'
import { withDiskFiles } from './disk-files.ts'
import { failure } from './failure.ts'
import { withProgress } from './lint-progress.ts'
import { type CommandOptions, lintOptions } from './options.ts'
import { deliver, type Output } from './outputs.ts'
import type { Shell } from './shell.ts'

/** The first is taken unless the user asks for another. */
export const FORMATS = ['pretty', 'compact', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle'] as const
export type Format = (typeof FORMATS)[number]

/** The file that `--baseline` and `--write-baseline` mean unless the user names one. */
export const BASELINE_FILE = 'kalint-baseline.json'

export interface CheckOptions extends CommandOptions {
  readonly outputs: readonly Output<Format>[]
}

/** Lints what the user names; the result is the exit code. */
export async function check(paths: readonly string[], options: CheckOptions, shell: Shell): Promise<number> {
  if (options.diff === true) requireNoFile(options)
  const found = await configsFor(paths, options, shell)
  for (const note of found.notes) shell.tell(`kalint: ${note}`)
  const conclude = async (whole: Report, to: Shell): Promise<number> => {
    const lone =
      found.settings.length === 0 ? [] : (await import('./declared-batches.ts')).loneNotes(found.settings, whole)
    const notes = [...lone, ...unpairedNotes(whole)]
    for (const note of notes) shell.tell(`kalint: ${note}`)
    const report = await withoutBaseline(whole, options, to)
    const code = isGoodEnough(report, options, found.failOn) ? 0 : 1
    await deliver(options.outputs, filesIn(report), to, async (format, paint) => {
      if (format === 'pretty') return renderPretty(report, paint)
      const { rendered } = await import('./rendered.ts')
      return rendered(report, format, { code, notes: [...found.notes, ...notes], environment: to.environment })
    })
    return code
  }
  if (options.fix === true || options.fixUnsafe === true || options.diff === true) {
    const { checkFixed } = await import('./fix.ts')
    return checkFixed({ paths, found, options, shell }, conclude)
  }
  const report = await withProgress(shell, (progress) =>
    withDiskFiles((files) => lint(found.batches, { ...lintOptions(options, files), ...progress })),
  )
  return conclude(report, shell)
}

/** Templates of which nothing can be said. */
function unpairedNotes(report: Report): string[] {
  return filesIn(report)
    .filter(({ template }) => template?.arePaired === false)
    .map(({ path }) => `${path}: not looked at: the tags of this template do not pair up.`)
}

/** A diff is all that is printed then, and nothing is written. */
function requireNoFile({ outputs, writeBaseline }: CheckOptions): void {
  const written = writeBaseline === undefined ? outputs.some(({ file }) => file !== undefined) : true
  if (written)
    throw failure(
      '--diff changes no file: leave it out to write a report or a baseline, or write them in a run of their own.',
    )
}

async function withoutBaseline(report: Report, options: CheckOptions, shell: Shell): Promise<Report> {
  if (options.baseline === undefined && options.writeBaseline === undefined) return report
  const { newFindings } = await import('./baseline.ts')
  return newFindings(report, options, shell)
}

function isGoodEnough(
  { diagnostics }: Report,
  { maxWarnings = Number.POSITIVE_INFINITY }: CommandOptions,
  failOn: Severity,
): boolean {
  const { errors, warnings, infos } = countBySeverity(diagnostics)
  return failing({ errors, warnings, infos }, failOn) === 0 && warnings <= maxWarnings
}
