/** The tokens of keepalived.conf. Keywords are no tokens: any of them may be a name elsewhere. */
import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain'

/** Blanks as keepalived's tokenizer knows them (lib/parser.c:101); a no-break space or a BOM is part of a word. */
const Blank = createToken({ name: 'Blank', pattern: /[ \t\r\f\v]+/, group: Lexer.SKIPPED })

export const NewLine = createToken({ name: 'NewLine', pattern: /\n/, line_breaks: true })
export const Open = createToken({ name: 'Open', pattern: /\{/ })
export const Close = createToken({ name: 'Close', pattern: /\}/ })

/** `#` and `!` start a comment wherever they stand outside double quotes, in the middle of a word too (lib/parser.c:2298). */
export const Comment = createToken({ name: 'Comment', pattern: /[#!][^\n]*/ })

/** Of more parts a word becomes several tokens, because V8 keeps a place on its stack for each. */
const MOST_PARTS = 1000

/**
 * A run of characters without blanks, quoted parts and `${NAME}` included: `a"b c"d` is one token here, and becomes
 * the two or three words that the daemon sees in `words.ts`. A quote that is not closed runs to the end of the line.
 */
export const Bare = createToken({
  name: 'Bare',
  pattern: wordPattern('{}"#!$\\\\', '\\$\\{[A-Za-z_][\\w \\t]*\\}|\\$|\\\\[\\\\#!]?'),
})

/** A word of a line whose comment is already gone and whose definitions are already replaced. */
const SubstitutedBare = createToken({ name: 'Bare', pattern: wordPattern('{}"$', '\\$\\{[A-Za-z_][\\w \\t]*\\}|\\$') })

/** A whole line of words that was made by substitution: it is lexed when it is made, and never again. */
export const Line = createToken({ name: 'Line', pattern: Lexer.NA })

/** A line end that nobody wrote. */
export const lineEnd = {
  image: '\n',
  startOffset: 0,
  endOffset: 0,
  tokenType: NewLine,
  tokenTypeIdx: NewLine.tokenTypeIdx ?? 0,
  source: { text: '\n' },
}

/** `safeMode` leaves out a table by first characters, which takes longer to make than six patterns ever win by it. */
const settings = { positionTracking: 'onlyOffset', skipValidations: true, safeMode: true } as const

const fileLexer = new Lexer([Blank, NewLine, Bare, Open, Close, Comment], settings)
let substitutedLexer: Lexer | undefined

/** The tokens of a whole file. Never fails: every character belongs to a token or is blank. */
export function lexFile(text: string): IToken[] {
  return fileLexer.tokenize(text).tokens
}

/** The tokens of one line after comment removal and substitution: `#` is an ordinary character by then. */
export function lexSubstituted(text: string): IToken[] {
  substitutedLexer ??= new Lexer([Blank, NewLine, SubstitutedBare, Open, Close], settings)
  const { tokens } = substitutedLexer.tokenize(text)
  for (const token of tokens) retag(token)
  return tokens
}

/** The vocabulary of the parser. */
export const vocabulary: TokenType[] = [NewLine, Bare, Open, Close, Line]

/** Both lexers feed one parser, which knows one kind of word. */
function retag(token: IToken): void {
  if (token.tokenType !== SubstitutedBare) return
  token.tokenType = Bare
  token.tokenTypeIdx = Bare.tokenTypeIdx ?? token.tokenTypeIdx
}

/** Plain characters and quoted parts in any mixture; `plainExcept` is excluded beside blanks, `special` is let in again. */
function wordPattern(plainExcept: string, special: string): RegExp {
  const plain = `[^ \\t\\r\\n\\f\\v${plainExcept}]`
  const other = `"[^"\\n]*"?|${special}`
  return new RegExp(`${plain}+(?:(?:${other})${plain}*){0,${MOST_PARTS}}|(?:(?:${other})${plain}*){1,${MOST_PARTS}}`)
}
