/** A process that checks paths. */
import { checkPaths } from './check-paths.ts'
import { leave, processShell } from './process-shell.ts'

export async function startPaths(args: readonly string[]): Promise<void> {
  leave(await checkPaths(args, processShell))
}
