/** A shell to which nothing goes that would do harm, whatever the files hold and however they are called. */
import { harmlessColouredLines, harmlessLines } from '../text/harmless.ts'
import { wantsColour } from './paint.ts'
import type { Shell } from './shell.ts'

/** The same shell; what another program reads as it is goes by `writeAsIs`. */
export function harmlessShell(shell: Shell): Shell {
  return {
    environment: shell.environment,
    write: (text) => {
      const isColoured = text.includes('\u001B[') && wantsColour(shell)
      shell.write(isColoured ? harmlessColouredLines(text) : harmlessLines(text))
    },
    writeAsIs: shell.write,
    // A line end in a name would begin a line that looks like one of kalint.
    tell: (line) => shell.tell(harmlessLines(line.replace(/[\r\n]+/g, ' '))),
    readInput: shell.readInput,
    isTerminal: shell.isTerminal,
    ...(shell.hint === undefined ? {} : { hint: shell.hint }),
  }
}
