/** How keepalived counts the lines of a file: by what its buffer takes at once, which is not always a line. */
import { byteLength } from '../src/text/source-file.ts'

/** Bytes that its buffer takes at once (lib/parser.h:41). */
const BUFFER = 1023

/** How the process that a message is from counts. */
export type Counting = 'pieces' | 'ended-pieces' | 'line-ends'

/**
 * The lines of a text, counted from 1, that keepalived means by a number. Each bufferful counts; the process that reads the
 * files themselves does not count a last one without line end, and before 2.4.0 counts the line ends that it sees, and a NUL hides
 * one, so that a number may stand for several lines.
 */
export function linesCounted(text: string, counting: Counting): (counted: number) => readonly number[] {
  const lines = new Map<number, number[]>()
  let count = 0
  for (const [index, written] of text.split(/(?<=\n)/).entries()) {
    const isSeen = written.endsWith('\n') && !written.includes('\0')
    const pieces = Math.max(1, Math.ceil(byteLength(written) / BUFFER))
    for (let piece = 1; piece <= pieces; piece++) {
      const isLast = piece === pieces
      const isEnded = counting === 'line-ends' ? isSeen && isLast : written.endsWith('\n') || !isLast
      if (counting === 'pieces' || isEnded) count++
      lines.set(count, [...(lines.get(count) ?? []), index + 1])
    }
  }
  return (counted) => lines.get(counted) ?? [counted]
}
