/** `kalint explain`: prints what the documentation says of a rule or a directive. */
import { readFileSync } from 'node:fs'
import { nearest } from '../bind/nearest.ts'
import { renderExplanation } from '../output/explanation.ts'
import { ruleUrl } from '../output/summary.ts'
import { failure } from './failure.ts'
import { choosePaint } from './paint.ts'
import type { Shell } from './shell.ts'

/** Pages in Markdown by name, as the build keeps them beside the program, so that no other command loads them. */
interface Explanations {
  readonly rules: Readonly<Record<string, string>>
  readonly directives: Readonly<Record<string, string>>
}

export async function explain(name: string, shell: Shell): Promise<void> {
  const { rules, directives } = explanations()
  const [rule, directive] = [pageOf(rules, name), pageOf(directives, name)]
  if (rule === undefined && directive === undefined) {
    const meant = nearest(name, [...Object.keys(rules), ...Object.keys(directives)])
    const cure = meant === undefined ? 'The README lists all rules.' : `Did you mean ${meant}?`
    throw failure(`no rule or directive is called ${JSON.stringify(name)}. ${cure}`)
  }
  const paint = await choosePaint(shell)
  const pages = [rule === undefined ? undefined : `${rule}\n${ruleUrl(name)}\n`, directive]
  shell.write(
    pages
      .filter((page) => page !== undefined)
      .map((page) => renderExplanation(page, paint))
      .join('\n'),
  )
}

function pageOf(pages: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(pages, name) ? pages[name] : undefined
}

function explanations(): Explanations {
  try {
    return JSON.parse(readFileSync(`${__dirname}/explanations.json`, 'utf8')) as Explanations
  } catch {
    throw failure('explanations.json, which lies beside the program, cannot be read. Install kalint anew.')
  }
}
