/** The tree that the parser makes: words, statements and blocks, each with its offsets. */

/** Offsets into a text, the end exclusive. Lines exist only in `src/text/` and at the edges. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The text that offsets refer to: a file, or a line made by substitution (`src/expand/` leads it back to files). */
export interface TokenSource {
  readonly text: string
}

/** One word as keepalived's tokenizer sees it. */
export interface Word extends Span {
  /** Without its quotes. */
  readonly text: string
  readonly source: TokenSource
  readonly quoted: boolean
}

/** A brace. */
export interface Brace extends Span {
  readonly source: TokenSource
}

/** A line: a keyword with its arguments, and the block that belongs to it. */
export interface Statement {
  readonly kind: 'statement'
  readonly keyword: Word
  readonly args: readonly Word[]
  /** A quote was opened and not closed: that word is lost and is not among `args`. */
  readonly unterminated?: Word
  readonly block?: Block
  /** The line stands in a definition or sequence that repeats it: each time it is this very object. */
  readonly repeated?: true
}

/** What stands between two braces. */
export interface Block {
  readonly kind: 'block'
  readonly open: Brace
  readonly items: readonly Item[]
  /** Absent where the text ends before the block does. */
  readonly close?: Brace
}

/** A `}` that closes nothing. */
export interface StrayClose {
  readonly kind: 'stray'
  readonly brace: Brace
}

/** A block without a statement in front of it stands for itself. */
export type Item = Statement | Block | StrayClose

/** Items that were parsed together. */
export interface TreePart {
  readonly items: readonly Item[]
  /** No other lines decide on them: the part is the same object as long as its own lines are the same. */
  readonly isOwn?: true
}

export interface Tree {
  readonly items: readonly Item[]
  /** The same items, where they could be parsed part by part. */
  readonly parts?: readonly TreePart[]
  /** The parts that stand for themselves, where something else decides on the tree as a whole. */
  readonly ownParts?: readonly TreePart[]
  /** Braces that were nested too deep to be looked at, in the order of the text. */
  readonly tooDeep: readonly Brace[]
}
