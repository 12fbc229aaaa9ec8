/** What one asks about stretches of files: whether one lies in another, whether two are the same. */
import { fileKey, lineStartAt, type Place } from './source-file.ts'

/** Whether a place begins within another one, or right behind it. */
export function holds({ file, start, end }: Place, place: Place): boolean {
  return file === place.file && start <= place.start && place.start <= end
}

/** Whether two places are the same stretch of one file. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.file === other.file && one.start === other.start && one.end === other.end
}

/** A text that is the same for two places exactly if they are the same, however often their file was read. */
export function placeKey({ file, start, end }: Place): string {
  return `${start} ${end} ${fileKey(file)}`
}

/** A text that is the same for two places exactly if they begin on the same line. */
export function lineKey({ file, start }: Place): string {
  return `${lineStartAt(file.text, start)} ${fileKey(file)}`
}

/** A place alone, without what else is known of it. */
export function barePlace({ file, start, end }: Place): Place {
  return { file, start, end }
}
