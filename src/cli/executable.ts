/** Where the one-file executable starts: with a start-up snapshot in which everything is loaded, and the parser has run. */
import { setFlagsFromString, startupSnapshot } from 'node:v8'
import { leave, processShell } from './process-shell.ts'
import { run } from './run.ts'
import type { Shell } from './shell.ts'

/** Configurations whose check uses most of the program, which the build names. */
declare const KALINT_SAMPLES: readonly string[]

startupSnapshot.setDeserializeMainFunction(() => {
  // Most runs are over before code that is compiled without optimisation pays.
  setFlagsFromString('--no-sparkplug')
  void run(process.argv.slice(2), processShell).then(leave)
})

const silent: Shell = {
  environment: {},
  write: () => {},
  tell: () => {},
  readInput: async () => '',
  isTerminal: () => false,
}

void run(KALINT_SAMPLES, silent)
