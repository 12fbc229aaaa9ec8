/** The report as GitLab reads it for the code quality of a merge request. */
import type { Severity } from '../diagnostics/diagnostic.ts'
import type { Report } from '../engine/lint.ts'
import { harmlessJson, printable } from '../text/harmless.ts'
import { rangeOf } from '../text/source-file.ts'
import { type FingerprintedFinding, fingerprinted, type Hash } from './fingerprint.ts'
import { nameOfFile } from './paths.ts'
import type { Rendering } from './rendering.ts'

/** A JSON array with a newline at its end. GitLab wants each fingerprint only once. */
export function renderGitlab(report: Report, { locate, hash }: Pick<Rendering, 'locate' | 'hash'>): string {
  const nameOf = (path: string): string => nameOfFile(locate(path))
  const issues = fingerprinted(report, nameOf, hash).map((finding) => {
    const { at, message, rule, severity } = finding.diagnostic
    const { start, end } = rangeOf(at)
    return {
      description: printable(message),
      check_name: rule,
      fingerprint: ownFingerprint(finding, hash),
      severity: SEVERITIES[severity],
      location: { path: nameOf(at.file.path), lines: { begin: start.line, end: end.line } },
    }
  })
  return `${harmlessJson(JSON.stringify(issues, undefined, 2))}\n`
}

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' }

function ownFingerprint({ fingerprint, occurrence }: FingerprintedFinding, hash: Hash): string {
  return occurrence === 0 ? fingerprint : hash(`${fingerprint} ${occurrence}`)
}
