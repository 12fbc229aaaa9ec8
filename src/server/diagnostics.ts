/** Findings as editors show them: each in every file that it touches, at that file's own end of it. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver'
import type { Diagnostic as Found } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { ruleUrl } from '../output/summary.ts'
import { rules } from '../rules/index.ts'
import type { Snapshot } from '../service/snapshot.ts'
import { baseName } from '../text/files.ts'
import { remembered } from '../text/remembered.ts'
import { rangeInFile } from '../text/sections.ts'
import type { Place, SourceFile } from '../text/source-file.ts'
import { shownPaths } from './paths.ts'
import type { Positions } from './positions.ts'
import type { SettingsFinding } from './settings-findings.ts'

/** The diagnostics of every file that a snapshot knows, by path. */
export function diagnosticsByPath(snapshot: Snapshot, positions: Positions): Map<string, Diagnostic[]> {
  const byPath = new Map<string, Diagnostic[]>()
  for (const path of snapshot.files.keys()) byPath.set(path, [])
  for (const finding of snapshot.report.diagnostics) {
    for (const end of endsOf(finding)) {
      byPath.get(end.at.file.path)?.push(toProtocol(finding, { ...end, snapshot, positions }))
    }
  }
  return byPath
}

/** The diagnostics of a settings file. */
export function settingsDiagnostics(
  file: SourceFile,
  findings: readonly SettingsFinding[],
  positions: Positions,
): Diagnostic[] {
  return findings.map((finding) => ({
    range: positions.span(file, finding),
    severity: SEVERITIES[finding.severity],
    source: 'kalint',
    message: finding.message,
  }))
}

/** The findings that are shown at a place of a file, at either of their ends. */
export function findingsIn(snapshot: Snapshot, path: string): { readonly finding: Found; readonly at: Place }[] {
  return snapshot.report.diagnostics.flatMap((finding) =>
    endsOf(finding).flatMap(({ at }) => (at.file.path === path ? [{ finding, at }] : [])),
  )
}

interface Note {
  readonly at: Place
  readonly message: string
}

/** One end of a finding, and its other places. */
interface End {
  readonly at: Place
  /** Where the finding itself is, if not here. */
  readonly main?: Place
  readonly others: readonly Note[]
}

/** The main place, and the first one in each other file. */
function endsOf(finding: Found): End[] {
  const main = { at: finding.at, others: finding.related }
  const paths = new Set([finding.at.file.path])
  const ends: End[] = [main]
  for (const related of finding.related) {
    if (paths.has(related.at.file.path)) continue
    paths.add(related.at.file.path)
    const others = finding.related.filter((one) => one !== related)
    ends.push({
      at: related.at,
      main: finding.at,
      others: [{ at: finding.at, message: 'the finding is about this place' }, ...others],
    })
  }
  return ends
}

interface Shown extends End {
  readonly snapshot: Snapshot
  readonly positions: Positions
}

function toProtocol(finding: Found, { at, main, others, snapshot, positions }: Shown): Diagnostic {
  const tags = TAGS.get(finding.rule)
  const file = snapshot.files.get(at.file.path) ?? at.file
  return {
    range: positions.range(file, at),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    codeDescription: { href: ruleUrl(finding.rule) },
    source: 'kalint',
    message: shownPaths(`${main === undefined ? '' : placeText(snapshot, main)}${finding.message}`),
    ...(tags === undefined ? {} : { tags: [tags] }),
    relatedInformation: others.map((note) => ({
      location: positions.location(snapshot.files, note.at),
      message: shownPaths(note.message),
    })),
  }
}

/** Seen from another file, the `here` of a message is a line of a node. */
function placeText({ report, files }: Snapshot, place: Place): string {
  const { path } = place.file
  const [name, ...others] = readersOf(report).get(path) ?? []
  return `${name !== undefined && others.length === 0 ? name : baseName(path)}, line ${rangeInFile(files.get(path) ?? place.file, place).start.line}: `
}

/** The names of the nodes that read each file. */
const readersOf = remembered(({ clusters }: Report): ReadonlyMap<string, readonly string[]> => {
  const readers = new Map<string, string[]>()
  for (const { name, reading } of clusters.flatMap((cluster) => cluster.nodes)) {
    for (const { path } of reading.files) readers.set(path, [...(readers.get(path) ?? []), name])
  }
  return readers
})

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const

const MARKS = { deprecated: DiagnosticTag.Deprecated, unused: DiagnosticTag.Unnecessary } as const

const TAGS = new Map(rules.flatMap(({ name, marks }) => (marks === undefined ? [] : [[name, MARKS[marks]] as const])))
