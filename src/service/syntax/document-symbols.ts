/** The outline of a file: its blocks, the names that they declare, and its definitions. */
import { holdsSecret } from '../../../grammar/arguments.ts'
import type { Directive } from '../../../grammar/directive.ts'
import type { Span, Word } from '../../../grammar/syntax.ts'
import type { SymbolKind } from '../../../grammar/values.ts'
import { match } from '../../bind/match.ts'
import { homesOf } from '../../bind/scope.ts'
import { overlapping, secretSpans } from '../../text/secrets.ts'
import { writtenText } from '../../text/source-file.ts'
import { readable } from '../../text/unknown.ts'
import { type RawItem, type RawStatement, type RawTree, wordsOf } from './raw-tree.ts'

/** An entry of the outline. No part of it is ever a secret. */
export interface DocumentSymbol {
  /** What it declares, `definition`, or `block` where it declares nothing. */
  readonly kind: SymbolKind | 'definition' | 'block'
  readonly name: string
  /** What is worth knowing of it: the ids under which it stands, and the settings without which it would do nothing. */
  readonly detail: string
  readonly span: Span
  /** Where its name stands. */
  readonly selection: Span
  readonly children: readonly DocumentSymbol[]
}

/** The outline of a file, in the order of the text. */
export function documentSymbols(tree: RawTree): readonly DocumentSymbol[] {
  const outline: Outline = { text: writtenText(tree.file), isSecret: secretTest(tree.file.text) }
  const symbols = [...symbolsOf(outline, tree.items), ...definitionSymbols(outline, tree)]
  return symbols.sort((one, other) => one.span.start - other.span.start)
}

interface Outline {
  readonly text: string
  isSecret(span: Span): boolean
}

const MAX_DETAIL = 80

function secretTest(text: string): (span: Span) => boolean {
  const spans = secretSpans(text)
  return (span) => overlapping(spans, span).length > 0
}

function symbolsOf(outline: Outline, items: readonly RawItem[]): DocumentSymbol[] {
  return items.flatMap((item) => {
    if (item.kind === 'stray') return []
    if (item.kind === 'block') return symbolsOf(outline, item.items)
    return item.block === undefined && item.directive?.body === undefined ? [] : [blockSymbol(outline, item)]
  })
}

function blockSymbol(outline: Outline, statement: RawStatement): DocumentSymbol {
  const { keyword, args, directive, block, start, end } = statement
  const [first] = args
  const meaning = directive ?? homesOf(keyword.text)[0]?.directive
  const taken = meaning === undefined ? args : takenWords(meaning, args)
  const isNamed = directive?.declares !== undefined && first !== undefined && first.text !== ''
  const shown = taken.filter((word) => !outline.isSecret(word))
  const selected = isNamed ? first : keyword
  return {
    kind: directive?.declares ?? 'block',
    name: isNamed ? written(outline, first) : [keyword, ...shown].map((word) => written(outline, word)).join(' '),
    detail: joined([...conditionsOf(outline, statement), ...settingsOf(outline, statement)]),
    span: { start, end },
    selection: { start: selected.start, end: selected.end },
    children: block === undefined ? [] : symbolsOf(outline, block.items),
  }
}

/** Without surplus words. */
function takenWords({ args: argument }: Directive, args: readonly Word[]): readonly Word[] {
  const { slots, options } = match(argument, args, () => true)
  const taken = new Set([...slots, ...options].map(({ word }) => word))
  return args.filter((word) => taken.has(word))
}

function definitionSymbols({ text }: Outline, tree: RawTree): DocumentSymbol[] {
  return tree.definitions.map(({ start, end, name, prefix }) => ({
    kind: 'definition',
    name: text.slice(name.start, name.end),
    detail: joined(prefix.conditions.map((span) => text.slice(span.start, span.end))),
    span: { start, end },
    selection: name,
    children: [],
  }))
}

function conditionsOf({ text }: Outline, { prefix }: RawStatement): readonly string[] {
  return prefix.conditions.map((span) => text.slice(span.start, span.end))
}

/** The lines of a block that declares something: its interface, and those without which it would not do what it is there for. */
function settingsOf(outline: Outline, { block, directive }: RawStatement): readonly string[] {
  if (block === undefined || directive?.declares === undefined) return []
  return block.items.flatMap((item) => {
    if (item.kind !== 'statement' || item.directive === undefined || item.directive.body !== undefined) return []
    if (item.directive.required !== true && item.directive.args.kind !== 'interface') return []
    const isSecret = holdsSecret(item.directive.args) || item.args.some((word) => outline.isSecret(word))
    const words = wordsOf(item).map((word) => written(outline, word))
    return isSecret ? [] : [[...conditionsOf(outline, item), ...words].join(' ')]
  })
}

/** A word without its quotes; what a template will fill in as the file has it. */
function written({ text }: Outline, word: Word): string {
  return word.quoted ? readable(word.text) : text.slice(word.start, word.end)
}

function joined(parts: readonly string[]): string {
  const text = parts.join(', ')
  return text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL - 1)}…` : text
}
