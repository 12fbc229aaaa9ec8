/** Where the one-file executable starts: with a start-up snapshot in which everything is loaded that checks paths, and the parser has run. */
import { startupSnapshot } from 'node:v8'
import { checkPaths } from './check-paths.ts'
import type { Shell } from './shell.ts'
import { expectShortRun } from './short-run.ts'
import { startPaths } from './start-paths.ts'
import { arePaths } from './words.ts'

/** Prepares the snapshot: checks samples, configurations whose check uses most of the program. */
export function start(samples: readonly string[]): void {
  startupSnapshot.setDeserializeMainFunction(() => {
    void run(process.argv.slice(2))
  })
  void checkPaths(samples, silent)
}

async function run(args: readonly string[]): Promise<void> {
  if (!arePaths(args)) {
    const { startProgram } = await import('./start-program.ts')
    return startProgram(args)
  }
  expectShortRun()
  return startPaths(args)
}

/** Where the sample cannot be checked, there is nothing to make an executable of. */
const silent: Shell = {
  environment: {},
  write: () => {},
  tell: (line) => {
    throw new Error(line)
  },
  readInput: async () => '',
  isTerminal: () => false,
}
