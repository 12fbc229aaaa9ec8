/** Finds the fewest braces that must be added or left out until lines and blocks make sense: a search over what is open. */
import type { Directive } from '../../grammar/directive.ts'
import type { Statement } from '../../grammar/syntax.ts'
import { isSubstituted, originOf } from '../expand/mapped-text.ts'
import { placeKey } from '../text/places.ts'
import type { BraceEvent } from './brace-events.ts'
import { match } from './match.ts'
import { directiveIn, rootScope, type Scope } from './scope.ts'

/**
 * What is done at an event. `accept` takes a statement as it stands; `open` and `close` take a brace as it is meant;
 * `unopened` supplies the `{` that a statement lacks, and `unclosed` the `}` that a block lacks before this event;
 * `ignore` leaves a brace out; `orphans` begins a block whose opening line is missing.
 */
export interface Step {
  readonly action: 'accept' | 'open' | 'close' | 'unopened' | 'unclosed' | 'ignore' | 'orphans'
  /** The index of the event; the number of events at the end of the text. */
  readonly event: number
}

/** The steps that make the most sense of the events. */
export function bestSteps(events: readonly BraceEvent[]): Step[] {
  let states: State[] = [{ frame: rootFrame, cost: 0, trail: undefined }]
  const lastOf = new Map<string, number>()
  const turns = new Map<string, number>()
  events.forEach((event, index) => {
    const next = new Map<string, State>()
    for (const state of states) advance({ events, index, event, lastOf }, state, next)
    states = cheapest(next, turnOf(event, turns) > TURNS_SEARCHED ? MOST_IN_TURNS : MOST_STATES)
    if (event.kind === 'statement') lastOf.set(event.statement.keyword.text, index)
  })
  return stepsOf(finished(states, events.length))
}

/** How many events were made of the stretch of a file that this one is made of, itself included; 0 where it stands in the file. */
function turnOf(event: BraceEvent, turns: Map<string, number>): number {
  const mark = event.kind === 'statement' ? event.statement.keyword : event.brace
  if (!isSubstituted(mark.source)) return 0
  const key = placeKey(originOf(mark.source, mark))
  const turn = (turns.get(key) ?? 0) + 1
  turns.set(key, turn)
  return turn
}

/** The steps that take every brace as it stands. */
export function plainSteps(events: readonly BraceEvent[]): Step[] {
  let depth = 0
  const steps = events.map((event, index): Step => {
    if (event.kind === 'statement') return { action: 'accept', event: index }
    if (event.kind === 'close' && depth === 0) return { action: 'ignore', event: index }
    depth += event.kind === 'open' ? 1 : -1
    return { action: event.kind, event: index }
  })
  const unclosed = Array.from({ length: depth }, (): Step => ({ action: 'unclosed', event: events.length }))
  return [...steps, ...unclosed]
}

/** A block that is open. */
interface Frame {
  /**
   * `braced`: between braces. `braceless`: no `{` was written. `nested`: braces inside of braces. `headless`: between braces
   * that no line opens. `orphan`: the opening line is missing, its `{` included.
   */
  readonly kind: 'root' | 'braced' | 'braceless' | 'nested' | 'headless' | 'orphan'
  readonly scope: Scope
  readonly parent: Frame | undefined
  /** The event that opened it. */
  readonly event: number
  /** Tells it from every other block that may be open. */
  readonly key: string
  /** How far the line that opens it is indented, and the first line inside; absent where that tells nothing. */
  readonly layout?: { readonly outer: number; readonly inner: number }
}

interface State {
  readonly frame: Frame
  readonly cost: number
  readonly trail: Trail | undefined
}

interface Trail {
  readonly step: Step
  readonly before: Trail | undefined
}

interface Here {
  readonly events: readonly BraceEvent[]
  readonly index: number
  readonly event: BraceEvent
  /** The last event before this one that is a line with this keyword. */
  readonly lastOf: ReadonlyMap<string, number>
}

/** How unlikely each deviation is. Only their proportions matter: one brace must cost less than two odd lines. */
const COST = {
  brace: 5,
  orphans: 6,
  knownOrphan: 1.5,
  endOfBraceless: 1,
  unexpectedBlock: 4,
  nestedBraces: 4,
  headlessBlock: 4.5,
  unknownKeyword: 3,
  oddLine: 2,
  lineOfOuterBlock: 4,
  blockOfOuterBlock: 8,
  repeatedLine: 2,
  indent: 1,
  oddClose: 0.25,
} as const

/** States that are so much worse than the best one are given up, and no more than so many are kept. */
const MARGIN = 10
const MOST_STATES = 60

/** After some turns of a generated line the further ones tell little that is new: fewer states are kept. */
const TURNS_SEARCHED = 8
const MOST_IN_TURNS = 6

/** How many events back a line like the next one is looked for. */
const LOOK_BACK = 200

/** Of two repairs that are equally good the later one is meant: the block that is open when something does not fit. */
const LATER = 1e-7

const rootFrame: Frame = { kind: 'root', scope: rootScope, parent: undefined, event: -1, key: '' }

function advance(here: Here, state: State, next: Map<string, State>): void {
  if (here.event.kind === 'statement') takeStatement(here, here.event.statement, state, next)
  else if (here.event.kind === 'open') takeOpen(here, state, next)
  else takeClose(here, state, next)
}

function takeStatement(here: Here, statement: Statement, state: State, next: Map<string, State>): void {
  accept(here, statement, state, next)
  const keyword = statement.keyword.text
  for (const closed of endings(here, state)) {
    if (directiveIn(closed.frame.scope, keyword) !== undefined) accept(here, statement, closed, next)
  }
  if (isUnknownLine(state.frame, keyword) && state.frame.kind !== 'orphan') {
    const orphans = pushed(here, state.frame, 'orphan', undefined)
    accept(here, statement, after(state, here.index, 'orphans', orphans, COST.orphans), next)
  }
}

function isUnknownLine(frame: Frame, keyword: string): boolean {
  return frame.scope?.kind === 'keywords' && directiveIn(frame.scope, keyword) === undefined
}

function accept(here: Here, statement: Statement, state: State, next: Map<string, State>): void {
  const { frame } = state
  const hasBlock = here.events[here.index + 1]?.kind === 'open'
  const cost = oddness(frame, statement, hasBlock) + indentOddness(frame, here.event.indent)
  const accepted = after(state, here.index, 'accept', frame, cost)
  const body = directiveIn(frame.scope, statement.keyword.text)?.body
  if (body === undefined || hasBlock) {
    offer(next, accepted)
    return
  }
  const inside = pushed(here, frame, 'braceless', body)
  offer(next, after(accepted, here.index, 'unopened', inside, COST.brace))
}

/** How little a line fits into a block. */
function oddness(frame: Frame, statement: Statement, hasBlock: boolean): number {
  const { scope } = frame
  const keyword = statement.keyword.text
  if (directiveIn(scope, keyword) !== undefined) return 0
  const outer = knownFurtherOut(frame, keyword)
  if (hasBlock && outer?.body !== undefined) return COST.blockOfOuterBlock
  if (scope === undefined) return outer === undefined ? 0 : frame.kind === 'orphan' ? COST.knownOrphan : 1
  if (scope.kind === 'keywords') return COST.unknownKeyword
  if (outer !== undefined) return COST.lineOfOuterBlock
  return scope.kind === 'lines' && !fitsLine(scope, statement) ? COST.oddLine : 0
}

function knownFurtherOut(frame: Frame, keyword: string): Directive | undefined {
  for (let outer = frame.parent; outer !== undefined; outer = outer.parent) {
    const directive = directiveIn(outer.scope, keyword)
    if (directive !== undefined) return directive
  }
  return undefined
}

function fitsLine(scope: Extract<Scope, { kind: 'lines' }>, statement: Statement): boolean {
  return match(scope.line, [statement.keyword, ...statement.args], () => true).problems.length === 0
}

function indentOddness({ layout }: Frame, indent: number | undefined): number {
  if (layout === undefined || indent === undefined || indent >= layout.inner) return 0
  return indent <= layout.outer ? COST.indent : COST.indent / 2
}

function takeOpen(here: Here, state: State, next: Map<string, State>): void {
  const before = here.events[here.index - 1]
  const { frame } = state
  if (before?.kind !== 'statement') {
    offer(next, after(state, here.index, 'open', pushed(here, frame, 'nested', frame.scope), COST.nestedBraces))
    offer(next, after(state, here.index, 'open', pushed(here, frame, 'headless', undefined), COST.headlessBlock))
    offer(next, after(state, here.index, 'ignore', frame, COST.brace))
    return
  }
  const directive = directiveIn(frame.scope, before.statement.keyword.text)
  const isUnexpected = directive === undefined ? isValueBlock(frame.scope) : directive.body === undefined
  const inside = pushed(here, frame, 'braced', directive?.body)
  offer(next, after(state, here.index, 'open', inside, isUnexpected ? COST.unexpectedBlock : 0))
  if (directive?.body === undefined) offer(next, after(state, here.index, 'ignore', frame, COST.brace))
}

function isValueBlock(scope: Scope): boolean {
  return scope !== undefined && scope.kind !== 'keywords'
}

function takeClose(here: Here, state: State, next: Map<string, State>): void {
  const surprise = surpriseWithoutClose(here, state.frame)
  offer(next, after(state, here.index, 'ignore', state.frame, COST.brace + surprise))
  for (const open of [state, ...endings(here, state)]) {
    const { frame } = open
    if (frame.parent === undefined) return
    offer(next, after(open, here.index, 'close', frame.parent, closeOddness(here, frame)))
  }
}

/** The state after the end of one or more blocks that no `}` closes, as far as that is likely at all. */
function endings(here: Here, state: State): State[] {
  const result: State[] = []
  let closed = withoutTop(here, state)
  while (closed !== undefined && closed.cost <= state.cost + MARGIN) {
    result.push(closed)
    closed = withoutTop(here, closed)
  }
  return result
}

/** How little a `}` looks like that of a block: by its indentation, behind the last line inside, or in an empty block. */
function closeOddness({ events, index, event }: Here, frame: Frame): number {
  const { layout } = frame
  if (index === frame.event + 1) return COST.oddClose
  if (event.indent === undefined) return events[frame.event + 1]?.indent === undefined ? 0 : COST.oddClose
  if (layout === undefined || event.indent === layout.outer) return 0
  return event.indent > layout.outer ? COST.indent / 2 : COST.indent
}

/** What speaks against leaving out a `}`: it stands where the block's own would, and another such block seems to follow. */
function surpriseWithoutClose({ events, index, event, lastOf }: Here, frame: Frame): number {
  const isInPlace = frame.layout !== undefined && event.indent === frame.layout.outer
  const following = events[index + 1]
  const keyword = following?.kind === 'statement' ? following.statement.keyword.text : undefined
  const last = keyword === undefined ? undefined : lastOf.get(keyword)
  const repeats =
    keyword !== undefined &&
    last !== undefined &&
    last >= Math.max(frame.event + 1, index - LOOK_BACK) &&
    directiveIn(frame.scope, keyword)?.repeat !== 'accumulate'
  return (isInPlace ? COST.indent / 2 : 0) + (repeats ? COST.repeatedLine : 0)
}

/** The state once the innermost block ends before this event, though no `}` says so. */
function withoutTop(here: { readonly index: number }, state: State): State | undefined {
  const { kind, parent } = state.frame
  if (parent === undefined || kind === 'nested' || kind === 'headless' || kind === 'orphan') return undefined
  return after(state, here.index, 'unclosed', parent, kind === 'braceless' ? COST.endOfBraceless : COST.brace)
}

function pushed(here: Here, parent: Frame, kind: Frame['kind'], scope: Scope): Frame {
  const key = `${parent.key}/${kind}${here.index}`
  const layout = kind === 'orphan' ? undefined : layoutOf(here)
  return { kind, scope, parent, event: here.index, key, ...(layout === undefined ? {} : { layout }) }
}

/** The indentation of the line that opens a block here and of the next statement, where that is further in. */
function layoutOf({ events, index }: Here): Frame['layout'] {
  const before = events[index - 1]
  const opener = events[index]?.kind === 'open' && before?.kind === 'statement' ? before : events[index]
  const outer = opener?.indent
  const inner = events.slice(index + 1, index + 4).find((event) => event.kind === 'statement')?.indent
  return outer === undefined || inner === undefined || inner <= outer ? undefined : { outer, inner }
}

function after(state: State, event: number, action: Step['action'], frame: Frame, cost: number): State {
  const isRepair = action === 'unclosed' || action === 'ignore'
  return {
    frame,
    cost: state.cost + cost - (isRepair ? event * LATER : 0),
    trail: { step: { action, event }, before: state.trail },
  }
}

function offer(next: Map<string, State>, state: State): void {
  const { key } = state.frame
  const known = next.get(key)
  if (known === undefined || state.cost < known.cost) next.set(key, state)
}

function cheapest(states: ReadonlyMap<string, State>, most: number): State[] {
  const sorted = [...states.values()].sort((one, other) => one.cost - other.cost)
  const limit = (sorted[0]?.cost ?? 0) + MARGIN
  return sorted.filter((state) => state.cost <= limit).slice(0, most)
}

/** The best state at the end of the text, everything closed. */
function finished(states: readonly State[], end: number): State | undefined {
  return bestOf(states, end) ?? bestOf(states.map(withoutOrphans), end)
}

/** No `}` came for lines that seemed to have lost the one that opens their block: they are lines of the block around them. */
function withoutOrphans(state: State): State {
  return { ...state, frame: withoutOrphan(state.frame) }
}

function withoutOrphan(frame: Frame): Frame {
  const parent = frame.parent === undefined ? undefined : withoutOrphan(frame.parent)
  return frame.kind === 'orphan' && parent !== undefined ? parent : { ...frame, parent }
}

function bestOf(states: readonly State[], end: number): State | undefined {
  let best: State | undefined
  for (const state of states) {
    let closed: State | undefined = state
    while (closed !== undefined && closed.frame.parent !== undefined) closed = withoutTop({ index: end }, closed)
    if (closed !== undefined && (best === undefined || closed.cost < best.cost)) best = closed
  }
  return best
}

function stepsOf(state: State | undefined): Step[] {
  const steps: Step[] = []
  for (let trail = state?.trail; trail !== undefined; trail = trail.before) steps.push(trail.step)
  return steps.reverse()
}
