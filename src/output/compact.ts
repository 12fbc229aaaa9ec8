/** The report with a finding on each line, as editors and other tools read it from compilers. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { printable } from '../text/harmless.ts'
import { positionAt } from '../text/source-file.ts'

/** `file:line:column: severity: message [rule]`, paths as the user gave them, columns in UTF-16 units from 1. */
export function renderCompact({ diagnostics }: Report): string {
  return diagnostics.map(lineOf).join('')
}

function lineOf({ at, severity, message, rule }: Diagnostic): string {
  const { line, column } = positionAt(at.file, at.start)
  return `${printable(at.file.path)}:${line}:${column}: ${severity}: ${printable(message)} [${rule}]\n`
}
