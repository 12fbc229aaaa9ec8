/** From what a node reads to its tree. Sections that stand for themselves are parsed once, however often the file is read. */
import { parse } from '../../grammar/parser.ts'
import type { Item, Tree, TreePart } from '../../grammar/syntax.ts'
import { remembered } from '../text/remembered.ts'
import { type Reading, type TokenRun, tokensOfReading } from './reading.ts'

/** The tree of a reading; in parts where every block ends in the section in which it begins. */
export function treeOf(reading: Reading): Tree {
  const whole = (): Tree => {
    const ownParts = reading.runs.flatMap((run) => (run.isOwn ? (ownPart(run) ?? []) : []))
    return { ...parse(tokensOfReading(reading)), ownParts }
  }
  if (!reading.runs.some((run) => run.isOwn)) return whole()
  const parts: TreePart[] = []
  for (const run of reading.runs) {
    const part = run.isOwn ? ownPart(run) : parsed(run)
    if (part === undefined) return whole()
    if (part.items.length > 0) parts.push(part)
  }
  return { items: parts.flatMap((part) => part.items), tooDeep: [], parts }
}

/** The part of one run; `undefined` where its braces do not pair up within it. */
function parsed({ tokens, isOwn }: TokenRun): TreePart | undefined {
  const { items, tooDeep } = parse(tokens)
  if (tooDeep.length > 0 || !items.every(isComplete)) return undefined
  return isOwn === undefined ? { items } : { items, isOwn }
}

const ownPart = remembered(parsed)

/** A block without its line may belong to the line before it; one that is not closed goes on in what follows. */
function isComplete(item: Item): boolean {
  return item.kind === 'statement' && (item.block === undefined || item.block.close !== undefined)
}
