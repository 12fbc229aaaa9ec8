/** What is done with the texts of an input, and what must hold then: one entry for each part of kalint that reads texts. */
import { readFacts } from '../../src/facts/read.ts'
import { readBaseline } from '../../src/output/baseline.ts'
import { readSettings } from '../../src/settings/read.ts'
import { checkEditing } from '../checks/editing.ts'
import { checkFailover } from '../checks/failover.ts'
import { checkFixes } from '../checks/fixes.ts'
import { checkLayout } from '../checks/layout.ts'
import { checkReport } from '../checks/report.ts'
import { checkShown } from '../checks/shown.ts'
import { checkSyntax } from '../checks/syntax.ts'
import { holds } from '../failure.ts'
import { optionsOf, type Texts, worldFrom } from '../world.ts'

type Target = (texts: readonly string[], variant: number) => void

export const TARGETS = {
  lint: (texts, variant) => checkReport(worldFrom(filesOf(texts), optionsOf(variant))),
  template: (texts, variant) =>
    checkReport(worldFrom(filesOf(texts, TEMPLATES[variant % TEMPLATES.length]), optionsOf(0))),
  syntax: (texts, variant) => {
    for (const text of texts)
      checkSyntax(variant % 4 === 0 ? `a.${TEMPLATES[(variant >> 2) % TEMPLATES.length]}` : 'a.conf', text)
  },
  layout: (texts, variant) => {
    for (const text of texts) checkLayout(text, optionsOf(variant).target.version)
  },
  edits: (texts, variant) => checkEditing(filesOf(texts), variant),
  fixes: (texts, variant) =>
    checkFixes(worldFrom(filesOf(texts), optionsOf(variant)), variant % 2 === 0 ? 'safe' : 'all'),
  failover: (texts, variant) => checkFailover(worldFrom(filesOf(texts), optionsOf(variant))),
  show: (texts, variant) => checkShown(worldFrom(filesOf(texts), optionsOf(variant))),
  settings: ([text = '']) => {
    for (const { start, end, message } of readSettings(text).problems ?? [])
      checkProblem('settings', text, { start, end, message })
  },
  facts: ([text = '']) => {
    const { problem } = readFacts(text)
    if (problem !== undefined) checkProblem('facts', text, problem)
  },
  baseline: ([text = '']) => {
    const baseline = readBaseline(text)
    holds(
      'a baseline is read or refused',
      typeof baseline === 'string' ? baseline !== '' : Array.isArray(baseline.findings),
    )
  },
} as const satisfies Readonly<Record<string, Target>>

export type TargetName = keyof typeof TARGETS

const TEMPLATES = ['conf.j2', 'conf.erb', 'conf.epp', 'conf.tmpl', 'conf.tpl', 'conf.tftpl', 'conf.template', 'conf.sh']

/** Two nodes, and a file that they may include. */
function filesOf([main = '', other, included = '']: readonly string[], ending = 'conf'): Texts {
  const second = other === undefined || other.trim() === '' ? {} : { [`other.${ending}`]: other }
  return { [`main.${ending}`]: main, ...second, 'one.inc': included }
}

function checkProblem(
  what: string,
  text: string,
  { start, end, message }: { readonly start: number; readonly end: number; readonly message: string },
): void {
  holds(
    `problems of ${what} are in the text`,
    0 <= start && start <= end && end <= text.length,
    () => `${start}-${end} of ${text.length}`,
  )
  holds(
    `problems of ${what} say something`,
    /\S/.test(message) && !/\bundefined\b|\[object/.test(message.replace(/`[^`]*`|"[^"]*"/g, '')),
    () => message,
  )
}
