/** The report as workflow commands: GitHub Actions shows each finding at its line of a pull request. */
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { printable } from '../text/harmless.ts'
import { positionAt, rangeOf } from '../text/source-file.ts'
import { isWholeFile } from './code-frame.ts'
import { type Locate, nameOfFile } from './paths.ts'

/** A command on each line. */
export function renderGithub({ diagnostics }: Report, locate: Locate): string {
  return diagnostics.map((diagnostic) => commandFor(diagnostic, locate)).join('')
}

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

function commandFor(diagnostic: Diagnostic, locate: Locate): string {
  const { at, rule, severity } = diagnostic
  const properties = [
    ['file', nameOfFile(locate(at.file.path))] as const,
    ...(isWholeFile(at) ? [] : stretch(diagnostic)),
    ['title', rule] as const,
  ]
  const written = properties.map(([name, value]) => `${name}=${escapedProperty(String(value))}`)
  return `::${COMMANDS[severity]} ${written.join(',')}::${escaped(messageOf(diagnostic, locate))}\n`
}

/** GitHub takes columns only where the stretch is on one line. */
function stretch({ at }: Diagnostic): (readonly [string, number])[] {
  const { start, end } = rangeOf(at)
  const lines = [['line', start.line] as const, ['endLine', end.line] as const]
  if (start.line !== end.line) return lines
  return [...lines, ['col', start.column] as const, ['endColumn', end.column] as const]
}

/** The message, and on lines of their own the places that belong to it. */
function messageOf({ message, related }: Diagnostic, locate: Locate): string {
  const others = related.map((one) => {
    const { line } = positionAt(one.at.file, one.at.start)
    return `${nameOfFile(locate(one.at.file.path))}:${line}: ${one.message}`
  })
  return [message, ...others].map(printable).join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
