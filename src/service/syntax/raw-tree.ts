/** The raw tree of one file: all of its lines as statements and blocks, each with the table of the block that it is in. */
import type { Directive } from '../../../grammar/directive.ts'
import { parse } from '../../../grammar/parser.ts'
import type { Brace, Item, Span, Statement, Word } from '../../../grammar/syntax.ts'
import { meantTree } from '../../bind/braces.ts'
import { directiveIn, rootScope, type Scope } from '../../bind/scope.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { type Prefix, type RawLine, type RawLines, rawLines } from './raw-lines.ts'

/** A line with its block, whoever reads it. */
export interface RawStatement extends Span {
  readonly kind: 'statement'
  /** What stands in front of the keyword; `start` is where that begins. */
  readonly prefix: Prefix
  readonly keyword: Word
  readonly args: readonly Word[]
  readonly unterminated: Word | undefined
  readonly block: RawBlock | undefined
  /** What the block around it holds. */
  readonly scope: Scope
  /** The keywords of the blocks around it, outermost first. */
  readonly blocks: readonly string[]
  /** What the keyword means there; nothing on a line of a value block, and where nobody knows the keyword. */
  readonly directive: Directive | undefined
}

/** What stands between braces. The span reaches from brace to brace, or to what ends a block that is not closed. */
export interface RawBlock extends Span {
  readonly kind: 'block'
  readonly items: readonly RawItem[]
  /** Only where somebody wrote the brace. */
  readonly open: Brace | undefined
  readonly close: Brace | undefined
}

/** A `}` that closes nothing. */
export interface RawStray extends Span {
  readonly kind: 'stray'
}

/** Whatever stands in a file or between braces. */
export type RawItem = RawStatement | RawBlock | RawStray

/** All of a file: its statements as a tree, everything else as lists in the order of the text. */
export interface RawTree extends Omit<RawLines, 'tokens' | 'prefixes'> {
  readonly file: SourceFile
  readonly items: readonly RawItem[]
  readonly lines: readonly RawLine[]
}

const noPrefix: Prefix = { conditions: [], sequences: [] }

/** The raw tree of a file. Braces that do not pair up are taken as their author meant them. Never throws. */
export function rawTree(file: SourceFile): RawTree {
  const { tokens, prefixes, ...lists } = rawLines(file)
  const { items, faults } = meantTree(parse([...tokens]).items)
  const around: Around = { scope: rootScope, blocks: [], prefixes }
  const meant = items.map((item) => rawItem(item, around))
  const orphans = faults.flatMap((fault) => (fault.kind === 'extra-close-brace' ? fault.orphans : []))
  if (orphans.length === 0) return { ...lists, file, items: meant }
  return {
    ...lists,
    file,
    items: withOrphans(
      meant,
      orphans.map((line) => rawStatement(line, { ...around, scope: undefined })),
    ),
  }
}

/** Lines whose block lost the line that opens it are in no block, and nobody knows what they mean. */
function withOrphans(items: readonly RawItem[], orphans: readonly RawStatement[]): readonly RawItem[] {
  const result: RawItem[] = []
  for (const item of [...items, ...orphans].sort((one, other) => one.start - other.start)) {
    const last = result.at(-1)
    if (last === undefined || item.start >= last.end) result.push(item)
  }
  return result
}

/** Every statement, those before that hold others, if `enters` lets it into their blocks. */
export function* statementsIn(items: readonly RawItem[], enters: (span: Span) => boolean): Generator<RawStatement> {
  for (const item of items) {
    if (item.kind === 'stray' || !enters(item)) continue
    if (item.kind === 'statement') yield item
    const block = item.kind === 'block' ? item : item.block
    if (block !== undefined) yield* statementsIn(block.items, enters)
  }
}

/** All words of a statement, in order. */
export function wordsOf({ keyword, args, unterminated }: RawStatement): readonly Word[] {
  if (unterminated === undefined || unterminated === keyword) return [keyword, ...args]
  return [keyword, ...args, unterminated]
}

interface Around {
  readonly scope: Scope
  readonly blocks: readonly string[]
  readonly prefixes: ReadonlyMap<number, Prefix>
}

function rawItem(item: Item, around: Around): RawItem {
  if (item.kind === 'stray') return { kind: 'stray', start: item.brace.start, end: item.brace.end }
  return item.kind === 'block' ? rawBlock(item, around) : rawStatement(item, around)
}

function rawStatement({ keyword, args, unterminated, block }: Statement, around: Around): RawStatement {
  const { scope, blocks, prefixes } = around
  const prefix = prefixes.get(keyword.start) ?? noPrefix
  const directive = directiveIn(scope, keyword.text)
  const inside =
    block === undefined
      ? undefined
      : rawBlock(block, { scope: directive?.body, blocks: [...blocks, keyword.text], prefixes })
  const lastWord = unterminated ?? args.at(-1) ?? keyword
  const start = prefix === noPrefix ? keyword.start : startOf(prefix, keyword.start)
  const end = Math.max(lastWord.end, inside?.end ?? 0)
  return { kind: 'statement', start, end, prefix, keyword, args, unterminated, block: inside, scope, blocks, directive }
}

function startOf({ conditions, sequences }: Prefix, keywordStart: number): number {
  return Math.min(keywordStart, ...[...conditions, ...sequences].map((one) => one.start))
}

function rawBlock({ open, items, close }: Extract<Item, { kind: 'block' }>, around: Around): RawBlock {
  const inside = items.map((item) => rawItem(item, around))
  return {
    kind: 'block',
    start: open.start,
    end: close?.end ?? inside.at(-1)?.end ?? open.end,
    items: inside,
    open: open.end > open.start ? open : undefined,
    close: close !== undefined && close.end > close.start ? close : undefined,
  }
}
