/** A text for the reader in blocks, and how these are written for clients with and without Markdown. */
import { readable } from '../text/unknown.ts'

/** A part of a text. Words of the user stand in backticks, so that nothing in them is Markdown. */
export type TextBlock =
  | { readonly kind: 'code' | 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }

/** Lines of a configuration. */
export function code(text: string): TextBlock {
  return { kind: 'code', text: readable(text) }
}

/** A paragraph. */
export function prose(text: string): TextBlock {
  return { kind: 'text', text }
}

/** A list; nothing where it is empty. */
export function list(items: readonly string[]): TextBlock[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}

/** What keepalived makes of a line: as a list where there are several remarks. */
export function remarks(texts: readonly string[]): TextBlock[] {
  const [only, ...others] = texts
  if (only === undefined) return []
  return others.length === 0 ? [prose(only)] : [prose('What keepalived makes of it here:'), ...list(texts)]
}

/** A word of the user within a text. */
export function quoted(word: string): string {
  return word === '' ? '`""`' : `\`${readable(word).replaceAll('`', "'")}\``
}

/** Words as one enumerates them, the last ones only counted where there are too many. */
export function enumerated(words: readonly string[], most: number): string {
  const shown = words.slice(0, most)
  const more = words.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}

/** For clients that show Markdown. */
export function asMarkdown(blocks: readonly TextBlock[]): string {
  return blocks.map(markdownOf).join('\n\n')
}

/** For all other clients. */
export function asPlainText(blocks: readonly TextBlock[]): string {
  return blocks
    .map((block) => (block.kind === 'list' ? block.items.map((item) => `- ${item}`).join('\n') : block.text))
    .join('\n\n')
}

function markdownOf(block: TextBlock): string {
  if (block.kind === 'text') return block.text
  if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n')
  const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}keepalived\n${block.text}\n${fence}`
}
