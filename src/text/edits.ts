/** Changes of files, applied to their text. */
import type { Place } from './source-file.ts'

/** A change of one stretch of a file. */
export interface Edit {
  readonly at: Place
  readonly newText: string
}

/** A text after its edits, which are all places in it. Of two edits that overlap the later one is left out. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((one, other) => one.at.start - other.at.start || one.at.end - other.at.end)
  let result = ''
  let at = 0
  for (const { at: place, newText } of inOrder) {
    if (place.start < at) continue
    result += text.slice(at, place.start) + newText
    at = place.end
  }
  return result + text.slice(at)
}
