/** `{{ NAME }}` of a template that was not filled in: an unknown word rather than braces. */
import type { Block, Brace, Item, Statement, Word } from '../../grammar/syntax.ts'
import { UNKNOWN_VALUE } from '../expand/definitions.ts'
import { originOf } from '../expand/mapped-text.ts'
import { positionAt } from '../text/source-file.ts'

/** The items with an unknown word in place of each `{{ NAME }}`. */
export function withoutTemplates(items: readonly Item[]): readonly Item[] {
  return items.some(holdsTemplate) ? replaced(items) : items
}

function holdsTemplate(item: Item): boolean {
  const block = blockOf(item)
  return block !== undefined && (isTemplate(block) || block.items.some(holdsTemplate))
}

function blockOf(item: Item): Block | undefined {
  return item.kind === 'statement' ? item.block : item.kind === 'block' ? item : undefined
}

/** Two braces, and two again, with nothing between them. */
function isTemplate({ open, items, close }: Block): boolean {
  const [inner] = items
  return (
    inner?.kind === 'block' &&
    items.length === 1 &&
    inner.open.start === open.end &&
    inner.close !== undefined &&
    inner.close.end === close?.start
  )
}

function replaced(items: readonly Item[]): Item[] {
  const result: Item[] = []
  /** The line that a template ended, to which the words behind it belong. */
  let open: Statement | undefined
  const put = (words: readonly Word[]): void => {
    const line = open !== undefined && isOneLine(lastWord(open), words[0]) ? open : undefined
    const [keyword, ...args] = line === undefined ? words : joined([line.keyword, ...line.args], words)
    if (keyword === undefined) return
    if (line !== undefined) result.pop()
    open = { kind: 'statement', keyword, args }
    result.push(open)
  }

  for (const item of items) {
    const block = blockOf(item)
    const template = block !== undefined && isTemplate(block) ? unknownWord(block) : undefined
    if (item.kind === 'statement') {
      const words = [item.keyword, ...item.args]
      if (template !== undefined) {
        if (open === undefined || !isOneLine(lastWord(open), item.keyword)) open = undefined
        put(words)
        put([template])
        continue
      }
      if (open !== undefined && block === undefined && isOneLine(lastWord(open), item.keyword)) {
        put(words)
        continue
      }
      open = undefined
      result.push(block === undefined ? item : { ...item, block: { ...block, items: replaced(block.items) } })
    } else if (template !== undefined) {
      put([template])
    } else {
      open = undefined
      result.push(item.kind === 'block' ? { ...item, items: replaced(item.items) } : item)
    }
  }
  return result
}

function unknownWord({ open, close }: Block): Word {
  return { text: UNKNOWN_VALUE, start: open.start, end: close?.end ?? open.end, source: open.source, quoted: false }
}

function lastWord({ keyword, args }: Statement): Word {
  return args.at(-1) ?? keyword
}

function isOneLine(one: Word | Brace, other: Word | Brace | undefined): boolean {
  if (other === undefined) return false
  const first = originOf(one.source, one)
  const second = originOf(other.source, other)
  return (
    first.file === second.file &&
    positionAt(first.file, first.start).line === positionAt(second.file, second.start).line
  )
}

/** Words of one line; those that touch are one. */
function joined(words: readonly Word[], more: readonly Word[]): Word[] {
  const last = words.at(-1)
  const [next, ...rest] = more
  if (last === undefined || next === undefined || last.source !== next.source || last.end !== next.start) {
    return [...words, ...more]
  }
  return [...words.slice(0, -1), { ...last, text: last.text + next.text, end: next.end }, ...rest]
}
