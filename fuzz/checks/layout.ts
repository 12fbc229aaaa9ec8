/** Formatting moves blanks only, never changes what keepalived reads, and has nothing to do afterwards. */
import { laidOut } from '../../src/service/formatting/whole-file.ts'
import { problemsOf, readLines } from '../../test/read-lines.ts'
import { holds, same } from '../failure.ts'

export function checkLayout(text: string, target: string): void {
  const result = laidOut(text)
  if (!('text' in result)) return
  const again = laidOut(result.text)
  same('formatting twice is formatting once', 'text' in again ? again.text : again, result.text)
  if (result.text === text) return
  holds('formatting moves blanks only', inked(result.text) === inked(text), () => result.text)
  for (const id of idsIn(text)) {
    const reader = id === undefined ? { target } : { target, id }
    same('a file reads the same after formatting', readLines(result.text, reader), readLines(text, reader))
    same('a file has the same problems after formatting', problemsOf(result.text, reader), problemsOf(text, reader))
  }
}

function inked(text: string): string {
  return text.replace(/\s+/g, '')
}

function idsIn(text: string): (string | undefined)[] {
  const ids = Array.from(text.matchAll(/@\^?([^ \t\r\n]*)/g), (match) => match[1] ?? '')
  return [undefined, ...new Set(ids)].slice(0, 4)
}
