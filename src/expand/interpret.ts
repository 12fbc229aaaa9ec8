/** From one line without its comment to tokens: conditions, definitions, sequences, references and includes (lib/parser.c:2879). */
import type { SourcedToken } from '../../grammar/parser.ts'
import type { Release } from '../../grammar/releases.ts'
import { withoutBackslash, withoutEnd } from '../text/ends.ts'
import { placeKey } from '../text/places.ts'
import type { Place } from '../text/source-file.ts'
import { noteUse } from './definition-uses.ts'
import {
  type Definition,
  definitionHead,
  type Reference,
  referenceAt,
  referencesIn,
  type Substitution,
  type Surroundings,
  substitute,
  unreplacedReason,
} from './definitions.ts'
import { type Include, includeOf } from './includes.ts'
import { endsInBackslash, withoutComment } from './lines.ts'
import { type MappedText, originOf, sliceText, standingFor } from './mapped-text.ts'
import { type NewerLine, newerInclude, newerSequence } from './newer-lines.ts'
import { isBeingRead, isTurning, originOfPending, type Pending, turnsAround } from './pending.ts'
import type { Condition, DefinitionSite, ReadingProblem } from './reading.ts'
import { filled, linesMade, type RepeatedLine, repeatedLine, tokensOf } from './repeated-lines.ts'
import { isSequence, readSequence } from './sequences.ts'

/** More lines than this are not made from `~SEQ`, `~LST`, multi-line definitions and files that are read again. */
const MAX_GENERATED_LINES = 650_000

/** What lines leave behind for those that follow. */
export interface LineState {
  readonly target: Release
  /** What keepalived reads counts, not what is meant. */
  readonly isAsWritten: boolean
  /** The tokens of the lines that are being read. */
  tokens: SourcedToken[]
  readonly conditions: Map<string, Condition>
  readonly sites: Map<string, DefinitionSite>
  readonly problems: Map<string, ReadingProblem>
  readonly definitions: Map<string, Definition>
  /** Names whose replacement never ends: what they stand for is not known. */
  readonly endless: Set<string>
  /** The multi-line definition whose lines are being read. */
  open: OpenDefinition | undefined
  readonly repeatedLines: Map<MappedText, RepeatedLine>
  /** The definitions of several lines that each line of a file stands for. */
  readonly uses: Map<MappedText, Set<Definition>>
  /** The line of a file that is being read. */
  physical: MappedText | undefined
  /** How many replacements filled most of a line. */
  longReplacements: number
  /** How many lines no file holds at this place. */
  generated: number
  /** Too many lines were generated: none is added any more. */
  stopped: boolean
  surroundings(): Surroundings
  include(include: Include, line: MappedText): void
}

interface OpenDefinition {
  readonly name: string
  readonly lines: MappedText[]
  readonly place: Place
}

/** Reads a line and everything that it stands for. */
export function interpret(state: LineState, line: MappedText): void {
  const pending: Pending[] = []
  const { physical } = state
  state.physical = line
  interpretText(state, line, pending)
  for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
    if (top.kind === 'text') {
      pending.pop()
      interpretText(state, top.text, pending)
      continue
    }
    const text = nextText(state, top)
    if (text === undefined) pending.pop()
    else if (hasRoom(state)) interpretRepeated(state, text, pending)
    else tellTooLarge(state, originOfPending(top, text))
  }
  state.physical = physical
}

/** Whether there may be one more line that no file holds at this place. */
export function hasRoom(state: LineState): boolean {
  state.stopped ||= state.generated >= MAX_GENERATED_LINES
  return !state.stopped
}

export function tellTooLarge(state: LineState, at: Place): void {
  tell(state, { kind: 'expansion-too-large', at, lines: MAX_GENERATED_LINES })
}

/** Remembers a problem, once for each place. */
export function tell(state: LineState, problem: ReadingProblem): void {
  const key = `${'path' in problem ? `${problem.kind} ${problem.path}` : problem.kind} ${placeKey(problem.at)}`
  if (!state.problems.has(key)) state.problems.set(key, problem)
}

function nextText(state: LineState, top: Exclude<Pending, { kind: 'text' }>): MappedText | undefined {
  if (state.stopped) return undefined
  if (top.kind === 'lines') return top.lines[top.next++]
  const { sequence, at } = top
  if (top.next >= sequence.count) return undefined
  for (const [name, value] of sequence.bindings(top.next++)) {
    state.definitions.set(name, { name, lines: [standingFor(value, at, at)], multiline: false, place: at })
  }
  return sequence.text
}

/** A line of a definition or sequence, which may come again with other values. */
function interpretRepeated(state: LineState, text: MappedText, pending: Pending[]): void {
  if (state.open !== undefined) {
    state.generated++
    interpretText(state, text, pending)
    return
  }
  const known = state.repeatedLines.get(text)
  const line = known ?? repeatedLine(text, state.definitions)
  if (known === undefined) state.repeatedLines.set(text, line)
  state.generated += linesMade(line, text)
  if (line.kind === 'tokens') {
    for (const token of line.tokens) state.tokens.push(token)
    return
  }
  if (line.kind === 'definition') {
    const definition = state.definitions.get(line.name)
    const isPlain = definition?.multiline === true && /^[^@$~]/.test(definition.lines[0]?.text ?? '')
    if (isPlain && !isBeingRead(definition, pending)) {
      pushLines(state, definition, 0, pending)
      return
    }
  }
  const substituted = line.kind === 'template' ? filled(line.template, state.definitions) : undefined
  if (substituted !== undefined) {
    for (const token of tokensOf(substituted)) state.tokens.push(token)
    return
  }
  state.repeatedLines.delete(text)
  interpretText(state, text, pending)
}

/** One text in the order of the daemon: definition in progress, condition, definition, sequence, references, include, braces. */
function interpretText(state: LineState, given: MappedText, pending: Pending[]): void {
  if (state.open !== undefined) {
    continueDefinition(state, state.open, given)
    return
  }
  let line: MappedText | undefined = given
  for (let again = true; again && line !== undefined; ) {
    again = false
    if (line.text.startsWith('@')) line = conditionalRest(state, line)
    if (line === undefined || startsDefinition(state, line, pending)) return
    if (isSequence(line.text) && isReadAs(state, newerSequence(line.text, state.target), line)) {
      startSequence(state, line, pending)
      return
    }
    if (line.text.includes('$') && !line.text.startsWith('~')) {
      const { text, replaced, refused } = replaceReferences(state, line, pending)
      if (replaced) {
        line = withoutComment(text, state.target).line
        // Since 2.4.0 the line is not looked at again, because of a `continue` in a `do {} while (false)`.
        again = refused === undefined && !state.target.atLeast('2.4.0') && /^@|\$/.test(line.text)
      }
    }
  }
  if (line === undefined || line.text === '') return
  const content = withoutTrailingBackslash(state, line)
  const include = includeOf(content)
  if (include !== undefined && isReadAs(state, newerInclude(include, state.target), content))
    state.include(include, content)
  else splitAtBrace(state, content, pending)
}

/** What is newer than the release is read as it is meant, unless it is asked what keepalived reads. */
function isReadAs(state: LineState, newer: NewerLine | undefined, line: MappedText): boolean {
  if (newer !== undefined)
    tell(state, { kind: 'newer-line', at: originOf(line, { start: 0, end: newer.keyword.length }), ...newer })
  return newer === undefined || !state.isAsWritten
}

function replaceReferences(state: LineState, line: MappedText, pending: Pending[]): Substitution {
  const substitution = substituteIn(state, line)
  const { unfinished, text } = substitution
  const endless = unfinished.find((definition) => isBeingRead(definition, pending))
  if (endless !== undefined) {
    tell(state, { kind: 'endless-definition', name: endless.name, at: endless.place })
    return { ...substitution, text: sliceText(text, text.text.length) }
  }
  for (const definition of unfinished) pushLines(state, definition, 1, pending)
  return substitution
}

/** The lines of a definition are next. */
function pushLines(state: LineState, definition: Definition, next: number, pending: Pending[]): void {
  const { lines } = definition
  noteUse(state, definition)
  pending.push({ kind: 'lines', lines, next })
}

function substituteIn(state: LineState, line: MappedText): Substitution {
  const { definitions, endless } = state
  const surroundings = state.surroundings()
  if (state.isAsWritten && state.longReplacements < MOST_LONG_REPLACEMENTS) {
    const written = substitute(line, { definitions, endless, surroundings, as: 'written' })
    if (written.text.text.length > LONG_LINE) state.longReplacements++
    return written
  }
  const substitution = substitute(line, { definitions, endless, surroundings })
  if (substitution.refused === undefined) return substitution

  const refused = new Set(endless)
  for (let next = substitution; ; next = substitute(line, { definitions, endless: refused, surroundings })) {
    if (next.refused === undefined || refused.has(next.refused.name)) return next
    const { name, at, endless: isEndless } = next.refused
    tell(state, { kind: 'endless-definition', name, at })
    refused.add(name)
    if (isEndless) endless.add(name)
  }
}

/** Definitions that hold themselves fill a line of 1023 bytes step by step: so many of these are followed. */
const MOST_LONG_REPLACEMENTS = 20
const LONG_LINE = 500

/** A `\` at the end continues definitions only; anywhere else it becomes a part of the last word. */
function withoutTrailingBackslash(state: LineState, line: MappedText): MappedText {
  const { text } = line
  if (!endsInBackslash(text)) return line
  tell(state, { kind: 'trailing-backslash', at: originOf(line, { start: text.length - 1, end: text.length }) })
  return sliceText(line, 0, withoutBackslash(text).length)
}

function continueDefinition(state: LineState, open: OpenDefinition, line: MappedText): void {
  const isLast = !line.text.endsWith('\\')
  const kept = isLast ? line.text : withoutEnd(line.text.slice(0, -1), ' \t')
  const isMultiline = !isLast || open.lines.length > 0
  if (kept !== '') open.lines.push(sliceText(line, 0, kept.length))
  if (!isLast) return
  state.open = undefined
  define(state, open, isMultiline)
}

function define(state: LineState, { name, lines, place }: OpenDefinition, multiline: boolean): void {
  state.definitions.set(name, { name, lines, multiline, place })
  addSite(state, name, place)
}

function addSite(state: LineState, name: string, at: Place): void {
  state.sites.set(`${name} ${placeKey(at)}`, { name, at })
}

/** The rest of a conditional line, or nothing where this node does not read it (lib/parser.c:2880). */
function conditionalRest(state: LineState, line: MappedText): MappedText | undefined {
  const match = /^@(\^?)([^ \t]*)/.exec(line.text)
  const [prefix = '@', caret = '', id = ''] = match ?? []
  const negated = caret !== ''
  const rest = /^[ \t]+/.exec(line.text.slice(prefix.length))?.[0]
  const met = rest !== undefined && (state.surroundings().configId === id) !== negated
  const at = originOf(line, { start: 0, end: prefix.length })
  state.conditions.set(`${id} ${placeKey(at)}`, { id, negated, met, at })
  return met ? sliceText(line, prefix.length + rest.length) : undefined
}

function startsDefinition(state: LineState, line: MappedText, pending: readonly Pending[]): boolean {
  const head = definitionHead(line.text)
  if (head === undefined) return false
  const place = originOf(line, { start: 0, end: line.text.length })
  const known = state.definitions.get(head.name)
  if (known !== undefined && isBeingRead(known, pending))
    tell(state, { kind: 'self-definition', name: head.name, at: place })
  const definition: OpenDefinition = { name: head.name, place, lines: [] }
  const value = sliceText(line, head.valueStart)
  if (value.text.endsWith('\\')) {
    state.open = definition
    continueDefinition(state, definition, value)
  } else {
    define(state, { ...definition, lines: [value] }, false)
  }
  return true
}

function startSequence(state: LineState, line: MappedText, pending: Pending[]): void {
  const sequence = readSequence(line, (text) => {
    const numbers = standingFor(text, originOf(line, { start: 0, end: line.text.length }), undefined)
    return substituteIn(state, numbers).text.text
  })
  const at = originOf(line, { start: 0, end: 'headLength' in sequence ? sequence.headLength : line.text.length })
  if ('because' in sequence) {
    tell(state, { kind: 'invalid-sequence', at, because: sequence.because })
  } else if (isTurning(sequence, pending)) {
    tell(state, { kind: 'endless-definition', name: referencesIn(sequence.text.text)[0]?.name ?? '', at })
  } else if (sequence.count * turnsAround(pending) > MAX_GENERATED_LINES) {
    tell(state, { kind: 'expansion-too-large', at, lines: sequence.count * turnsAround(pending) })
  } else {
    for (const [name] of sequence.bindings(0)) addSite(state, name, at)
    pending.push({ kind: 'sequence', sequence, at, next: 0 })
  }
}

/** The words before a brace are one line; what follows the brace is read as a new one (lib/parser.c:2956). */
function splitAtBrace(state: LineState, line: MappedText, pending: Pending[]): void {
  const brace = firstBrace(state, line)
  if (brace === undefined) {
    for (const token of tokensOf(line)) state.tokens.push(token)
    return
  }
  const end = brace === 0 ? 1 : brace
  const rest = sliceText(line, end)
  const blanks = brace === 0 ? (/^[ \t]*/.exec(rest.text)?.[0].length ?? 0) : 0
  if (rest.text.length > blanks) pending.push({ kind: 'text', text: sliceText(rest, blanks) })
  for (const token of tokensOf(sliceText(line, 0, end))) state.tokens.push(token)
}

/** Where the first brace outside of quotes is. The braces of an undefined `${NAME}` are told about, and left in their word. */
function firstBrace(state: LineState, line: MappedText): number | undefined {
  const { text } = line
  let at = 0
  while (at < text.length) {
    const character = text[at]
    if (character === '{' || character === '}') return at
    if (character === '"') {
      const close = text.indexOf('"', at + 1)
      if (close === -1) return undefined
      at = close
    } else if (character === '$') {
      const reference = referenceAt(text, at)
      if (reference?.braced === true && !state.isAsWritten) {
        tellUnreplaced(state, line, reference)
        at = reference.end - 1
      }
    }
    at++
  }
  return undefined
}

function tellUnreplaced(state: LineState, line: MappedText, reference: Reference): void {
  const { name, parameters } = reference
  const reason = unreplacedReason(state.definitions, name, parameters.length > 0 ? 'parameters' : 'several-lines')
  tell(state, { kind: 'undefined-definition', name, reason, at: originOf(line, reference) })
}
