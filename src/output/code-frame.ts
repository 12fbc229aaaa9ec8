/** A line of a file as people are shown it, with the stretch that a finding is about. */
import type { Secrets } from '../engine/secrets.ts'
import { printable } from '../text/harmless.ts'
import { maskSpans } from '../text/secrets.ts'
import { type Place, positionAt, writtenLine } from '../text/source-file.ts'

/** Lines longer than this are cut around the place they are shown for. */
const MAX_SHOWN = 160

/** The stretch is from column `from` to column `to`, counted from 0. */
export interface ShownLine {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** Secrets are masked, tabs and control characters are blanks, and a very long line is cut. */
export function shownLine(at: Place, secrets: Secrets): ShownLine {
  const { line, column } = positionAt(at.file, at.start)
  const original = writtenLine(at.file, line)
  const lineStart = at.start - column + 1
  const masked = maskSpans(
    original,
    secrets.within({ file: at.file, start: lineStart, end: lineStart + original.length }),
  )
  const from = masked.column(column - 1)
  const to = masked.column(Math.min(original.length, column - 1 + at.end - at.start))
  const clean = printable(masked.text)
  const cut = clean.length <= MAX_SHOWN ? 0 : Math.max(0, from - MAX_SHOWN / 4)
  const text = clean.slice(cut, cut + MAX_SHOWN)
  return { text, from: from - cut, to: Math.min(text.length, Math.max(to, from + 1) - cut) }
}

/** Whether a place is a file rather than a line of it. */
export function isWholeFile({ start, end }: Place): boolean {
  return start === end && start === 0
}
