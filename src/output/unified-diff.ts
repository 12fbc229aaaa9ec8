/** A unified diff, as `patch` and `git apply` take it, without the secrets of either text. */
import { formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff'
import type { Secrets } from '../engine/secrets.ts'
import { MASK, maskSpans } from '../text/secrets.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'

/** One side of a diff, and what is secret in it. */
export interface Side {
  readonly text: string
  readonly secrets: Secrets
}

export interface UnifiedDiff {
  /** Ends with a line end; empty where nothing differs. */
  readonly text: string
  /** A secret is masked in it, so that it cannot be applied. */
  readonly isMasked: boolean
}

/** What to say where something was masked. */
export const MASKED_DIFF =
  'kalint: secrets are masked in this diff, so that it cannot be applied. --show-secrets prints them.'

/** How a file changes. */
export function unifiedDiff(path: string, before: Side, after: Side): UnifiedDiff {
  if (before.text === after.text) return { text: '', isMasked: false }
  const name = path.replace(/^\/+/, '')
  const patch = structuredPatch(`a/${name}`, `b/${name}`, before.text, after.text, undefined, undefined, { context: 3 })
  const old = maskedLines(path, before)
  const now = maskedLines(path, after)
  const hunks = patch.hunks.map((hunk) => ({ ...hunk, lines: shownLines(hunk, old, now) }))
  const isMasked = hunks.some(({ lines }, index) => lines.join('\n') !== patch.hunks[index]?.lines.join('\n'))
  const text = formatPatch({ ...patch, hunks }).replace(/^=+\n/, '')
  return { text: text.endsWith('\n') ? text : `${text}\n`, isMasked }
}

/** The lines of a hunk with both texts masked; those that say that a line end is missing stay. */
function shownLines(
  { lines, oldStart, newStart }: StructuredPatchHunk,
  old: readonly string[],
  now: readonly string[],
): string[] {
  let inOld = oldStart - 1
  let inNow = newStart - 1
  return lines.map((line) => {
    const sign = line[0] ?? ''
    if (sign === '\\') return line
    const text = sign === '+' ? now[inNow] : old[inOld]
    if (sign !== '+') inOld++
    if (sign !== '-') inNow++
    return `${sign}${text ?? MASK}`
  })
}

/** The lines without their `\n`; a `\r` is a part of the line, as it is in the diff. */
function maskedLines(path: string, { text, secrets }: Side): string[] {
  const file: SourceFile = sourceFile(path, text)
  let start = 0
  return text.split('\n').map((line) => {
    const place = { file, start, end: start + line.length }
    start = place.end + 1
    return maskSpans(line, secrets.within(place)).text
  })
}
