/** `--fix`, `--fix-unsafe` and `--diff`: applies fixes, and lints what is left. */
import { entriesOf } from '../engine/batches.ts'
import { type DroppedFix, type FileChange, type Fixed, fixAll, reportWith } from '../engine/fix.ts'
import type { Report } from '../engine/lint.ts'
import { fileAndLine } from '../output/places.ts'
import { countBySeverity, counted } from '../output/summary.ts'
import { harmlessColouredLines } from '../text/harmless.ts'
import { listedNames } from '../text/listed.ts'
import { writtenText } from '../text/source-file.ts'
import type { ChosenConfigs } from './configs-for.ts'
import { withDiskFiles } from './disk-files.ts'
import { failure } from './failure.ts'
import { STANDARD_INPUT } from './find-configs.ts'
import { withProgress } from './lint-progress.ts'
import { changeGuard, startsOf } from './may-change.ts'
import { type CommandOptions, lintOptions } from './options.ts'
import { replaceFile, whyNotReplaceable } from './replace-file.ts'
import type { Shell } from './shell.ts'
import { writeDiff } from './write-diff.ts'

const COULD_NOT_WORK = 2

/** What is fixed, and for whom. */
export interface FixRun {
  readonly paths: readonly string[]
  readonly found: ChosenConfigs
  readonly options: CommandOptions
  readonly shell: Shell
}

/** Fixes, and hands what is left to `conclude`, which prints it and decides on the exit code. */
export async function checkFixed(
  run: FixRun,
  conclude: (report: Report, shell: Shell) => number | Promise<number>,
): Promise<number> {
  const { found, options, shell } = run
  requireOneInput(run)
  const unable = new Set<string>()
  const fixed = await withProgress(shell, (progress) =>
    withDiskFiles((files) =>
      fixAll(found.batches, {
        ...lintOptions(options, files),
        ...progress,
        kinds: options.fixUnsafe === true ? 'all' : 'safe',
        whyLeft: whyLeft(run, unable),
      }),
    ),
  )
  tellWhatIsLeft(fixed, shell)
  if (options.diff === true) return showDiff(fixed, run, conclude)

  const input = inputOf(run)
  const failed = new Set<FileChange>()
  for (const change of fixed.changes) {
    const { path, text } = change.before
    if (path === input) continue
    const reason = replaceFile(path, { before: text, after: change.newText })
    if (reason === undefined) continue
    failed.add(change)
    shell.tell(`kalint: ${path}: not changed: ${reason}.`)
  }
  const done = fixed.changes.filter((change) => !failed.has(change))
  tellCount(fixed, done, shell)
  const report = failed.size === 0 ? fixed.after : await reportOf(run, done)
  if (input !== undefined) (shell.writeAsIs ?? shell.write)(inputText(run, fixed, input))
  const code = await conclude(report, input === undefined ? shell : besideInput(shell))
  return failed.size > 0 || unable.size > 0 ? COULD_NOT_WORK : code
}

/** The path that stands for standard input in the report, where that is linted. */
function inputOf({ paths, options }: FixRun): string | undefined {
  return paths.includes(STANDARD_INPUT) ? options.stdinName : undefined
}

/** Standard input and a file with the same name could not be told apart, and the file would be overwritten or not. */
function requireOneInput(run: FixRun): void {
  const input = inputOf(run)
  const alike = run.found.batches.flatMap(entriesOf).filter(({ path }) => path === input)
  // A node of the settings for which standard input is taken stands in its cluster, and is the input itself.
  if (new Set(alike).size < 2) return
  throw failure(`${input}: this file is named, and standard input is called like it. Give it another --stdin-name.`)
}

function whyLeft(run: FixRun, unable: Set<string>): (path: string) => string | undefined {
  const input = inputOf(run)
  const guard = changeGuard(startsOf(run.paths, run.found))
  return (path) => {
    if (path === input) return undefined
    const reason = guard(path)
    if (reason !== undefined || run.options.diff === true) return reason
    const obstacle = whyNotReplaceable(path)
    if (obstacle !== undefined) unable.add(path)
    return obstacle
  }
}

function tellWhatIsLeft({ dropped, left }: Fixed, { tell }: Shell): void {
  for (const { path, reason, count } of left) {
    tell(`kalint: ${path}: not changed, though it could be in ${counted(count, 'place')}: ${reason}.`)
  }
  for (const { finding, because } of dropped) {
    tell(`kalint: ${fileAndLine(finding.at)}: the fix of ${finding.rule} was not applied: ${consequence(because)}.`)
  }
}

function consequence(because: DroppedFix['because']): string {
  return because === 'unmended' ? 'it would not help' : `it would lead to ${listedNames(because.new)}`
}

function tellCount({ count }: Fixed, done: readonly FileChange[], { tell }: Shell): void {
  if (done.length > 0) tell(`kalint: fixed ${counted(count, 'finding')} in ${counted(done.length, 'file')}.`)
}

/** What is linted once only some of the changes could be written. */
function reportOf({ found, options }: FixRun, done: readonly FileChange[]): Promise<Report> {
  return withDiskFiles((files) => reportWith(found.batches, lintOptions(options, files), done))
}

function inputText({ found }: FixRun, { changes }: Fixed, input: string): string {
  const changed = changes.find(({ before }) => before.path === input)
  if (changed !== undefined) return changed.newText
  const unchanged = found.batches.flatMap(entriesOf).find(({ path }) => path === input)
  return unchanged === undefined ? '' : writtenText(unchanged)
}

/** The fixed text is on standard output: all else goes to standard error. */
function besideInput({ writeAsIs: _, ...shell }: Shell): Shell {
  return {
    ...shell,
    write: (text) => {
      if (text !== '')
        (shell.hint ?? shell.tell)(shell.hint === undefined ? text.replace(/\n$/, '') : harmlessColouredLines(text))
    },
    isTerminal: () => shell.isTerminal('error'),
  }
}

/** Prints what would change, and fails where there is anything to fix or what would be left is not good enough. */
async function showDiff(
  { before, after, changes, count }: Fixed,
  { shell }: FixRun,
  conclude: (report: Report, shell: Shell) => number | Promise<number>,
): Promise<number> {
  const { MASKED_DIFF, unifiedDiff } = await import('../output/unified-diff.ts')
  const diffs = changes.map((change) => {
    const { path, text } = change.before
    return unifiedDiff(path, { text, secrets: before.secrets }, { text: change.newText, secrets: after.secrets })
  })
  writeDiff(diffs.map(({ text }) => text).join(''), shell)
  const { errors, warnings } = countBySeverity(after.diagnostics)
  const rest = `${counted(errors, 'error')} and ${counted(warnings, 'warning')}`
  if (changes.length === 0) shell.tell(`kalint: nothing to fix; ${rest} as they are.`)
  else
    shell.tell(
      `kalint: ${counted(count, 'finding')} would be fixed in ${counted(changes.length, 'file')}; ${rest} would be left.`,
    )
  if (diffs.some(({ isMasked }) => isMasked)) shell.tell(MASKED_DIFF)
  const code = await conclude(after, { ...shell, write: () => {}, writeAsIs: () => {} })
  return changes.length > 0 ? 1 : code
}
