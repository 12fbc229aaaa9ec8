/** Runs a command of kalint in this process, or the same in a fresh one. */
import { spawnSync } from 'node:child_process'
import { run } from '../../src/cli/program.ts'

/** What a command came to. */
export interface CommandResult {
  readonly code: number
  readonly output: string
  readonly errors: string
}

/** In the folder where the process stands. Nothing is a terminal, and standard input is empty. */
export async function runCommand(args: readonly string[]): Promise<CommandResult> {
  let output = ''
  let errors = ''
  const code = await run(args, {
    environment: { KALINT_DEBUG: '1' },
    write: (text) => {
      output += text
    },
    tell: (line) => {
      errors += `${line}\n`
    },
    readInput: async () => '',
    isTerminal: () => false,
  })
  return { code, output, errors }
}

/** The same by the program at a path, which takes the arguments as JSON and prints the result as JSON. */
export function runAfresh(program: string, args: readonly string[]): CommandResult | undefined {
  const { stdout, status } = spawnSync(process.execPath, [program, '--command', JSON.stringify(args)], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  return status === 0 ? (JSON.parse(stdout) as CommandResult) : undefined
}
