/** The report in the XML of Checkstyle, which Jenkins and many other tools read. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { printable } from '../text/harmless.ts'
import { positionAt } from '../text/source-file.ts'
import { findingsByFile } from './files-in-report.ts'
import { type Locate, nameOfFile } from './paths.ts'
import { element, xmlDocument } from './xml.ts'

/** Every file that was read stands there, with its findings or without any. */
export function renderCheckstyle(report: Report, locate: Locate): string {
  const files = findingsByFile(report).map(({ path, diagnostics }) =>
    element('file', { name: nameOfFile(locate(path)) }, diagnostics.map(errorElement)),
  )
  return xmlDocument(element('checkstyle', { version: FORMAT_VERSION }, files))
}

/** The release of Checkstyle whose reports look like this. */
const FORMAT_VERSION = '10.0'

function errorElement({ at, severity, message, rule }: Diagnostic): string {
  const { line, column } = positionAt(at.file, at.start)
  return element('error', { line, column, severity, message: printable(message), source: `kalint.${rule}` })
}
