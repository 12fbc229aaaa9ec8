/** Colours for the report: only on a terminal, unless the environment says otherwise. */
import { noColour, type Paint } from '../output/pretty.ts'
import type { Shell } from './shell.ts'

/** How to paint. What makes colours is loaded only where there are any. */
export async function choosePaint(shell: Shell): Promise<Paint> {
  if (!wantsColour(shell)) return noColour
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return { error: chalk.red, warning: chalk.yellow, info: chalk.cyan, strong: chalk.bold, faint: chalk.dim }
}

/** FORCE_COLOR decides before NO_COLOR, as it does in Node itself. */
export function wantsColour({ environment, isTerminal }: Shell): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused = '', TERM: terminal } = environment
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  return refused === '' && terminal !== 'dumb' && isTerminal()
}
