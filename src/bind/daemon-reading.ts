/** How keepalived itself pairs braces up, and which lines it therefore reads elsewhere than their author meant (process_stream() in lib/parser.c). */
import { PROCESSES, type Process } from '../../grammar/directive.ts'
import type { Brace, Item, Statement, Word } from '../../grammar/syntax.ts'
import { type BraceEvent, eventsOf } from './brace-events.ts'
import { processesOf } from './processes.ts'
import { couldStandIn, directiveIn, rootScope, type Scope } from './scope.ts'

/** A line or brace that keepalived takes for something else than is meant, and most often complains about. */
export interface Misreading {
  readonly mark: Word | Brace
  /** Its place in the order of the text. */
  readonly position: number
}

export interface DaemonReading {
  /** Where keywords and braces come in the order of the text. */
  readonly positions: ReadonlyMap<Word | Brace, number>
  readonly misreadings: readonly Misreading[]
  /** What no process reaches, and the keywords of lines that none reads in the block that they are meant for. */
  readonly unread: ReadonlySet<Word | Brace>
  /** The process that gives up at one of the lines. */
  readonly endsIn?: Process
  /** At the end no process waits for a brace or is still in a block. */
  readonly isSettled: boolean
}

export interface Text {
  readonly written: readonly Item[]
  readonly meant: readonly Item[]
  /** The keywords of lines at which keepalived gives up. */
  readonly stops: ReadonlySet<Word>
  /** The keywords of blocks that it passes over, because their first line is wrong. */
  readonly skips: ReadonlySet<Word>
}

/** Whether the daemon knows what came with a release. */
type IsKnown = (since: string) => boolean

/** Compares what is written with what is meant. */
export function daemonReading({ written, meant, stops, skips }: Text, isKnown: IsKnown): DaemonReading {
  const events = eventsOf(written)
  const intended = new Map<Word, Scope>()
  noteScopes(meant, rootScope, intended)
  const passes = PROCESSES.map((process) => {
    const passesOver = (keyword: Word, depth: number): PassesOver => {
      if (depth === 0 && !processesOf(keyword.text).includes(process)) return 'line-and-block'
      return skips.has(keyword) ? 'block' : 'nothing'
    }
    return turnsOf(events, passesOver, isKnown)
  })
  const misreadings: Misreading[] = []
  const positions = new Map<Word | Brace, number>()
  events.forEach((event, position) => {
    const mark = markOf(event)
    positions.set(mark, position)
    if (passes.some(({ turns }) => isMisread(event, turns[position], intended, isKnown)))
      misreadings.push({ mark, position })
  })
  return {
    positions,
    misreadings,
    ...readBy(
      events,
      passes.map(({ turns }) => turns),
      intended,
      stops,
    ),
    isSettled: passes.every((pass) => pass.isSettled),
  }
}

function markOf(event: BraceEvent): Word | Brace {
  return event.kind === 'statement' ? event.statement.keyword : event.brace
}

function isMisread(
  event: BraceEvent,
  turn: Turn | undefined,
  intended: ReadonlyMap<Word, Scope>,
  isKnown: IsKnown,
): boolean {
  if (turn === undefined || turn.refused) return turn !== undefined
  if (event.kind !== 'statement' || turn.skipped || isAsMeant(turn, event.statement, intended)) return false
  return !intended.has(event.statement.keyword) || !isKnownIn(turn.scope, event.statement, isKnown)
}

function isAsMeant({ scope, skipped }: Turn, { keyword }: Statement, intended: ReadonlyMap<Word, Scope>): boolean {
  return !skipped && scope !== undefined && intended.get(keyword) === scope
}

/** The processes read one after the other; where one of them gives up, nothing more is read. */
function readBy(
  events: readonly BraceEvent[],
  passes: readonly (readonly Turn[])[],
  intended: ReadonlyMap<Word, Scope>,
  stops: ReadonlySet<Word>,
): Pick<DaemonReading, 'unread' | 'endsIn'> {
  const unread = new Set(events.map(markOf))
  for (const [index, pass] of passes.entries()) {
    for (const [position, turn] of pass.entries()) {
      const event = events[position]
      if (event === undefined || turn.skipped) continue
      if (event.kind !== 'statement') unread.delete(event.brace)
      else if (isAsMeant(turn, event.statement, intended)) {
        unread.delete(event.statement.keyword)
        const endsIn = PROCESSES[index]
        if (stops.has(event.statement.keyword) && endsIn !== undefined) return { unread, endsIn }
      }
    }
  }
  return { unread }
}

function isKnownIn(scope: Scope, statement: Statement, isKnown: IsKnown): boolean {
  const directive = directiveIn(scope, statement.keyword.text)
  return directive !== undefined && isKnown(directive.since)
}

/** The scope that every statement is meant for; nothing for what stands in a block that nobody knows. */
function noteScopes(items: readonly Item[], scope: Scope, scopes: Map<Word, Scope>): void {
  if (scope === undefined) return
  for (const item of items) {
    if (item.kind === 'stray') continue
    if (item.kind === 'block') {
      if (couldStandIn(item.items, scope)) noteScopes(item.items, scope, scopes)
      continue
    }
    scopes.set(item.keyword, scope)
    if (item.block !== undefined) noteScopes(item.block.items, directiveIn(scope, item.keyword.text)?.body, scopes)
  }
}

/** What one process does at an event. */
interface Turn {
  /** What it reads a statement in. */
  readonly scope: Scope
  /** It does not look at what the line says: the block is for another process, or passed over. */
  readonly skipped: boolean
  /** It complains about a brace, or about the lack of one. */
  readonly refused: boolean
}

/** One process reading from the first line to the last. */
interface Pass {
  readonly turns: readonly Turn[]
  /** It ends outside of all blocks. */
  readonly isSettled: boolean
}

/** What a process leaves unread of a line that opens a block. */
type PassesOver = 'line-and-block' | 'block' | 'nothing'

function turnsOf(
  events: readonly BraceEvent[],
  passesOver: (keyword: Word, depth: number) => PassesOver,
  isKnown: IsKnown,
): Pass {
  const open: Scope[] = [rootScope]
  /** The block that the last statement opens. */
  let awaited: Scope
  /** The last statement opens a block that is passed over. */
  let awaitsSkip = false
  /** Braces that are open in a block that is passed over. */
  let skipping = 0
  /** Braces that are open, as the reader of lines counts them. */
  let depth = 0

  const turns = events.map((event): Turn => {
    const opening = awaited
    const startsSkip = awaitsSkip && event.kind === 'open'
    awaited = undefined
    awaitsSkip = false
    const isUnpaired = event.kind === 'close' && depth === 0
    if (event.kind !== 'statement') depth = event.kind === 'open' ? depth + 1 : Math.max(0, depth - 1)

    const scope = open.at(-1)
    if (skipping > 0 || startsSkip) {
      if (event.kind !== 'statement') skipping += event.kind === 'open' ? 1 : -1
      return { scope, skipped: true, refused: isUnpaired }
    }
    const lacksOpen = opening?.kind === 'keywords' && event.kind !== 'open'
    if (event.kind === 'statement') {
      const { statement } = event
      const body = isKnownIn(scope, statement, isKnown) ? directiveIn(scope, statement.keyword.text)?.body : undefined
      const left = body === undefined ? 'nothing' : passesOver(statement.keyword, open.length - 1)
      if (left !== 'nothing') {
        awaitsSkip = true
        return { scope, skipped: left === 'line-and-block', refused: lacksOpen }
      }
      awaited = body
      if (body !== undefined) open.push(body)
      return { scope, skipped: false, refused: lacksOpen }
    }
    if (event.kind === 'open') return { scope, skipped: false, refused: opening === undefined }
    const isExtra = isUnpaired || open.length === 1
    if (open.length > 1) open.pop()
    return { scope, skipped: false, refused: isExtra || lacksOpen }
  })
  const isSettled = open.length === 1 && awaited === undefined && !awaitsSkip && skipping === 0 && depth === 0
  return { turns, isSettled }
}
