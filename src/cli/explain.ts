/** `kalint explain`: prints what the documentation says of a rule or a directive. */
import { nearest } from '../bind/nearest.ts'
import { renderExplanation } from '../output/explanation.ts'
import { ruleUrl } from '../output/summary.ts'
import { explanations } from './explanations.ts'
import { failure } from './failure.ts'
import { choosePaint } from './paint.ts'
import type { Shell } from './shell.ts'

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
