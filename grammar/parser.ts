/** The grammar of keepalived.conf. It is total: any sequence of tokens is a tree, and problems are told elsewhere. */
import { EmbeddedActionsParser, type IToken } from 'chevrotain'
import { type Decision, decide, decisionsOf } from './analysis.ts'
import { decisions } from './decisions.ts'
import type { Block, Brace, Item, Statement, TokenSource, Tree, Word } from './syntax.ts'
import { Bare, Close, Line, NewLine, Open, vocabulary } from './tokens.ts'
import { splitToken } from './words.ts'

/** Blocks nested deeper than this are not looked at; keepalived's own tables nest five deep. */
export const MAX_DEPTH = 100

/** A token that knows its text. */
export interface SourcedToken extends IToken {
  source: TokenSource
}

/** A line of words in one token. */
export interface LineToken extends SourcedToken {
  readonly statement: Statement
}

/** One token for the words of a line that was made by substitution. `repeated`: it stands for more than one line. */
export function lineToken(words: readonly SourcedToken[], repeated?: 'repeated'): LineToken {
  const { keyword, ...rest } = statementOf(words)
  return {
    image: keyword.text,
    startOffset: keyword.start,
    tokenType: Line,
    tokenTypeIdx: Line.tokenTypeIdx ?? 0,
    source: keyword.source,
    statement: repeated === undefined ? { keyword, ...rest } : { keyword, ...rest, repeated: true },
  } as LineToken
}

class KeepalivedParser extends EmbeddedActionsParser {
  /** Without decisions Chevrotain analyses the grammar, and throws where it is wrong. */
  constructor(known?: readonly Decision[]) {
    super(vocabulary, { maxLookahead: 1, recoveryEnabled: false })
    if (known === undefined) this.performSelfAnalysis()
    else decide(this, vocabulary, known)
  }

  readonly tree = this.RULE('tree', (): Item[] => {
    const items = this.SUBRULE(this.items)
    this.MANY(() => {
      const brace = this.CONSUME(Close)
      const rest = this.SUBRULE2(this.items)
      this.ACTION(() => {
        items.push({ kind: 'stray', brace: braceOf(brace) })
        for (const item of rest) items.push(item)
      })
    })
    return items
  })

  private readonly items = this.RULE('items', (): Item[] => {
    const items: Item[] = []
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(NewLine) },
        {
          ALT: () => {
            const line = this.CONSUME(Line)
            this.ACTION(() => items.push((line as LineToken).statement))
          },
        },
        {
          ALT: () => {
            const statement = this.SUBRULE(this.statement)
            this.ACTION(() => items.push(statement))
          },
        },
        {
          ALT: () => {
            const block = this.SUBRULE(this.block)
            this.ACTION(() => attach(items, block))
          },
        },
      ])
    })
    return items
  })

  private readonly statement = this.RULE('statement', (): Statement => {
    const tokens: IToken[] = []
    this.AT_LEAST_ONE(() => {
      tokens.push(this.CONSUME(Bare))
    })
    return this.ACTION(() => statementOf(tokens))
  })

  private readonly block: () => Block = this.RULE('block', (): Block => {
    const open = this.CONSUME(Open)
    const items = this.SUBRULE(this.items)
    const close = this.OPTION(() => this.CONSUME(Close))
    return this.ACTION(() => ({
      kind: 'block',
      open: braceOf(open),
      items,
      ...(close === undefined ? {} : { close: braceOf(close) }),
    }))
  })
}

let parser: KeepalivedParser | undefined

/** The tree of a sequence of tokens. Never throws, never drops a word. */
export function parse(tokens: SourcedToken[]): Tree {
  parser ??= new KeepalivedParser(decisions)
  const { kept, tooDeep } = withinDepth(tokens)
  parser.input = kept
  return { items: parser.tree(), tooDeep }
}

/** Checks the grammar itself, and what `decisions.ts` holds is made of: what follows each choice. Throws where the grammar is wrong. */
export function analyseGrammar(): Decision[] {
  return decisionsOf(new KeepalivedParser(), vocabulary)
}

/** The number of errors that the last run met: always 0, because the grammar is total. */
export function lastErrorCount(): number {
  return parser?.errors.length ?? 0
}

/** A block belongs to the statement before it, `{` on a later line included (lib/parser.c:3168). */
function attach(items: Item[], block: Block): void {
  const last = items.at(-1)
  if (last?.kind !== 'statement' || last.block !== undefined) {
    items.push(block)
    return
  }
  const { keyword, args, unterminated } = last
  const open = unterminated === undefined ? {} : { unterminated }
  items[items.length - 1] = { kind: 'statement', keyword, args, ...open, block }
}

function statementOf(tokens: readonly IToken[]): Statement {
  const words: Word[] = []
  let unterminated: Word | undefined
  for (const token of tokens) {
    const source = sourceOf(token)
    if (!token.image.includes('"')) {
      const end = token.startOffset + token.image.length
      words.push({ text: token.image, start: token.startOffset, end, source, quoted: false })
      continue
    }
    const split = splitToken(token.image, token.startOffset, source)
    for (const word of split.words) words.push(word)
    unterminated = split.unterminated
  }
  const [keyword = unterminated, ...args] = words
  if (keyword === undefined) throw new Error('a statement has at least one token')
  return { kind: 'statement', keyword, args, ...(unterminated === undefined ? {} : { unterminated }) }
}

function braceOf(token: IToken): Brace {
  return { start: token.startOffset, end: token.startOffset + 1, source: sourceOf(token) }
}

function sourceOf(token: IToken): TokenSource {
  return (token as SourcedToken).source
}

/** Leaves out the braces below the depth limit, in pairs, so that recursion stays bounded. */
function withinDepth(tokens: SourcedToken[]): { kept: SourcedToken[]; tooDeep: Brace[] } {
  let depth = 0
  let deepest = 0
  for (const token of tokens) {
    if (token.tokenType === Open) deepest = Math.max(deepest, ++depth)
    else if (token.tokenType === Close && depth > 0) depth--
  }
  if (deepest <= MAX_DEPTH) return { kept: tokens, tooDeep: [] }

  const tooDeep: Brace[] = []
  depth = 0
  const kept = tokens.filter((token) => {
    if (token.tokenType === Open) {
      depth++
      if (depth > MAX_DEPTH) tooDeep.push(braceOf(token))
      return depth <= MAX_DEPTH
    }
    if (token.tokenType !== Close || depth === 0) return true
    depth--
    if (depth >= MAX_DEPTH) tooDeep.push(braceOf(token))
    return depth < MAX_DEPTH
  })
  return { kept, tooDeep }
}
