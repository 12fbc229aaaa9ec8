/** A tree as the sequence that its author wrote: statements and braces, each with how far its line is indented. */
import type { Brace, Item, Statement } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import { indentAt, lineStartAt } from '../text/source-file.ts'

/** A line's words, or a brace. */
export type BraceEvent = StatementEvent | BraceMark

interface Indented {
  /** How far its line is indented; absent where it does not begin a line, or comes from a definition. */
  readonly indent?: number
}

export interface StatementEvent extends Indented {
  readonly kind: 'statement'
  readonly statement: Statement
}

export interface BraceMark extends Indented {
  readonly kind: 'open' | 'close'
  readonly brace: Brace
}

/** The events of a tree, in the order of the text. */
export function eventsOf(items: readonly Item[]): BraceEvent[] {
  const events: BraceEvent[] = []
  collect(items, events)
  return events
}

function collect(items: readonly Item[], events: BraceEvent[]): void {
  for (const item of items) {
    if (item.kind === 'stray') {
      events.push({ kind: 'close', brace: item.brace, ...indentOf(item.brace) })
      continue
    }
    if (item.kind === 'statement') events.push({ kind: 'statement', statement: item, ...indentOf(item.keyword) })
    const block = item.kind === 'statement' ? item.block : item
    if (block === undefined) continue
    events.push({ kind: 'open', brace: block.open, ...indentOf(block.open) })
    collect(block.items, events)
    if (block.close !== undefined) events.push({ kind: 'close', brace: block.close, ...indentOf(block.close) })
  }
}

function indentOf(mark: Brace): Indented {
  const origin = originOf(mark.source, mark)
  if (origin.definition !== undefined) return {}
  const { file, start } = origin
  const lineStart = lineStartAt(file.text, start)
  return /\S/.test(file.text.slice(lineStart, start)) ? {} : { indent: indentAt(file, start) }
}
