/** Runs kalint. What reads options and knows the commands takes longer to load than two files take to check, and is not needed for paths alone. */
import { check, FORMATS } from './check.ts'
import type { Shell } from './shell.ts'

/** The first words that are no path. */
const COMMANDS: ReadonlySet<string> = new Set([
  'completions',
  'explain',
  'facts',
  'failover',
  'fmt',
  'init',
  'lsp',
  'manual',
  'show',
])

/** Runs `kalint` with the arguments after its name; the result is the exit code. What goes wrong is told in one line. */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  if (!arePaths(args)) {
    const program = await import('./program.ts')
    return program.run(args, shell)
  }
  try {
    const outputs = [{ format: FORMATS[0] }]
    return await check(pathsAmong(args), { format: [], configId: [], stdinName: '-', outputs }, shell)
  } catch (error) {
    const { explained } = await import('./program.ts')
    return explained(error, shell)
  }
}

/** Whether there is nothing among the words but `check` and paths. */
export function arePaths(args: readonly string[]): boolean {
  const [first] = args
  return (first === undefined || !COMMANDS.has(first)) && !args.some((word) => word.startsWith('-'))
}

/** The command line without the name of the command that needs none. */
export function pathsAmong(args: readonly string[]): readonly string[] {
  return args[0] === 'check' ? args.slice(1) : args
}
