/** Every finding, related line and edit is at a place that exists in a file that was read. */
import type { Report } from '../../src/engine/lint.ts'
import { filesIn } from '../../src/output/files-in-report.ts'
import { type Place, sectionsOf } from '../../src/text/source-file.ts'
import { holds } from '../failure.ts'

export function checkPlaces(report: Report): void {
  const known = new Set(filesIn(report).flatMap(sectionsOf))
  for (const { rule, at, related, explains, fixes, message } of report.diagnostics) {
    const edits = fixes.flatMap((fix) => fix.edits)
    const definition = 'definition' in at ? [at.definition as Place] : []
    for (const place of [at, ...definition, ...explains, ...[...related, ...edits].map((one) => one.at)]) {
      checkPlace(place, rule)
      holds(
        `places of ${rule} are in files that are read`,
        known.has(place.file) || known.size === 0,
        () => place.file.path,
      )
    }
    holds(
      `messages of ${rule} are sentences`,
      /\S/.test(message) && !/\b(undefined(?!-)|NaN|\[object)\b/.test(unquoted(message)),
      () => message,
    )
  }
}

/** A place has an end that is not before its start, and both are in its file. */
function checkPlace({ file, start, end }: Place, what: string): void {
  const isValid =
    Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= file.text.length
  holds(`places of ${what} are in their files`, isValid, () => `${file.path} ${start}-${end} of ${file.text.length}`)
}

/** A message without what it quotes of the user. */
function unquoted(message: string): string {
  return message.replace(/`[^`]*`/g, '')
}
