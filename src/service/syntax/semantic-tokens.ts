/** What each word of a file is, by the tables: for colours that tell a known keyword from a misspelt one. */
import { argumentsIn, argumentsOf, type Directive } from '../../../grammar/directive.ts'
import type { Release } from '../../../grammar/releases.ts'
import type { Span, Word } from '../../../grammar/syntax.ts'
import type { Value } from '../../../grammar/values.ts'
import { type Match, match } from '../../bind/match.ts'
import { referencesIn } from '../../expand/definitions.ts'
import { withoutBackslash, withoutEnd } from '../../text/ends.ts'
import { type RawStatement, type RawTree, statementsIn } from './raw-tree.ts'

/** What a token is, and `block` and `property`: a keyword that opens a block, and one that does not. */
export const TOKEN_TYPES = [
  ...(['block', 'property', 'option', 'number', 'boolean', 'choice', 'address', 'interface', 'reference'] as const),
  ...(['string', 'command', 'path', 'definition', 'condition', 'sequence', 'include', 'comment'] as const),
] as const

/** One of these types. */
export type TokenType = (typeof TOKEN_TYPES)[number]

/** What more there is to say of a token. */
export const TOKEN_MODIFIERS = ['declaration', 'deprecated'] as const

/** One of these modifiers. */
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number]

/** A token never reaches over the end of a line, and no two overlap. */
export interface SemanticToken extends Span {
  readonly type: TokenType
  readonly modifiers: readonly TokenModifier[]
}

/** The tokens of a file, or of a stretch of it, in order. Words that nobody knows have none. */
export function semanticTokens(tree: RawTree, target: Release, range?: Span): readonly SemanticToken[] {
  const touches = (span: Span): boolean => range === undefined || (span.start < range.end && span.end > range.start)
  const { text } = tree.file
  const walk: Walk = {
    text,
    names: new Set(tree.definitions.map(({ name }) => text.slice(name.start + 1, name.end))),
    tokens: [],
    isKnown: (since) => target.atLeast(since),
  }
  for (const comment of tree.comments) if (touches(comment)) push(walk, 'comment', comment)
  for (const condition of tree.conditions) if (touches(condition)) push(walk, 'condition', condition)
  for (const sequence of tree.sequences) if (touches(sequence)) pushSequence(walk, sequence)
  for (const { keyword, path, ...span } of tree.includes) {
    if (!touches(span)) continue
    push(walk, 'include', keyword)
    pushWithReferences(walk, 'path', path)
  }
  for (const { name, value, ...span } of tree.definitions) {
    if (!touches(span)) continue
    push(walk, 'definition', name, ['declaration'])
    for (const line of linesOf(text, value)) pushWithReferences(walk, undefined, line)
  }
  for (const statement of statementsIn(tree.items, touches)) pushStatement(walk, statement)
  const inOrder = walk.tokens.filter(touches).sort((one, other) => one.start - other.start || one.end - other.end)
  return apart(inOrder)
}

interface Walk {
  readonly text: string
  /** What the definitions of the file define. */
  readonly names: ReadonlySet<string>
  readonly tokens: SemanticToken[]
  readonly isKnown: (since: string) => boolean
}

function push(walk: Walk, type: TokenType, { start, end }: Span, modifiers: readonly TokenModifier[] = []): void {
  if (end > start) walk.tokens.push({ type, modifiers, start, end })
}

/** The lines of a value, each without the `\\` at its end. */
function linesOf(text: string, { start, end }: Span): readonly Span[] {
  const lines = text.slice(start, end).matchAll(/[^\n]+/g)
  return Array.from(lines, ({ 0: line, index }) => ({
    start: start + index,
    end: start + index + withoutEnd(withoutBackslash(line.endsWith('\r') ? line.slice(0, -1) : line), ' \t').length,
  }))
}

/** A token of which the references to definitions are tokens of their own; `$` has other uses in commands and passwords. */
function pushWithReferences(
  walk: Walk,
  type: TokenType | undefined,
  { start, end }: Span,
  modifiers: readonly TokenModifier[] = [],
): void {
  const text = walk.text.slice(start, end)
  let at = start
  const isLiteral = type === 'command' || type === 'string'
  for (const reference of text.includes('$') ? referencesIn(text) : []) {
    if (isLiteral && !reference.braced && !walk.names.has(reference.name)) continue
    if (type !== undefined) push(walk, type, { start: at, end: start + reference.start }, modifiers)
    at = start + reference.end
    push(walk, 'definition', { start: start + reference.start, end: at })
  }
  if (type !== undefined) push(walk, type, { start: at, end }, modifiers)
}

function pushSequence(walk: Walk, { start, end }: Span): void {
  const head = walk.text.slice(start, end)
  const open = head.indexOf('(')
  push(walk, 'sequence', { start, end: start + head.slice(0, open).trimEnd().length })
  const name = /^~SEQx?[ \t]*\([ \t]*([^ \t,)]+)/.exec(head)
  const nameEnd = start + (name?.[0].length ?? open + 1)
  push(walk, 'definition', { start: nameEnd - (name?.[1]?.length ?? 0), end: nameEnd }, ['declaration'])
  pushWithReferences(walk, undefined, { start: nameEnd, end })
}

function pushStatement(walk: Walk, statement: RawStatement): void {
  const { keyword, args, scope, directive } = statement
  if (directive !== undefined && walk.isKnown(directive.since)) {
    const type = directive.body === undefined ? 'property' : 'block'
    push(walk, type, keyword, isDeprecated(walk, directive) ? ['deprecated'] : [])
    pushMatch(
      walk,
      match(argumentsIn(directive, walk.isKnown), args, walk.isKnown),
      directive.declares === undefined ? undefined : args[0],
    )
    return
  }
  const line = argumentsOf(undefined, scope)
  if (line !== undefined) {
    pushMatch(walk, match(line, [keyword, ...args], walk.isKnown), undefined)
    return
  }
  for (const word of [keyword, ...args]) pushWithReferences(walk, undefined, word)
}

function isDeprecated({ isKnown }: Walk, { deprecated, since }: Directive): boolean {
  return deprecated !== undefined && isKnown(deprecated.since ?? since)
}

function pushMatch(walk: Walk, { slots, options, problems }: Match, declared: Word | undefined): void {
  for (const { word, value } of slots) {
    const type = word === declared ? 'reference' : typeOf(value)
    pushWithReferences(walk, type, word, word === declared ? ['declaration'] : [])
  }
  const old = new Set(problems.flatMap((problem) => (problem.kind === 'deprecated-option' ? [problem.word] : [])))
  for (const { word } of options) push(walk, 'option', word, old.has(word) ? ['deprecated'] : [])
  for (const problem of problems) {
    const words =
      problem.kind === 'surplus-words' ? problem.words : problem.kind === 'unknown-option' ? [problem.word] : []
    for (const word of words) pushWithReferences(walk, undefined, word)
  }
}

function typeOf({ kind }: Value): TokenType {
  switch (kind) {
    case 'integer':
    case 'decimal':
    case 'tcp-time':
      return 'number'
    case 'pattern':
    case 'named-number':
    case 'text':
    case 'account':
      return 'string'
    default:
      return kind
  }
}

/** Without what lies in the token before it. */
function apart(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  let end = 0
  return tokens.filter((token) => {
    if (token.start < end) return false
    end = token.end
    return true
  })
}
