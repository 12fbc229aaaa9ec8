/** A process for whatever options and commands ask for. */
import { leave, processShell } from './process-shell.ts'
import { run } from './program.ts'

export async function startProgram(args: readonly string[]): Promise<void> {
  leave(await run(args, processShell))
}
