/** How keepalived reads the command of a script line: from the raw line, `'` and `"` quoting, `\` escaping (lib/parser.c:1071). */
import type { Statement, TokenSource, Word } from '../../grammar/syntax.ts'

/** The quote of a script line that is never closed; `undefined` where all are. */
export function scriptFault(statement: Statement): Word | undefined {
  const { source, end } = statement.keyword
  let quote: string | undefined
  let opened = end
  for (let at = end; at < lineEnd(source, statement); at++) {
    const character = source.text[at]
    if (character === '\\') at++
    else if (character === quote) quote = undefined
    else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character
      opened = at
    }
  }
  if (quote === undefined) return undefined
  return { text: quote, start: opened, end: opened + 1, source, quoted: false }
}

/** Where the last word of the line ends. */
function lineEnd(source: TokenSource, statement: Statement): number {
  const last = statement.unterminated ?? statement.args.at(-1) ?? statement.keyword
  return Math.min(last.end, source.text.length)
}
