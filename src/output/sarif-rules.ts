/** What SARIF says of a rule: what it finds, why that matters, how bad it is, and where to read on. */
import type { Severity } from '../diagnostics/diagnostic.ts'
import { rules } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'
import { ruleUrl } from './summary.ts'

/** The descriptors of some rules, in the order of their names as they are given. */
export function ruleDescriptors(names: readonly string[], pageOf: (rule: string) => string | undefined) {
  return names.flatMap((name) => {
    const rule = rules.find((one) => one.name === name)
    return rule === undefined ? [] : [descriptor(rule, pageOf(name))]
  })
}

/** The paragraphs of a page of documentation that say why the rule exists. */
export function whyIn(page: string): string {
  const [opening = ''] = page.split(/^## /m)
  const paragraphs = opening
    .split('\n\n')
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '' && !/^(<!--|# |\*\*\w+\*\*)/.test(paragraph))
  return paragraphs.slice(1).join('\n\n')
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }
const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
}

function descriptor({ name, summary, severity, why }: Rule, page: string | undefined) {
  const reason = page === undefined ? why : whyIn(page)
  const description = `${summary} ${reason}`.trim()
  const url = ruleUrl(name)
  return {
    id: name,
    name: name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: shortened(description) },
    helpUri: url,
    help: {
      text: description,
      markdown: `${[summary, reason].filter((part) => part !== '').join('\n\n')}\n\n[Examples](${url})`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['keepalived'], 'problem.severity': PROBLEM_SEVERITIES[severity] },
  }
}

/** In characters: what GitHub shows of a description. */
const MAX_DESCRIPTION = 1024

/** As many whole sentences as there is room for. */
function shortened(text: string): string {
  if (text.length <= MAX_DESCRIPTION) return text
  const cut = text.slice(0, MAX_DESCRIPTION)
  const end = cut.lastIndexOf('. ')
  return end === -1 ? cut : cut.slice(0, end + 1)
}
