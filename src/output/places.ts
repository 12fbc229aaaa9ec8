/** Places as all formats write them: `file:line`. */
import { type Origin, type Place, positionAt } from '../text/source-file.ts'

export function fileAndLine(at: Place): string {
  return `${at.file.path}:${positionAt(at.file, at.start).line}`
}

/** The place, and where the text that stands there was defined. */
export function fileAndLineOfOrigin(at: Origin): string {
  return at.definition === undefined ? fileAndLine(at) : `${fileAndLine(at)} (defined in ${fileAndLine(at.definition)})`
}

/** Where a line comes from: the place of its first word, and the definition of whichever word has one. */
export function originOfLine([first, ...others]: readonly [Origin, ...Origin[]]): Origin {
  const definition = [first, ...others].find((origin) => origin.definition !== undefined)?.definition
  return definition === undefined ? first : { ...first, definition }
}
