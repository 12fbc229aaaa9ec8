/** Prints a diff: for a person without what would do harm, for a program as it is, so that it can be applied. */
import type { Shell } from './shell.ts'

export function writeDiff(diff: string, shell: Shell): void {
  const write = shell.isTerminal() ? shell.write : (shell.writeAsIs ?? shell.write)
  write(diff)
}
