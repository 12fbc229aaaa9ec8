/** `kalint` with paths alone. What reads options and knows the commands takes longer to load than two files take to check. */
import { check, FORMATS } from './check.ts'
import { explained } from './explained.ts'
import { harmlessShell } from './harmless-shell.ts'
import type { Shell } from './shell.ts'
import { pathsAmong } from './words.ts'

/** Checks what the words name; the result is the exit code. What goes wrong is told in one line. */
export async function checkPaths(args: readonly string[], open: Shell): Promise<number> {
  const shell = harmlessShell(open)
  try {
    const outputs = [{ format: FORMATS[0] }]
    return await check(pathsAmong(args), { format: [], configId: [], stdinName: '-', outputs }, shell)
  } catch (error) {
    return explained(error, shell)
  }
}
