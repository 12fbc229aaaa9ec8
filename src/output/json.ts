/** The report as JSON: a contract that later tools rely on; fields are only ever added within a major version. */
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import type { Edit } from '../text/edits.ts'
import { harmlessJson } from '../text/harmless.ts'
import { type Place, positionAt, type Range, rangeOf } from '../text/source-file.ts'
import { countBySeverity, ruleUrl } from './summary.ts'

/** The report, always valid JSON with a newline at its end. */
export function renderJson(report: Report, version: string): string {
  const { errors, warnings, infos } = countBySeverity(report.diagnostics)
  const document = { version, ...reportRecord(report), summary: { errors, warnings, infos } }
  return `${harmlessJson(JSON.stringify(document, undefined, 2))}\n`
}

/** What other programs are told, in plain records. */
export function reportRecord(report: Report) {
  return {
    target: report.target.version,
    clusters: report.clusters.map((cluster) => ({
      name: cluster.name,
      nodes: cluster.nodes.map((node) => ({ name: node.name, file: node.file.path, configId: node.configId ?? null })),
    })),
    diagnostics: report.diagnostics.map(diagnosticRecord),
  }
}

function diagnosticRecord(diagnostic: Diagnostic) {
  return {
    ruleId: diagnostic.rule,
    severity: diagnostic.severity,
    message: diagnostic.message,
    file: diagnostic.at.file.path,
    nodes: diagnostic.nodes,
    url: ruleUrl(diagnostic.rule),
    configTest: diagnostic.configTest,
    range: rangeOf(diagnostic.at),
    related: diagnostic.related.map(({ message, at }) => ({ message, ...located(at) })),
    explains: diagnostic.explains.map((at) => ({ file: at.file.path, line: positionAt(at.file, at.start).line })),
    fixes: diagnostic.fixes.map(fixRecord),
  }
}

function fixRecord(fix: Fix) {
  return { title: fix.title, safety: fix.safety, edits: fix.edits.map(editRecord) }
}

function editRecord(edit: Edit) {
  return { ...located(edit.at), newText: edit.newText }
}

function located(at: Place): { file: string; range: Range } {
  return { file: at.file.path, range: rangeOf(at) }
}
