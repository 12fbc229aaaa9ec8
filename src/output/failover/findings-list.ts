/** The findings of the linter as HTML: each with its lines and what is marked on them. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Report } from '../../engine/lint.ts'
import { type Place, type Position, positionAt } from '../../text/source-file.ts'
import { isWholeFile, shownLine } from '../code-frame.ts'
import { ruleUrl } from '../summary.ts'
import { html, type Markup } from './markup.ts'

export interface Findings extends Pick<Report, 'diagnostics' | 'secrets' | 'target'> {
  /** Where the start of a place is in its whole file, if the places are in sections. */
  readonly positionOf?: (place: Place) => Position
}

/** An ordered list, or a sentence where there is nothing to tell. */
export function findingsMarkup({ diagnostics, ...findings }: Findings): Markup {
  if (diagnostics.length === 0) return html`<p class="good">The linter has nothing to say about these files.</p>`
  return html`<ol class="findings">${diagnostics.map((diagnostic, index) => findingMarkup(diagnostic, findingId(index), findings))}</ol>`
}

/** A finding in a sentence, with a link to where it is told in full; without one, where it is not. */
export function findingLink(diagnostic: Diagnostic, { diagnostics, positionOf }: Findings): Markup {
  const { rule, at } = diagnostic
  const { line } = positionOf?.(at) ?? positionAt(at.file, at.start)
  const words = html`${rule} at ${at.file.path}:${line}`
  const index = diagnostics.indexOf(diagnostic)
  return index === -1 ? words : html`<a href="#${findingId(index)}">${words}</a>`
}

function findingId(index: number): string {
  return `finding-${index + 1}`
}

/** The places that are shown, in their order. */
export function placesShown({ diagnostics }: Pick<Findings, 'diagnostics'>): Place[] {
  return diagnostics.flatMap(({ at, related }) => [at, ...related.map((one) => one.at)])
}

type Shown = Omit<Findings, 'diagnostics' | 'target'>

function findingMarkup({ severity, rule, message, at, related, fixes }: Diagnostic, id: string, shown: Shown): Markup {
  return html`<li id="${id}" class="finding" tabindex="-1" data-severity="${severity}">
    <h3><span class="severity">${severity}</span> ${withCode(message)}</h3>
    ${frame(at, shown, undefined)}
    ${related.map((one) => frame(one.at, shown, one.message))}
    ${fixes.map((fix) => html`<p class="fix">${fix.safety === 'safe' ? 'Fix' : 'Possible fix'}: ${withCode(fix.title)}</p>`)}
    <p class="rule">Rule <a href="${ruleUrl(rule)}" rel="noreferrer">${rule}</a></p>
  </li>
`
}

/** Where, and the line with its stretch marked. */
function frame(at: Place, { secrets, positionOf }: Shown, message: string | undefined): Markup {
  const { line, column } = positionOf?.(at) ?? positionAt(at.file, at.start)
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
