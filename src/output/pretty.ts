/** The report for a person at a terminal: each finding with its line, a caret, and the other node's line under it. */
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import type { Secrets } from '../engine/secrets.ts'
import { printable } from '../text/harmless.ts'
import { listedNames } from '../text/listed.ts'
import { type Place, positionAt } from '../text/source-file.ts'
import { isWholeFile, shownLine } from './code-frame.ts'
import { countBySeverity, counted } from './summary.ts'

/** How the parts of the report are coloured; each function leaves its text alone where there is no colour. */
export interface Paint {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly info: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

export const noColour: Paint = {
  error: (text) => text,
  warning: (text) => text,
  info: (text) => text,
  strong: (text) => text,
  faint: (text) => text,
}

/** Says nothing at all where nothing was there to be linted. */
export function renderPretty(report: Report, paint: Paint): string {
  if (report.clusters.length === 0) return ''
  const style: Style = { paint, secrets: report.secrets }
  const blocks = report.diagnostics.map((diagnostic) => block(diagnostic, style))
  return [...blocks, summaryLine(report, paint)].join('\n')
}

interface Style {
  readonly paint: Paint
  readonly secrets: Secrets
}

function block(diagnostic: Diagnostic, style: Style): string {
  const { paint } = style
  const colour = colourOf(diagnostic.severity, paint)
  const gutter = gutterWidth([diagnostic.at, ...diagnostic.related.map((related) => related.at)])
  const head = `${colour(paint.strong(diagnostic.severity))}${paint.faint(`[${diagnostic.rule}]`)} ${paint.strong(printable(diagnostic.message))}`
  const related = diagnostic.related.flatMap(({ message, at }) =>
    frame(at, printable(message), { ...style, gutter, colour: paint.info, mark: '-' }),
  )
  return [
    head,
    ...frame(diagnostic.at, '', { ...style, gutter, colour, mark: '^' }),
    ...related,
    ...notes(diagnostic, paint),
    '',
  ].join('\n')
}

interface FrameStyle extends Style {
  readonly gutter: number
  readonly colour: (text: string) => string
  readonly mark: string
}

/** Where, the line itself, and marks under the stretch that it is about. */
function frame(at: Place, label: string, { paint, secrets, gutter, colour, mark }: FrameStyle): string[] {
  const { line, column } = positionAt(at.file, at.start)
  const arrow = `${' '.repeat(gutter)}${paint.faint('-->')} ${at.file.path}:${line}:${column}`
  if (isWholeFile(at)) return [label === '' ? arrow : `${arrow} ${label}`]
  const shown = shownLine(at, secrets)
  const bar = paint.faint('|')
  const pointer = `${' '.repeat(shown.from)}${colour(mark.repeat(Math.max(1, shown.to - shown.from)))}${label === '' ? '' : ` ${colour(label)}`}`
  return [
    arrow,
    `${paint.faint(String(line).padStart(gutter))} ${bar} ${shown.text}`,
    `${' '.repeat(gutter)} ${bar} ${pointer}`,
  ]
}

function notes(diagnostic: Diagnostic, paint: Paint): string[] {
  const fixes = diagnostic.fixes.map(
    (fix) => `  ${paint.faint(fix.safety === 'safe' ? 'fix:' : 'possible fix:')} ${printable(fix.title)}`,
  )
  if (diagnostic.explains.length === 0) return fixes
  const lines = [...new Set(diagnostic.explains.map((at) => positionAt(at.file, at.start).line))]
  const shown = lines.slice(0, 8).join(', ')
  const more = lines.length > 8 ? ` and ${lines.length - 8} more` : ''
  const noun = lines.length === 1 ? 'line' : 'lines'
  return [`  ${paint.faint('note:')} keepalived also complains about ${noun} ${shown}${more} because of this`, ...fixes]
}

function summaryLine(report: Report, paint: Paint): string {
  const { errors, warnings, infos } = countBySeverity(report.diagnostics)
  const nodes = report.clusters.reduce((sum, cluster) => sum + cluster.nodes.length, 0)
  const scope = `${counted(nodes, 'node')} in ${counted(report.clusters.length, 'cluster')} (keepalived ${targetsIn(report)})`
  if (errors + warnings + infos === 0) return `No problems found in ${scope}.\n`
  const counts = [
    errors > 0 ? paint.error(counted(errors, 'error')) : counted(errors, 'error'),
    warnings > 0 ? paint.warning(counted(warnings, 'warning')) : counted(warnings, 'warning'),
    ...(infos > 0 ? [`${infos} info`] : []),
  ]
  return `${counts.join(', ')} in ${scope}.\n`
}

/** Files of one run may be linted for different releases, as their settings say. */
function targetsIn({ clusters, target }: Report): string {
  const targets = new Set(clusters.flatMap(({ nodes }) => nodes.map((node) => node.target.version)))
  return targets.size === 0 ? target.version : listedNames([...targets])
}

function gutterWidth(places: readonly Place[]): number {
  return Math.max(...places.map((at) => String(positionAt(at.file, at.start).line).length)) + 1
}

function colourOf(severity: Severity, paint: Paint): (text: string) => string {
  return severity === 'error' ? paint.error : severity === 'warning' ? paint.warning : paint.info
}
