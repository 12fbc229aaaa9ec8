/** The file of known findings: `--write-baseline` writes it, `--baseline` leaves out what it lists. */
import { dirname, relative, resolve } from 'node:path'
import type { Report } from '../engine/lint.ts'
import {
  type Baseline,
  baselineOf,
  type KnownFinding,
  readBaseline,
  renderBaseline,
  withoutKnown,
} from '../output/baseline.ts'
import { filesIn } from '../output/files-in-report.ts'
import { counted } from '../output/summary.ts'
import { BASELINE_FILE } from './check.ts'
import { stateOf, textOf } from './disk-files.ts'
import { failure } from './failure.ts'
import { sha256 } from './hash.ts'
import { withSlashes } from './locate.ts'
import type { CommandOptions } from './options.ts'
import { requireNotLinted, writeWhole } from './outputs.ts'
import type { Shell } from './shell.ts'

/** The report without what is known. Tells what was left out, what was written, and what is no longer there. */
export async function newFindings(report: Report, options: CommandOptions, shell: Shell): Promise<Report> {
  const { baseline, writeBaseline, withSiblings } = options
  if (baseline !== undefined && writeBaseline !== undefined) {
    throw failure('--baseline reads a file and --write-baseline writes it anew. Use one of them.')
  }
  const file = fileOf(writeBaseline ?? baseline)
  const comparison = { nameOf: namesFrom(file), hash: await sha256() }
  if (writeBaseline !== undefined) {
    requireReplaceable(file)
    requireNotLinted(file, filesIn(report))
    const known = baselineOf(report, comparison)
    writeWhole(file, renderBaseline(known))
    shell.tell(
      `kalint: ${file}: ${counted(report.diagnostics.length, 'finding')} written. --baseline ${file} leaves out what it lists.`,
    )
    return withoutKnown(report, known, comparison).report
  }
  const { report: left, leftOut, gone } = withoutKnown(report, baselineIn(file), comparison)
  if (leftOut > 0) shell.tell(`kalint: ${counted(leftOut, 'known finding')} left out (${file})`)
  const lost = withSiblings === true ? [] : gone.filter(isExpected(report, file, comparison.nameOf))
  if (lost.length > 0) shell.tell(`kalint: ${noLongerFound(lost, file)}`)
  return left
}

function fileOf(option: string | true | undefined): string {
  return typeof option === 'string' ? option : BASELINE_FILE
}

/** Paths from the directory of the baseline, so that it does not matter where kalint is run. */
function namesFrom(file: string): (path: string) => string {
  const directory = dirname(resolve(file))
  return (path) => withSlashes(relative(directory, resolve(path)))
}

function baselineIn(file: string): Baseline {
  const state = stateOf(file)
  if (state.kind === 'missing') {
    throw failure(`${file}: no such file. Write the baseline first, with --write-baseline=${file}.`)
  }
  const text = state.kind === 'file' ? textOf(file) : undefined
  if (text === undefined) throw failure(`${file}: cannot be read. Name the file that --write-baseline wrote.`)
  const baseline = readBaseline(text)
  if (typeof baseline !== 'string') return baseline
  throw failure(
    `${file}: not a baseline: ${baseline}. If it is the path to lint, put --baseline behind it; else write it anew with --write-baseline=FILE.`,
  )
}

/** `--write-baseline nodeA.conf` was meant otherwise: only what was a baseline before is written over. */
function requireReplaceable(file: string): void {
  const state = stateOf(file)
  if (state.kind === 'missing' || (state.kind === 'file' && state.size === 0)) return
  const text = state.kind === 'file' ? textOf(file) : undefined
  if (text !== undefined && /^\uFEFF?\s*\{[^{}]*"findings"\s*:/.test(text)) return
  throw failure(
    `${file}: it exists and is no baseline, so that it was not written over. Name the file as in --write-baseline=FILE, or put the option behind the paths.`,
  )
}

/** Of a file that was not looked at nobody knows what would be found in it; one that is gone holds nothing. */
function isExpected(report: Report, file: string, nameOf: (path: string) => string) {
  const seen = new Set(filesIn(report).map(({ path }) => nameOf(path)))
  const directory = dirname(resolve(file))
  return (one: KnownFinding): boolean => seen.has(one.file) || stateOf(resolve(directory, one.file)).kind === 'missing'
}

/** How many entries are listed by name. */
const MOST_NAMED = 5

function noLongerFound(gone: readonly KnownFinding[], file: string): string {
  const total = gone.reduce((sum, { count }) => sum + count, 0)
  const names = [...new Set(gone.map((one) => `${one.rule} in ${one.file}`))]
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''
  const verb = total === 1 ? 'is' : 'are'
  return `${file}: ${counted(total, 'known finding')} ${verb} no longer there (${names.slice(0, MOST_NAMED).join(', ')}${more}). --write-baseline=${file} takes note.`
}
