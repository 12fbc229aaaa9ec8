/** Takes an item of completion as an editor does. */
import type { Span } from '../../grammar/syntax.ts'
import type { CompletionItem } from '../../src/service/completion/completion-item.ts'

/** The text after an item is taken: tab stops hold what they offer, and lines are indented as the first one. */
export function afterTaking(text: string, { start, end }: Span, { insert }: CompletionItem): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? ''
  const inserted = insert.kind === 'snippet' ? filledIn(insert.text) : insert.text
  return text.slice(0, start) + inserted.replaceAll('\n', `\n${indent}`) + text.slice(end)
}

function filledIn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:[^|,\\]|\\.)*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, '$1')
    .replace(/\$\d+/g, '')
    .replace(/\\([\\$},|])/g, '$1')
}
