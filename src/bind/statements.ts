/** Binds the lines of a block, one by one: each line meets the table of its block. */
import { lackingPart } from '../../grammar/builds.ts'
import {
  argumentsIn,
  type Directive,
  type DirectiveTable,
  keywords,
  type LinesBody,
  lineArgumentsIn,
  type WordsBody,
} from '../../grammar/directive.ts'
import type { Release } from '../../grammar/releases.ts'
import type { Block, Item, Statement, TokenSource, Word } from '../../grammar/syntax.ts'
import { isSubstituted, originOf } from '../expand/mapped-text.ts'
import { placeKey } from '../text/places.ts'
import { isCertain, placeOf } from './argument-problems.ts'
import type { BindProblem, BoundStatement } from './bind.ts'
import { isSupplied } from './braces.ts'
import { type Reader, unescapedWords } from './escapes.ts'
import { type ArgumentProblem, type Match, match } from './match.ts'
import { processesOf } from './processes.ts'
import { referenceIn } from './references.ts'
import { couldStandIn } from './scope.ts'
import { scriptFault, startsWithCommand } from './script-words.ts'
import { isPlaceholder, isUnknown } from './values.ts'

/** A context without problems; what `other` knows of repeated lines is known in it as well. */
export function newContext(target: Release, other?: Context): Context {
  return {
    target,
    problems: [],
    isKnown: (since) => target.atLeast(since),
    repeated: other?.repeated ?? new Map(),
    told: other?.told ?? new Set(),
  }
}

export interface Context {
  readonly target: Release
  readonly problems: BindProblem[]
  readonly isKnown: (since: string) => boolean
  /** Lines that definitions and sequences repeat, and what they mean in each kind of block. */
  readonly repeated: Map<Around, Map<Statement, BoundStatement | undefined>>
  /** Problems of lines that differ from turn to turn; absent where they are to be told of each turn. */
  readonly told?: Set<string>
}

/** Remembers a problem; of the turns of one generated line only that of the first. */
export function tell(context: Context, problem: BindProblem): void {
  if (context.told !== undefined && isSubstituted(sourceOf(problem))) {
    const key = problemKey(problem)
    if (context.told.has(key)) return
    context.told.add(key)
  }
  context.problems.push(problem)
}

/** The same for what is wrong in one way at one place; of a generated line only the last turn may have a block. */
export function problemKey(problem: BindProblem): string {
  const hasBlock = 'statement' in problem && problem.statement.block !== undefined
  const detail = problem.kind === 'argument' ? problem.problem.kind : hasBlock ? 'block' : ''
  return `${problem.kind} ${detail} ${placeKey(problem.at)}`
}

function sourceOf(problem: BindProblem): TokenSource {
  if ('keyword' in problem) return problem.keyword.source
  if ('word' in problem) return problem.word.source
  return 'brace' in problem ? problem.brace.source : problem.at.file
}

/** What decides the meaning of a line: the block that it is in. */
type Around = DirectiveTable | LinesBody | WordsBody

/** Binds a line that is repeated only once: what is wrong with it is told once as well. */
function once(
  context: Context,
  statement: Statement,
  around: Around,
  bindIt: () => BoundStatement | undefined,
): BoundStatement | undefined {
  if (statement.repeated !== true || statement.block !== undefined) return bindIt()
  const known = context.repeated.get(around) ?? new Map<Statement, BoundStatement | undefined>()
  context.repeated.set(around, known)
  if (!known.has(statement)) known.set(statement, bindIt())
  return known.get(statement)
}

/** Binds the items of a block of keyword lines; what is wrong with them is added to the problems of the context. */
export function bindItems(
  context: Context,
  items: readonly Item[],
  table: DirectiveTable,
  blocks: readonly string[],
): BoundStatement[] {
  const bound: BoundStatement[] = []
  for (const item of items) {
    if (item.kind === 'statement') {
      const line = once(context, item, table, () => bindStatement(context, item, table, blocks))
      if (line !== undefined) bound.push(line)
    } else if (item.kind === 'block') {
      unexpectedBrace(context, item)
      const inside = couldStandIn(item.items, keywords(table)) ? item.items : []
      for (const line of bindItems(context, inside, table, blocks)) bound.push(line)
    }
  }
  return bound
}

function unexpectedBrace(context: Context, block: Block): void {
  const { open, close } = block
  const at = originOf(open.source, open)
  tell(context, { kind: 'unexpected-brace', brace: open, closed: close !== undefined, at })
}

function bindStatement(
  context: Context,
  statement: Statement,
  table: DirectiveTable,
  blocks: readonly string[],
): BoundStatement | undefined {
  const head = bindHead(context, statement, table, blocks)
  return head === undefined ? undefined : { ...head, block: bindBody(context, statement, head.directive, blocks) }
}

/** A line of keyword and arguments, without its block. */
export type Head = Omit<BoundStatement, 'block' | 'directive'> & { readonly directive: Directive }

/** Binds a line, but not its block; nothing where the release does not know the keyword there. */
export function bindHead(
  context: Context,
  statement: Statement,
  table: DirectiveTable,
  blocks: readonly string[],
): Head | undefined {
  const { keyword } = statement
  if (isLost(statement)) {
    tellUnterminated(context, keyword)
    return undefined
  }
  const directive = Object.hasOwn(table, keyword.text) ? table[keyword.text] : undefined
  if (directive === undefined) {
    tellUnknown(context, statement, table, blocks)
    return undefined
  }
  if (!context.isKnown(directive.since)) {
    const at = originOf(keyword.source, keyword)
    tell(context, { kind: 'newer-keyword', keyword, blocks, directive, statement, at })
    return undefined
  }
  if (isNotBuilt(context, statement, directive, blocks)) return undefined
  if (directive.deprecated !== undefined && context.isKnown(directive.deprecated.since ?? directive.since)) {
    const at = originOf(keyword.source, keyword)
    tell(context, { kind: 'deprecated-keyword', keyword, blocks, directive, at })
  }
  return { statement, keyword: keyword.text, directive, match: bindArguments(context, statement, directive, blocks) }
}

/** A keyword that nobody knows; one that is a reference was not defined above it. */
function tellUnknown(context: Context, statement: Statement, table: DirectiveTable, blocks: readonly string[]): void {
  const { keyword } = statement
  const reference = referenceIn(keyword)
  if (reference !== undefined) {
    const opens = statement.block === undefined ? {} : { opens: true as const }
    tell(context, {
      kind: 'undefined-reference',
      line: keyword,
      word: keyword,
      value: 'keyword',
      ...opens,
      ...reference,
    })
  } else if (!isUnknown(keyword.text) || isPlaceholder(keyword.text)) {
    const at = originOf(keyword.source, keyword)
    tell(context, { kind: 'unknown-keyword', keyword, blocks, table, statement, at })
  }
}

/** The keyword of a part that the build of the release goes without: the line means nothing, or something else. */
function isNotBuilt(context: Context, statement: Statement, directive: Directive, blocks: readonly string[]): boolean {
  const { keyword } = statement
  const { standIn, needs } = directive
  const lacking = lackingPart(standIn?.without, context.target) ?? lackingPart(needs, context.target)
  if (lacking === undefined) return false
  const at = originOf(keyword.source, keyword)
  tell(context, { kind: 'not-built', keyword, blocks, directive, lacking, statement, at })
  return true
}

function bindArguments(context: Context, statement: Statement, directive: Directive, blocks: readonly string[]): Match {
  const { keyword } = statement
  const args = unescapedWords(statement.args, readerOf(blocks, keyword), context.target)
  const matched = match(argumentsIn(directive, context.isKnown), args, context.isKnown)
  const isCommand = matched.slots.some((slot) => slot.value.kind === 'command') || startsWithCommand(directive)
  const fault = isCommand ? scriptFault(statement) : undefined
  if (fault !== undefined) {
    const ends = directive.diesOfQuote === true ? { ends: 'crash' as const } : {}
    tell(context, { kind: 'unterminated-quote', word: fault, ...ends, at: originOf(fault.source, fault) })
    return matched
  }
  if (statement.unterminated !== undefined) {
    // A `"` inside of '...' ends nothing for a command, but the search for comments counts it.
    tellUnterminated(context, statement.unterminated, isCommand ? undefined : endIn(directive, matched))
    if (!isCommand) return matched
  }
  tellUndefined(context, keyword, matched)
  for (const problem of matched.problems) {
    if (isCommand && problem.kind === 'surplus-words') continue
    if (!isCertain(problem, statement)) continue
    const at = placeOf(problem, statement)
    const untold = isUntold(context, directive, problem) ? { untold: true as const } : {}
    if (problem.kind !== 'missing-argument') {
      tell(context, { kind: 'argument', keyword, blocks, directive, problem, ...untold, at })
    } else if (directive.missing !== 'accepted') {
      const missing = problem.option === undefined ? directive.missing : 'told'
      tell(context, { kind: 'argument', keyword, blocks, directive, problem, missing, ...untold, at })
    }
  }
  return matched
}

function isUntold({ isKnown }: Context, { untold }: Directive, { kind, isUnread }: ArgumentProblem): boolean {
  if (isUnread === true) return true
  if (untold === 'values') return kind !== 'missing-argument'
  return untold === 'always' || (untold !== undefined && !isKnown(untold.until))
}

function readerOf([outermost]: readonly string[], { text }: Word): Reader {
  return processesOf(outermost ?? text).includes('parent') ? 'parent' : 'others'
}

function bindBody(
  context: Context,
  statement: Statement,
  directive: Directive,
  blocks: readonly string[],
): BoundStatement[] {
  const { keyword, block } = statement
  const { body } = directive
  if (body !== undefined && (block === undefined || isSupplied(block.open))) {
    const at = originOf(keyword.source, keyword)
    tell(context, { kind: 'missing-open-brace', keyword, blocks, statement, at })
  }
  if (block === undefined) return []
  if (body === undefined) {
    const at = originOf(block.open.source, block.open)
    tell(context, { kind: 'unexpected-block', keyword, blocks, statement, at })
    return []
  }
  const inside = [...blocks, keyword.text]
  if (body.kind === 'keywords') return bindItems(context, block.items, body.directives, inside)
  return bindLines(context, block.items, body, inside)
}

function bindLines(
  context: Context,
  items: readonly Item[],
  body: LinesBody | WordsBody,
  blocks: readonly string[],
): BoundStatement[] {
  return items.flatMap((item) => {
    if (item.kind === 'statement') return once(context, item, body, () => bindLine(context, item, body, blocks)) ?? []
    if (item.kind === 'stray') return []
    unexpectedBrace(context, item)
    return bindLines(context, item.items, body, blocks)
  })
}

/** A line of a value block: all of its words are arguments. */
export function bindLine(
  context: Context,
  line: Statement,
  body: LinesBody | WordsBody,
  blocks: readonly string[],
): BoundStatement | undefined {
  const { keyword } = line
  if (isLost(line)) {
    tellUnterminated(context, keyword)
    return undefined
  }
  const argument = lineArgumentsIn(body, context.isKnown)
  const matched = match(argument, [keyword, ...unescapedWords(line.args, 'others', context.target)], context.isKnown)
  if (line.unterminated !== undefined) tellUnterminated(context, line.unterminated)
  tellUndefined(context, keyword, matched)
  for (const problem of matched.problems) {
    if (!isCertain(problem, line)) continue
    const missing = problem.kind === 'missing-argument' ? { missing: missingIn(body, problem) } : {}
    const untold = problem.isUnread === true ? { untold: true as const } : {}
    tell(context, { kind: 'argument', keyword, blocks, problem, ...missing, ...untold, at: placeOf(problem, line) })
  }
  if (line.block !== undefined) unexpectedBrace(context, line.block)
  return { statement: line, keyword: keyword.text, match: matched, block: [] }
}

/** The line begins with a quote that is not closed: it has no words. */
function isLost({ keyword, unterminated }: Statement): boolean {
  return unterminated === keyword
}

/** keepalived ends at a missing word only if it comes so far on the line. */
function missingIn(
  body: LinesBody | WordsBody,
  { isHarmless }: Extract<ArgumentProblem, { readonly kind: 'missing-argument' }>,
): LinesBody['missing'] {
  return body.kind === 'words' || (isHarmless === true && body.missing === 'exit') ? 'told' : body.missing
}

/** A quote that is not closed. */
export function tellUnterminated(context: Context, word: Word, ends?: 'exit' | 'crash'): void {
  tell(context, {
    kind: 'unterminated-quote',
    word,
    ...(ends === undefined ? {} : { ends }),
    at: originOf(word.source, { start: word.start, end: word.start + 1 }),
  })
}

/** What keepalived does where the lost word is the one that it needs. */
function endIn({ missing }: Directive, { problems }: Match): 'exit' | 'crash' | undefined {
  const isMissing = problems.some((one) => one.kind === 'missing-argument' && one.option === undefined)
  return isMissing && (missing === 'exit' || missing === 'crash') ? missing : undefined
}

/** A reference that is still there was not replaced. In passwords and commands `$` has other uses. */
function tellUndefined(context: Context, line: Word, matched: Match): void {
  for (const { word, value } of matched.slots) {
    const isLiteral = value.kind === 'command' || (value.kind === 'text' && value.secret === true)
    const reference = isLiteral ? undefined : referenceIn(word)
    if (reference !== undefined) tell(context, { kind: 'undefined-reference', line, word, value, ...reference })
  }
  for (const problem of matched.problems) {
    const reference = problem.kind === 'unknown-option' ? referenceIn(problem.word) : undefined
    if (problem.kind !== 'unknown-option' || reference === undefined) continue
    tell(context, { kind: 'undefined-reference', line, word: problem.word, value: 'option', ...reference })
  }
}
