/** Markdown for clients that show it, and its plain text for all others. */
import { type MarkupContent, MarkupKind } from 'vscode-languageserver'

/** A Markdown text as a client takes it. */
export function asMarkup(markdown: string, kind: MarkupKind): MarkupContent {
  return { kind, value: kind === MarkupKind.Markdown ? markdown : plainText(markdown) }
}

function plainText(markdown: string): string {
  return markdown.replace(/^```.*\n?/gm, '').replace(/\*\*|`/g, '')
}
