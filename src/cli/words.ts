/** What the words on the command line are, before anything that reads options is loaded. */

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

/** Whether there is nothing among the words but `check` and paths. */
export function arePaths(args: readonly string[]): boolean {
  const [first] = args
  return (first === undefined || !COMMANDS.has(first)) && !args.some((word) => word.startsWith('-'))
}

/** The command line without the name of the command that needs none. */
export function pathsAmong(args: readonly string[]): readonly string[] {
  return args[0] === 'check' ? args.slice(1) : args
}
