/** Where the process starts, and its exit code. */
import { leave, processShell } from './process-shell.ts'
import { run } from './run.ts'

void run(process.argv.slice(2), processShell).then(leave)
