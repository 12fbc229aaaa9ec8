/** The report as SARIF 2.1.0 (OASIS), which code scanning and viewers of several makers read. */
import type { Fix, Severity } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { harmlessJson, printable } from '../text/harmless.ts'
import { type Place, rangeOf } from '../text/source-file.ts'
import { isWholeFile } from './code-frame.ts'
import { findingsByFile } from './files-in-report.ts'
import { type FingerprintedFinding, fingerprinted } from './fingerprint.ts'
import { type FilePath, fileUri, nameOfFile, relativeUri } from './paths.ts'
import type { Rendering } from './rendering.ts'
import { ruleDescriptors } from './sarif-rules.ts'
import { PROJECT_URL } from './summary.ts'

/** A log with one run, and a newline at its end. It describes the rules of which something was found. */
export function renderSarif(report: Report, rendering: Rendering): string {
  const { version, root, exitCode, notes, locate, pageOf, hash } = rendering
  const found = [...new Set(report.diagnostics.map(({ rule }) => rule))].sort()
  const ruleIndexes = new Map(found.map((rule, index) => [rule, index]))
  const locationOf = (path: string): ArtifactLocation => artifactLocation(locate(path))
  const nameOf = (path: string): string => nameOfFile(locate(path))
  const run = {
    tool: {
      driver: {
        name: 'kalint',
        version,
        ...(/^\d+\.\d+\.\d+/.test(version) ? { semanticVersion: version } : {}),
        informationUri: PROJECT_URL,
        rules: ruleDescriptors(found, pageOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT_ID]: { uri: `${fileUri(root).replace(/\/$/, '')}/` } },
    invocations: [
      {
        executionSuccessful: true,
        exitCode,
        toolExecutionNotifications: notes.map((note) => ({ level: 'warning', message: messageOf(note) })),
      },
    ],
    artifacts: findingsByFile(report).map(({ path }) => ({ location: locationOf(path), roles: ['analysisTarget'] })),
    properties: { target: report.target.version },
    results: fingerprinted(report, nameOf, hash).map((finding) => resultOf(finding, { locationOf, ruleIndexes })),
  }
  return `${harmlessJson(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2))}\n`
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/** The name by which consumers know the root of what is checked out. */
const ROOT_ID = '%SRCROOT%'

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

interface Surroundings {
  readonly locationOf: (path: string) => ArtifactLocation
  readonly ruleIndexes: ReadonlyMap<string, number>
}

function resultOf({ diagnostic, fingerprint, occurrence }: FingerprintedFinding, surroundings: Surroundings) {
  const { rule, severity, message, at, related, explains, fixes, nodes, configTest } = diagnostic
  const { locationOf, ruleIndexes } = surroundings
  const others = [...related, ...explains.map((place) => ({ at: place, message: EXPLAINED }))]
  return {
    ruleId: rule,
    ruleIndex: ruleIndexes.get(rule) ?? -1,
    level: LEVELS[severity],
    message: messageOf(message),
    locations: [{ physicalLocation: physicalLocation(at, locationOf) }],
    relatedLocations: others.map((other, index) => ({
      id: index + 1,
      physicalLocation: physicalLocation(other.at, locationOf),
      message: messageOf(other.message),
    })),
    partialFingerprints: { 'kalintFinding/v1': `${fingerprint}:${occurrence + 1}` },
    fixes: fixes.filter(({ edits }) => edits.length > 0).map((fix) => fixOf(fix, locationOf)),
    properties: { nodes, configTest },
  }
}

const EXPLAINED = 'keepalived also complains about this line because of that'

interface ArtifactLocation {
  readonly uri: string
  readonly uriBaseId?: string
}

function artifactLocation({ relative, absolute }: FilePath): ArtifactLocation {
  return relative === undefined ? { uri: fileUri(absolute) } : { uri: relativeUri(relative), uriBaseId: ROOT_ID }
}

function physicalLocation(at: Place, locationOf: Surroundings['locationOf']) {
  const artifact = { artifactLocation: locationOf(at.file.path) }
  return isWholeFile(at) ? artifact : { ...artifact, region: regionOf(at) }
}

function regionOf(at: Place) {
  const { start, end } = rangeOf(at)
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}

/** One change for each file: the edits of a fix are in order and apart from each other. */
function fixOf(fix: Fix, locationOf: Surroundings['locationOf']) {
  const paths = [...new Set(fix.edits.map((edit) => edit.at.file.path))]
  const changes = paths.map((path) => ({
    artifactLocation: locationOf(path),
    replacements: fix.edits
      .filter((edit) => edit.at.file.path === path)
      .map((edit) => ({
        deletedRegion: regionOf(edit.at),
        ...(edit.newText === '' ? {} : { insertedContent: { text: edit.newText } }),
      })),
  }))
  return {
    description: messageOf(fix.title),
    artifactChanges: changes,
    properties: { safety: fix.safety },
  }
}

/** A text of which nothing is taken for a placeholder (`{0}`) or a link (`[words](1)`), as SARIF knows them in messages. */
function messageOf(text: string): { readonly text: string } {
  const plain = printable(text).replace(/\{(\d+)\}/g, '{{$1}}')
  return { text: plain.includes('](') ? plain.replaceAll('[', '\\[') : plain }
}
