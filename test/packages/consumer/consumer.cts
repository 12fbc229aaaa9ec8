/** What a program does that uses kalint: the compiler checks it against the types of the installed package. */
import { type Finding, type LintResult, lintCluster, type Range, releases, ruleNames, type Severity } from 'kalint'

const result: LintResult = lintCluster({
  files: [{ path: 'lb1.conf', text: 'include conf.d/*.conf\n' }],
  includes: [{ path: 'conf.d/a.conf', text: '' }],
  target: releases[0] ?? '2.2.8',
  configIds: ['lb1'],
  rules: { 'unknown-directive': 'warning', 'empty-block': 'off' },
})
const told: string[] = result.findings.map(({ file, message, range, severity }: Finding) =>
  line(file, range, severity, message),
)

function line(file: string, { start }: Range, severity: Severity, message: string): string {
  return `${file}:${start.line}:${start.column}: ${severity}: ${message}`
}

export const everything: readonly string[] = [
  ...told,
  ...ruleNames,
  ...result.clusters.flatMap(({ nodes }) => nodes.map(({ configId, name }) => configId ?? name)),
  ...result.findings.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText))),
]
