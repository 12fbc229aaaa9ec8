/** The findings of the linter as HTML: each with its lines and what is marked on them. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Report } from '../../engine/lint.ts'
import type { Secrets } from '../../engine/secrets.ts'
import { type Place, positionAt } from '../../text/source-file.ts'
import { isWholeFile, shownLine } from '../code-frame.ts'
import { ruleUrl } from '../summary.ts'
import { html, type Markup } from './markup.ts'

export type Findings = Pick<Report, 'diagnostics' | 'secrets' | 'target'>

/** An ordered list, or a sentence where there is nothing to tell. */
export function findingsMarkup({ diagnostics, secrets }: Findings): Markup {
  if (diagnostics.length === 0) return html`<p class="good">The linter has nothing to say about these files.</p>`
  return html`<ol class="findings">${diagnostics.map((diagnostic) => findingMarkup(diagnostic, secrets))}</ol>`
}

function findingMarkup({ severity, rule, message, at, related, fixes }: Diagnostic, secrets: Secrets): Markup {
  return html`<li class="finding" data-severity="${severity}">
    <h3><span class="severity">${severity}</span> ${withCode(message)}</h3>
    ${frame(at, secrets, undefined)}
    ${related.map((one) => frame(one.at, secrets, one.message))}
    ${fixes.map((fix) => html`<p class="fix">${fix.safety === 'safe' ? 'Fix' : 'Possible fix'}: ${withCode(fix.title)}</p>`)}
    <p class="rule">Rule <a href="${ruleUrl(rule)}" rel="noreferrer">${rule}</a></p>
  </li>
`
}

/** Where, and the line with its stretch marked. */
function frame(at: Place, secrets: Secrets, message: string | undefined): Markup {
  const { line, column } = positionAt(at.file, at.start)
  const label = message === undefined ? html`` : html` ${withCode(message)}`
  const place = html`<figcaption><span class="place">${at.file.path}:${line}:${column}</span>${label}</figcaption>`
  if (isWholeFile(at)) return html`<figure class="frame">${place}</figure>`
  const { text, from, to } = shownLine(at, secrets)
  return html`<figure class="frame">${place}<pre tabindex="0"><span class="line-number">${line}</span> ${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}</pre></figure>`
}

/** What stands in backticks is of the configuration. */
export function withCode(message: string): Markup {
  const parts = message.split('`')
  return html`${parts.map((part, index) => (index % 2 === 1 && index < parts.length - 1 ? html`<code>${part}</code>` : part))}`
}
