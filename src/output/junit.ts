/** The report as results of tests in the XML of JUnit: a suite for each file, a test that failed for each finding. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { printable } from '../text/harmless.ts'
import { positionAt } from '../text/source-file.ts'
import { type FileFindings, findingsByFile } from './files-in-report.ts'
import { type Locate, nameOfFile } from './paths.ts'
import { ruleUrl } from './summary.ts'
import { element, textElement, xmlDocument } from './xml.ts'

/** A file without findings is one test that passed. What is merely told (`info`) has passed, too, and says it. */
export function renderJunit(report: Report, locate: Locate): string {
  const files = findingsByFile(report)
  const counts = { tests: sum(files, testsIn), failures: sum(files, failuresIn), errors: 0 }
  return xmlDocument(
    element(
      'testsuites',
      { name: 'kalint', ...counts },
      files.map((file) => suite(file, locate)),
    ),
  )
}

function suite(file: FileFindings, locate: Locate): string {
  const name = nameOfFile(locate(file.path))
  const counts = { tests: testsIn(file), failures: failuresIn(file), errors: 0, skipped: 0 }
  const cases =
    file.diagnostics.length === 0
      ? [element('testcase', { name: 'no findings', classname: name })]
      : file.diagnostics.map((diagnostic) => testCase(diagnostic, name, locate))
  return element('testsuite', { name, ...counts }, cases)
}

function testCase(diagnostic: Diagnostic, classname: string, locate: Locate): string {
  const { at, rule, severity } = diagnostic
  const { line, column } = positionAt(at.file, at.start)
  const message = printable(diagnostic.message)
  const details = [
    `${classname}:${line}:${column}: ${severity}: ${message}`,
    ...diagnostic.related.map((one) => {
      const other = positionAt(one.at.file, one.at.start)
      return `${nameOfFile(locate(one.at.file.path))}:${other.line}:${other.column}: ${printable(one.message)}`
    }),
    ruleUrl(rule),
  ].join('\n')
  const result =
    severity === 'info'
      ? textElement('system-out', {}, details)
      : textElement('failure', { type: severity, message }, details)
  return element('testcase', { name: `${rule} at ${line}:${column}`, classname }, [result])
}

function testsIn({ diagnostics }: FileFindings): number {
  return Math.max(1, diagnostics.length)
}

function failuresIn({ diagnostics }: FileFindings): number {
  return diagnostics.filter(({ severity }) => severity !== 'info').length
}

function sum(files: readonly FileFindings[], count: (file: FileFindings) => number): number {
  return files.reduce((total, file) => total + count(file), 0)
}
