/** Lines that `~SEQ` and multi-line definitions repeat: what is the same in every turn is worked out once. */
import { lineToken, type SourcedToken } from '../../grammar/parser.ts'
import { Bare, lexSubstituted, lineEnd } from '../../grammar/tokens.ts'
import type { Place } from '../text/source-file.ts'
import { type Definition, definitionHead, referenceAt, referencesIn } from './definitions.ts'
import { MAX_LINE_BYTES } from './lines.ts'
import { type MappedText, originOf, originWith, type Piece, segmentsOf, sliceText } from './mapped-text.ts'

/** What a repeated line comes to. `other`: it has to be read from the start each time. */
export type RepeatedLine =
  | { readonly kind: 'tokens'; readonly tokens: readonly SourcedToken[] }
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'definition'; readonly name: string }
  | { readonly kind: 'other' }

/** A line with references, cut into what stays and what is replaced. */
export interface Template {
  readonly parts: readonly TemplatePart[]
  readonly pieces: readonly Piece[]
}

/** Text that stays, or a reference. */
type TemplatePart = { readonly text: string } | TemplateReference

interface TemplateReference {
  readonly name: string
  /** The definition that the origin of its value names. */
  readonly place: Place
}

export type Definitions = ReadonlyMap<string, Definition>

/** Sorts a repeated line by what has to be done in each turn. */
export function repeatedLine(line: MappedText, definitions: Definitions): RepeatedLine {
  const { text } = line
  if (needsInterpretation(text)) return { kind: 'other' }
  if (!text.includes('$')) return { kind: 'tokens', tokens: tokensOf(line, 'repeated') }
  const reference = referenceAt(text, 0)
  if (reference?.end === text.length && definitions.get(reference.name)?.multiline === true) {
    return { kind: 'definition', name: reference.name }
  }
  const template = templateOf(line, definitions)
  return template === undefined ? { kind: 'other' } : { kind: 'template', template }
}

/** How many lines a turn counts for: fewer where all turns share what is made, more for blocks, whose braces are lines of their own. */
export function linesMade({ kind }: RepeatedLine, { text }: MappedText): number {
  const blocks = text.match(/(?<!\$)\{/g)?.length ?? 0
  return (kind === 'template' || kind === 'other' ? 1 : SHARED_LINE) + 2 * blocks
}

const SHARED_LINE = 1 / 3

/** A template with its references replaced; `undefined` where only reading the line from the start gives the right text. */
export function filled({ parts, pieces }: Template, definitions: Definitions): MappedText | undefined {
  let text = ''
  const starts = parts.map((part) => {
    const start = text.length
    text += 'text' in part ? part.text : (replacement(part, definitions) ?? '$')
    return start
  })
  if (text.length * 3 > MAX_LINE_BYTES || text.includes('$') || needsInterpretation(text)) return undefined
  return { text, pieces, starts }
}

function replacement(part: TemplateReference, definitions: Definitions): string | undefined {
  const definition = definitions.get(part.name)
  if (definition === undefined || definition.multiline || definition.place !== part.place) return undefined
  return definition.lines[0]?.text ?? ''
}

/** The tokens of a line without conditions, definitions, sequences and includes. */
export function tokensOf(line: MappedText, repeated?: 'repeated'): SourcedToken[] {
  const tokens = lexSubstituted(line.text) as SourcedToken[]
  for (const token of tokens) token.source = line
  if (tokens.length === 0) return tokens
  if (tokens.every(({ tokenType }) => tokenType === Bare)) return [lineToken(tokens, repeated)]
  return [...tokens, lineEnd]
}

/** Whether some part of a line is more than words and braces, or a comment may start in it. */
function needsInterpretation(text: string): boolean {
  return INTERPRETED.test(text) || definitionHead(text) !== undefined
}

const INTERPRETED = /^(?:[@~]|include)|[{}][ \t]*(?:[@~]|include|\$[A-Za-z_]\w*=)|[#!\\]|^[ \t]|[ \t]$|^$/

function templateOf(line: MappedText, definitions: Definitions): Template | undefined {
  const parts: TemplatePart[] = []
  const pieces: Piece[] = []
  let from = 0
  for (const reference of referencesIn(line.text)) {
    const definition = definitions.get(reference.name)
    if (definition === undefined || definition.multiline || reference.parameters.length > 0) return undefined
    addText(line, from, reference.start, parts, pieces)
    const origin = originOf(line, reference)
    parts.push({ name: reference.name, place: definition.place })
    pieces.push({ origin: originWith(origin, origin.definition ?? definition.place), exact: false })
    from = reference.end
  }
  addText(line, from, line.text.length, parts, pieces)
  return { parts, pieces }
}

function addText(line: MappedText, start: number, end: number, parts: TemplatePart[], pieces: Piece[]): void {
  if (start === end) return
  const kept = sliceText(line, start, end)
  const segments = segmentsOf(kept)
  segments.forEach(({ origin, exact, start: from }, index) => {
    parts.push({ text: kept.text.slice(from, segments[index + 1]?.start) })
    pieces.push({ origin, exact })
  })
}
