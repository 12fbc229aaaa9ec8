/** Where the process starts. */
import { arePaths } from './words.ts'

void start(process.argv.slice(2))

async function start(args: readonly string[]): Promise<void> {
  if (arePaths(args)) {
    const { startPaths } = await import('./start-paths.ts')
    return startPaths(args)
  }
  const { startProgram } = await import('./start-program.ts')
  return startProgram(args)
}
