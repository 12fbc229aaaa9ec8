/** Findings in files that are being edited, in a form that does not depend on how these are held. */
import { newestRelease } from '../grammar/releases.ts'
import { lint, type Report } from '../src/engine/lint.ts'
import { rangeInFile } from '../src/text/sections.ts'
import type { Place, SourceFile } from '../src/text/source-file.ts'

/** A finding with all that a user sees of it, places as text. */
export type Diagnostic = Readonly<Record<string, unknown>>

export function lintedFiles(files: readonly SourceFile[]): Report {
  return lint([{ entries: files, how: 'named' }], {
    files: {
      read: (path) => {
        const file = files.find((one) => one.path === path)
        return file === undefined ? { kind: 'missing' } : { kind: 'text', file }
      },
      glob: () => [],
    },
    target: newestRelease(),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  })
}

export function shownDiagnostics({ diagnostics }: Report, files: readonly SourceFile[]): Diagnostic[] {
  const shown = (place: Place): string => {
    const file = files.find((one) => one.path === place.file.path) ?? place.file
    const { start, end } = rangeInFile(file, place)
    return `${place.file.path} ${start.line}:${start.column}-${end.line}:${end.column}`
  }
  return diagnostics.map(({ rule, severity, message, nodes, configTest, at, related, explains, fixes }) => ({
    rule,
    severity,
    message,
    nodes,
    configTest,
    at: shown(at),
    related: related.map((one) => `${one.message}: ${shown(one.at)}`),
    explains: explains.map(shown),
    fixes: fixes.map(({ title, edits }) => [title, ...edits.map((edit) => `${shown(edit.at)} ${edit.newText}`)]),
  }))
}
