/** Completion: what may stand at the cursor, the likely things first. */
import type { Snapshot, Spot } from '../snapshot.ts'
import { argumentItems } from './arguments.ts'
import { askingAt } from './asking.ts'
import type { CompletionItem, CompletionOptions, CompletionRequest, Completions } from './completion-item.ts'
import { blockItem, keywordItems } from './keywords.ts'
import { conditionItems, includeItems, pathItems, referenceItems } from './names.ts'
import { subjectOf, type TypedLine, type Typing, typingAt } from './typing.ts'

/** What may stand at a spot; nothing in comments, and nothing where a password is written. */
export function completionsAt(snapshot: Snapshot, spot: Spot, options: CompletionOptions): Completions {
  const typing = typingAt(snapshot, spot)
  if (typing === undefined) return { items: [], replaced: { start: spot.offset, end: spot.offset } }
  const { start, end } = typing.word
  return { items: itemsFor(typing, { snapshot, spot, options }), replaced: { start, end } }
}

function itemsFor(typing: Typing, request: CompletionRequest): CompletionItem[] {
  switch (typing.kind) {
    case 'reference':
      return referenceItems(typing.word, request)
    case 'condition':
      return conditionItems(typing.word, request)
    case 'path':
      return pathItems(request)
    case 'line':
      return lineItems(typing, request)
  }
}

function lineItems(line: TypedLine, { snapshot, spot, options }: CompletionRequest): CompletionItem[] {
  const { scope, words, word } = line
  const isFirst = words.length === 0
  // A blank at the start of a line is indentation, in which nobody wants to be interrupted.
  if (scope === undefined || (isFirst && options.trigger === ' ')) return []
  const asking = askingAt(snapshot, spot.file.path, line)
  const includes = isFirst && word.quotes === 'none' ? includeItems(asking, options) : []
  if (scope.kind === 'keywords' && isFirst) return [...keywordItems(asking, options), ...includes]
  const subject = subjectOf(line)
  if (subject === undefined) return []
  const block = scope.kind === 'keywords' ? blockItem(subject, asking, options) : []
  return [...argumentItems(subject, asking), ...block, ...includes]
}
