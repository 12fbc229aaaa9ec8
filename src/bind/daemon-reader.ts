/** One process of keepalived, reading line by line: which block it believes to be in, and what it complains about. */
import { needsOf, type Process } from '../../grammar/directive.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Brace, Item, Statement } from '../../grammar/syntax.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Origin } from '../text/source-file.ts'
import type { BindProblem, BoundStatement } from './bind.ts'
import type { BraceEvent } from './brace-events.ts'
import type { Match } from './match.ts'
import { asTested, endsBlock, endsReading, isLenient, lacksQuotedWord, skipsBlock } from './misleading.ts'
import { processesOf } from './processes.ts'
import { directiveIn, rootScope } from './scope.ts'
import { isSecondList, nameOfBlock } from './shared-names.ts'
import { bindHead, bindLine, type Context, type Head, newContext, tell, tellUnterminated } from './statements.ts'
import { isPlaceholder, isUnknown } from './values.ts'

/** What one process has read. */
export interface Pass {
  readonly process: Process
  readonly lines: readonly BoundStatement[]
  readonly problems: readonly BindProblem[]
  /** It gave up at a line. */
  readonly isStopped: boolean
  /** Braces that are open at the end. */
  readonly depth: number
  /** The next line would be one outside of all blocks. */
  readonly isAtRest: boolean
}

/** In the config test, or as a daemon that runs: that takes numbers which its test refuses. Fixes are tested by what runs. */
export type ReadAs = 'tested' | 'running'

/** How a process reads. */
export interface PassOptions {
  /** The names of the blocks that it has read before, and then of these as well. */
  readonly names?: Set<string> | undefined
  readonly as?: ReadAs | undefined
}

/** One process reads the events of a text. */
export function passOf(
  process: Process,
  events: readonly BraceEvent[],
  target: Release,
  { names = new Set(), as = 'tested' }: PassOptions = {},
): Pass {
  const { told: _, ...context } = newContext(target)
  const reader: Reader = {
    process,
    context,
    frames: [],
    root: newFrame(rootScope, []),
    names,
    as,
    skip: NONE,
    depth: 0,
  }
  const isStopped = events.some((event) => read(reader, event) === 'stops')
  const isAtRest = reader.frames.length === 0 && reader.skip === NONE && reader.depth === 0
  while (reader.frames.length > 0) closeFrame(reader)
  const { root, depth } = reader
  return { process, lines: root.lines, problems: context.problems, isStopped, depth, isAtRest }
}

/** A block that is open. */
interface Frame {
  readonly scope: NonNullable<typeof rootScope>
  readonly blocks: readonly string[]
  readonly lines: BoundStatement[]
  readonly items: Item[]
  /** The keywords of its lines whose blocks hold lines. */
  readonly filled: Set<string>
  /** The line that opened it. */
  readonly head?: Head
  open?: Brace
  /** Its lines are passed over. */
  isSkipped: boolean
  /** The line before was the one that opened it. */
  isNew: boolean
}

interface Reader {
  readonly process: Process
  readonly context: Context
  readonly root: Frame
  /** The open blocks, innermost last. */
  readonly frames: Frame[]
  /** The names of blocks that it has read. */
  readonly names: Set<string>
  readonly as: ReadAs
  /** Braces that are open in a block that is passed over; `AWAITED` where its `{` is next. */
  skip: number
  /** Braces that are open, as the reader of lines counts them. */
  depth: number
}

const NONE = 0
const AWAITED = -1

function newFrame(
  scope: Frame['scope'],
  blocks: readonly string[],
  opened: Partial<Pick<Frame, 'head' | 'isSkipped' | 'isNew'>> = {},
): Frame {
  return { scope, blocks, lines: [], items: [], filled: new Set(), isSkipped: false, isNew: false, ...opened }
}

function read(reader: Reader, event: BraceEvent): 'stops' | 'goes on' {
  switch (event.kind) {
    case 'open':
      readOpen(reader, event.brace)
      return 'goes on'
    case 'close':
      return readClose(reader, event.brace)
    default:
      return readStatement(reader, event.statement)
  }
}

function readOpen(reader: Reader, open: Brace): void {
  reader.depth++
  const frame = innermost(reader)
  if (reader.skip !== NONE) {
    if (reader.skip === AWAITED) {
      frame.isNew = false
      reader.skip = 1
    } else reader.skip++
    return
  }
  if (frame.isNew) {
    frame.isNew = false
    frame.open = open
  } else if (frame.scope.kind === 'keywords') {
    tell(reader.context, { kind: 'unexpected-brace', brace: open, closed: true, at: originOf(open.source, open) })
  } else {
    const keyword = { ...open, text: '{', quoted: false }
    takeLine(reader, frame, { kind: 'statement', keyword, args: [] })
  }
}

function readClose(reader: Reader, brace: Brace): 'stops' | 'goes on' {
  const isUnpaired = reader.depth === 0
  if (!isUnpaired) reader.depth--
  if (reader.skip === AWAITED) skipNothing(reader)
  if (reader.skip !== NONE) {
    reader.skip--
    // The `}` of a list that is passed over ends the block around it as well (lib/parser.c:3148).
    if (reader.skip === NONE && reader.frames.length > 0) closeFrame(reader, brace)
    return 'goes on'
  }
  const frame = innermost(reader)
  const at = originOf(brace.source, brace)
  if (frame.isNew && tellMissingBrace(reader, frame, at) === 'stops') return 'stops'
  const isInRoot = frame === reader.root
  if (isUnpaired || isInRoot) {
    const closing = isInRoot ? {} : { closesForSome: true as const }
    tell(reader.context, { kind: 'extra-close-brace', brace, orphans: [], ...closing, at })
  }
  if (!isInRoot) closeFrame(reader, brace)
  return 'goes on'
}

function readStatement(reader: Reader, written: Statement): 'stops' | 'goes on' {
  if (reader.skip === AWAITED) reader.skip = NONE
  if (reader.skip !== NONE) {
    // A line is cut into words even where nobody looks at them.
    if (written.unterminated !== undefined) tellUnterminated(reader.context, written.unterminated)
    return 'goes on'
  }
  const { context } = reader
  const frame = innermost(reader)
  const statement = withoutBlock(written)
  const { keyword } = statement
  if (frame.isNew) {
    frame.isNew = false
    if (tellMissingBrace(reader, frame, originOf(keyword.source, keyword)) === 'stops') return 'stops'
  }
  const before = context.problems.length
  if (frame.scope.kind !== 'keywords') {
    takeLine(reader, frame, statement)
    return isStop(reader, before) ? 'stops' : 'goes on'
  }
  if (frame === reader.root && isForOthers(reader, keyword.text)) {
    reader.skip = AWAITED
    return 'goes on'
  }
  const bound = bindHead(context, statement, frame.scope.directives, frame.blocks)
  if (bound === undefined) {
    if (!isUnknown(keyword.text) || isPlaceholder(keyword.text)) return 'goes on'
    frame.items.push(written)
    if (written.block !== undefined) hideBlock(reader, frame)
    return 'goes on'
  }
  const head = { ...bound, match: asTaken(reader, bound.match) }
  const { readBy } = head.directive
  const isLeft = (readBy !== undefined && readBy !== reader.process) || isTooEarly(head, frame)
  if (isLeft) forgetArguments(context, before)
  if (isStop(reader, before) || (!isLeft && lacksQuotedWord(head))) {
    frame.lines.push({ ...head, block: [] })
    return 'stops'
  }
  const { body } = head.directive
  if (body === undefined) {
    frame.items.push(statement)
    frame.lines.push({ ...head, block: [] })
    if (problemsSince(reader, before).some(endsBlock)) dropBlock(reader, frame)
    return 'goes on'
  }
  const isSkipped =
    problemsSince(reader, before).some(skipsBlock) || isNameTaken(reader, head) || isSecondList(head, frame.filled)
  if (isSkipped) reader.skip = AWAITED
  if (isSkipped && body.kind !== 'keywords') {
    frame.lines.push({ ...head, block: [] })
    return 'goes on'
  }
  reader.frames.push(newFrame(body, [...frame.blocks, keyword.text], { head, isSkipped, isNew: true }))
  return 'goes on'
}

/** Nobody knows what the next block is, so that nothing is said of it: a frame without a head, which closes without a trace. */
function hideBlock(reader: Reader, { scope, blocks }: Frame): void {
  reader.skip = AWAITED
  reader.frames.push(newFrame(scope, blocks, { isSkipped: true }))
}

/** A block that was to be passed over does not begin with a `{`: its lines are read. */
function skipNothing(reader: Reader): void {
  reader.skip = NONE
  innermost(reader).isSkipped = false
}

/** Every process knows what stands outside of all blocks, but each reads its own blocks only. */
function isForOthers({ process, context }: Reader, keyword: string): boolean {
  const directive = directiveIn(rootScope, keyword)
  return directive !== undefined && context.isKnown(directive.since) && !processesOf(keyword).includes(process)
}

/** A line of a block of values. */
function takeLine(reader: Reader, { scope, blocks, lines }: Frame, line: Statement): void {
  const bound = scope.kind === 'keywords' ? undefined : bindLine(reader.context, line, scope, blocks)
  if (bound !== undefined) lines.push({ ...bound, match: asTaken(reader, bound.match) })
}

function asTaken({ as, context }: Reader, match: Match): Match {
  return as === 'running' ? match : asTested(match, context.target)
}

/** What is wrong with words that the process does not take. */
function problemsSince({ as, context }: Reader, before: number): readonly BindProblem[] {
  const problems = context.problems.slice(before)
  return as === 'tested' ? problems : problems.filter((one) => one.kind !== 'argument' || !isLenient(one.problem))
}

/** A block is passed over where an earlier one that was read has its name. */
function isNameTaken({ names }: Reader, head: Head): boolean {
  const name = nameOfBlock(head)
  if (name === undefined) return false
  const isTaken = names.has(name)
  names.add(name)
  return isTaken && head.directive.sameName === 'skipped'
}

/** It counts only behind another line: its words are not looked at where there is none. */
function isTooEarly({ directive: { follows } }: Head, { lines }: Frame): boolean {
  return follows !== undefined && !lines.some(({ keyword }) => follows.keywords.includes(keyword))
}

/** What is wrong with words that the process does not look at. */
function forgetArguments({ problems }: Context, before: number): void {
  const others = problems.slice(before).filter(({ kind }) => kind !== 'argument')
  problems.splice(before, problems.length - before, ...others)
}

/** The rest of a block is passed over, and its name is free again. */
function dropBlock(reader: Reader, { head }: Frame): void {
  reader.skip = 1
  const name = head === undefined ? undefined : nameOfBlock(head)
  if (name !== undefined) reader.names.delete(name)
}

function isStop({ context }: Reader, before: number): boolean {
  return context.problems.slice(before).some(endsReading)
}

function closeFrame(reader: Reader, close?: Brace): void {
  const frame = reader.frames.pop()
  const head = frame?.head
  if (frame === undefined || head === undefined) return
  const around = innermost(reader)
  if (frame.isSkipped) {
    around.lines.push({ ...head, block: [] })
    return
  }
  if (lacksNeed(reader, head, frame.lines)) reader.names.delete(nameOfBlock(head) ?? '')
  const { keyword } = head.statement
  const end = (head.statement.args.at(-1) ?? keyword).end
  const open = frame.open ?? { source: keyword.source, start: end, end }
  const block = { kind: 'block', open, items: frame.items, ...(close === undefined ? {} : { close }) } as const
  const statement = { ...head.statement, block }
  around.items.push(statement)
  around.lines.push({ ...head, statement, block: frame.lines })
  if (frame.lines.length > 0) around.filled.add(head.keyword)
}

/** The process drops the block at its end, because it lacks a line; others keep it. */
function lacksNeed({ process }: Reader, { directive }: Head, lines: readonly BoundStatement[]): boolean {
  return needsOf(directive).some(
    (need) => need.by === process && !lines.some(({ keyword }) => need.oneOf.includes(keyword)),
  )
}

function innermost({ frames, root }: Reader): Frame {
  return frames.at(-1) ?? root
}

function withoutBlock(statement: Statement): Statement {
  if (statement.block === undefined) return statement
  const { block: _, ...line } = statement
  return line
}

/** keepalived reports that on the line where it looks for the `{`, and only the log tells it of a block of values. */
function tellMissingBrace(reader: Reader, { head, blocks, scope }: Frame, at: Origin): 'stops' | 'goes on' {
  if (head === undefined) return 'goes on'
  const ends = head.directive.endsWithoutBrace === true
  if (scope.kind !== 'keywords' && !ends) return 'goes on'
  const { statement } = head
  const end = ends ? { ends } : {}
  tell(reader.context, { kind: 'missing-open-brace', keyword: statement.keyword, blocks, statement, ...end, at })
  return ends ? 'stops' : 'goes on'
}
