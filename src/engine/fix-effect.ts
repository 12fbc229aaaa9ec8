/** What fixes do to the findings: whether those that they are for are gone, and whether there are new ones. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { applyEdits, type Edit } from '../text/edits.ts'
import { positionAt, type SourceFile } from '../text/source-file.ts'

/** What is compared. */
export interface Trial {
  readonly before: readonly Diagnostic[]
  readonly after: readonly Diagnostic[]
  readonly edits: readonly Edit[]
  /** The findings that the edits are for, out of those before. */
  readonly mended: ReadonlySet<Diagnostic>
  readonly keyOf: (file: SourceFile) => string
}

/** `new`: rules that find something that was not there; `unmended`: findings that are still there. */
export interface Effect {
  readonly new: readonly string[]
  readonly unmended: readonly string[]
}

/** A finding is the same as before if its rule tells it on the same line, wherever that is now, or in the same words. */
export function effectOf({ before, after, edits, mended, keyOf }: Trial): Effect {
  const moved = movedBy(edits, keyOf)
  const lineBefore = (one: Diagnostic): string => {
    const { file, start } = one.at
    return `${one.rule} ${lineOf(moved.textOf(file) ?? file, moved.offset(file, start))} ${keyOf(file)}`
  }
  const lineAfter = ({ rule, at }: Diagnostic): string => `${rule} ${lineOf(at.file, at.start)} ${keyOf(at.file)}`
  const words = ({ rule, message }: Diagnostic): string => `${rule} ${message}`
  const same = (line: string, one: Diagnostic): string => `${line} ${one.message}`

  const expected = counted(before, (one) => same(lineBefore(one), one))
  const gone = counted([...mended], (one) => same(lineBefore(one), one))
  const found = counted(after, (one) => same(lineAfter(one), one))
  const isUnmended = (one: Diagnostic): boolean => {
    const key = same(lineBefore(one), one)
    return (found.get(key) ?? 0) > (expected.get(key) ?? 0) - (gone.get(key) ?? 0)
  }

  const lines = counted(before, lineBefore)
  const elsewhere = after.filter((one) => !take(lines, lineAfter(one)))
  const others = counted(
    before.filter((one) => !mended.has(one) && take(lines, lineBefore(one))),
    words,
  )
  return {
    new: distinct(elsewhere.filter((one) => !take(others, words(one)))),
    unmended: distinct([...mended].filter(isUnmended)),
  }
}

function distinct(found: readonly Diagnostic[]): string[] {
  return [...new Set(found.map(({ rule }) => rule))]
}

function counted<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const thing of things) counts.set(keyOf(thing), (counts.get(keyOf(thing)) ?? 0) + 1)
  return counts
}

/** Takes one of a kind away, and says whether there was one. */
function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0
  if (count > 0) counts.set(key, count - 1)
  return count > 0
}

function lineOf(file: SourceFile, offset: number): number {
  return positionAt(file, offset).line
}

/** Where offsets are after the edits, and the texts that they are offsets of. */
function movedBy(edits: readonly Edit[], keyOf: (file: SourceFile) => string) {
  const byFile = new Map<string, Edit[]>()
  for (const edit of edits) {
    const key = keyOf(edit.at.file)
    byFile.set(key, [...(byFile.get(key) ?? []), edit])
  }
  const texts = new Map<string, SourceFile>()
  for (const [key, own] of byFile) {
    own.sort((one, other) => one.at.start - other.at.start)
    const [first] = own
    if (first === undefined) continue
    texts.set(key, { path: key, text: applyEdits(first.at.file.text, own) })
  }
  return {
    textOf: (file: SourceFile) => texts.get(keyOf(file)),
    offset: (file: SourceFile, at: number): number => {
      let shift = 0
      for (const { at: place, newText } of byFile.get(keyOf(file)) ?? []) {
        if (place.start > at || (place.start === at && place.end > at)) break
        if (place.end > at) return place.start + shift
        shift += newText.length - (place.end - place.start)
      }
      return at + shift
    },
  }
}
