/** Completion of keywords, with what follows them to fill in. */
import type { Directive } from '../../../grammar/directive.ts'
import type { Value } from '../../../grammar/values.ts'
import { match } from '../../bind/match.ts'
import { keywordPage } from '../documentation.ts'
import { type Asking, isKnownTo, pairedLines } from './asking.ts'
import { blockSnippet, lineSnippet, type SnippetStyle } from './block-snippets.ts'
import { candidatesFor } from './candidates.ts'
import { type CompletionItem, type CompletionOptions, plainItem } from './completion-item.ts'
import type { Subject } from './typing.ts'

/** The keywords of the block. Those that it lacks come first, those that it has and may have once later, deprecated ones last. */
export function keywordItems(asking: Asking, options: CompletionOptions): CompletionItem[] {
  const { scope, word } = asking.line
  if (scope?.kind !== 'keywords' || word.quotes !== 'none') return []
  const isKnown = isKnownTo(asking)
  const offered = Object.entries(scope.directives).filter(([, { since }]) => isKnown(since))
  const rankOf = rankIn(asking)
  return [0, 1, 2, 3, 4, 5].flatMap((rank) =>
    offered
      .filter(([keyword, directive]) => rankOf(keyword, directive) === rank)
      .map(([keyword, directive]) => keywordItem(keyword, directive, asking, options)),
  )
}

/** The block of a line that has all of its arguments. */
export function blockItem(
  { keyword, directive, args, words }: Subject,
  asking: Asking,
  options: CompletionOptions,
): CompletionItem[] {
  const { word, behind, hasBlock } = asking.line
  if (directive.body === undefined || !options.snippets || hasBlock || behind.length > 0) return []
  if (word.text !== '' || word.quotes !== 'none' || !isKnownTo(asking)(directive.since)) return []
  if (match(args, words, isKnownTo(asking)).problems.length > 0) return []
  const text = blockSnippet(keyword, directive, styleOf(asking))
  const item = plainItem('{', 'block', { detail: 'its block', documentation: keywordPage(keyword, directive) })
  return [{ ...item, insert: { kind: 'snippet', text } }]
}

function rankIn(asking: Asking): (keyword: string, directive: Directive) => number {
  const { siblings } = asking
  const present = new Set(siblings.map(({ keyword }) => keyword))
  const paired = new Set(pairedLines(asking).map(({ line }) => line.keyword))
  const isDeprecated = ({ deprecated, since }: Directive): boolean =>
    deprecated !== undefined && isKnownTo(asking)(deprecated.since ?? since)
  return (keyword, directive) => {
    if (isDeprecated(directive)) return 5
    if (directive.repeat !== 'accumulate' && present.has(keyword)) return 4
    if (directive.required === true && !present.has(keyword)) return 0
    if (paired.has(keyword) && !present.has(keyword)) return 1
    return directive.usual === true ? 2 : 3
  }
}

function keywordItem(
  keyword: string,
  directive: Directive,
  asking: Asking,
  options: CompletionOptions,
): CompletionItem {
  const { behind, hasBlock } = asking.line
  const { deprecated, since, body } = directive
  const isFilledIn = options.snippets && behind.length === 0 && !hasBlock
  const text = isFilledIn ? lineSnippet(keyword, directive, styleOf(asking)) : keyword
  const item = plainItem(keyword, body === undefined ? 'keyword' : 'block', {
    documentation: keywordPage(keyword, directive),
  })
  return {
    ...item,
    insert: { kind: text === keyword ? 'text' : 'snippet', text },
    deprecated: deprecated !== undefined && isKnownTo(asking)(deprecated.since ?? since),
  }
}

function styleOf(asking: Asking): SnippetStyle {
  return {
    indent: indentOf(asking),
    isKnown: isKnownTo(asking),
    sample: (value, keyword, directive) => sampleFor(value, keyword, directive, asking),
  }
}

/** The likeliest value, as if the line were typed. */
function sampleFor(value: Value, keyword: string, directive: Directive, asking: Asking): string | undefined {
  const isName = directive.declares !== undefined && value.kind === 'text'
  if (!isName && !SAMPLED.has(value.kind)) return undefined
  return candidatesFor({ value, keyword, directive }, asking)[0]?.text
}

const SAMPLED: ReadonlySet<Value['kind']> = new Set([
  ...(['integer', 'decimal', 'interface', 'reference', 'address', 'choice'] as const),
])

/** One step of indentation, as the lines around have it. */
function indentOf({ line: { start } }: Asking): string {
  const indent = /\{[^{\n]*\n([ \t]+)\S/.exec(start.file.text)?.[1] ?? DEFAULT_INDENT
  return indent.startsWith('\t') ? '\t' : indent
}

const DEFAULT_INDENT = '    '
