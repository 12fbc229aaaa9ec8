/** What completion offers. */
import type { Span } from '../../../grammar/syntax.ts'
import type { Snapshot, Spot } from '../snapshot.ts'

/** What an item is; editors show a sign for it. */
export type CompletionKind =
  | ('keyword' | 'block' | 'option' | 'choice' | 'number' | 'name' | 'text')
  | ('address' | 'interface' | 'definition' | 'condition' | 'path' | 'command')

/** One thing that may stand at the cursor. */
export interface CompletionItem {
  readonly label: string
  readonly kind: CompletionKind
  readonly detail?: string
  /** Markdown. */
  readonly documentation?: string
  /** `snippet`: with tab stops. Lines after the first one are indented as if that were not. */
  readonly insert: { readonly kind: 'text' | 'snippet'; readonly text: string }
  readonly deprecated: boolean
}

/** The items in order, and what any of them replaces: the word at the cursor, in offsets of the file. */
export interface Completions {
  readonly items: readonly CompletionItem[]
  readonly replaced: Span
}

/** What the editor can do, and what made it ask. */
export interface CompletionOptions {
  readonly snippets: boolean
  /** The character that was typed; absent where the user asks. */
  readonly trigger?: string
}

/** What is asked for. */
export interface CompletionRequest {
  readonly snapshot: Snapshot
  readonly spot: Spot
  readonly options: CompletionOptions
}

/** An item that is inserted as it is shown. */
export function plainItem(
  label: string,
  kind: CompletionKind,
  more: Pick<CompletionItem, 'detail' | 'documentation'> = {},
): CompletionItem {
  return { label, kind, insert: { kind: 'text', text: label }, deprecated: false, ...more }
}
