/** Places as a hover names them: by line, and by file where that is another one. */
import { baseName } from '../text/files.ts'
import type { Place } from '../text/source-file.ts'
import { quoted } from './rich-text.ts'
import { rangeIn, type Snapshot } from './snapshot.ts'

/** `line 12`, or `line 12 of nodeB.conf` as seen from another file. */
export function placeName(snapshot: Snapshot, place: Place, from: Place): string {
  const { line } = rangeIn(snapshot, place).start
  const { path } = place.file
  return path === from.file.path ? `line ${line}` : `line ${line} of ${quoted(baseName(path))}`
}
