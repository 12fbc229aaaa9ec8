/** How keepalived reads the command of a script line: from the raw line, `'` and `"` quoting, `\` escaping (lib/parser.c:1071). */
import type { Directive } from '../../grammar/directive.ts'
import type { Statement, TokenSource, Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from './bind.ts'
import { slotsWithin } from './slots.ts'

/** Whether keepalived reads the words behind a keyword from the raw line. */
export function startsWithCommand({ args }: Directive): boolean {
  return args.kind === 'command' || (args.kind === 'sequence' && args.items[0]?.kind === 'command')
}

/** The commands of a line and of its block that keepalived can read. */
export function commandsIn(root: BoundStatement): Word[] {
  return slotsWithin(root, 'command').flatMap(({ line }) => commandOf(line) ?? [])
}

/** The command of a line, where it has one that keepalived can read. */
export function commandOf({ match, statement }: BoundStatement): Word | undefined {
  const command = match.slots.find(({ value }) => value.kind === 'command')?.word
  return command === undefined || scriptFault(statement) !== undefined ? undefined : command
}

/** The quote of a script line that is never closed; `undefined` where all are. */
export function scriptFault(statement: Statement): Word | undefined {
  const { source, end } = statement.keyword
  const line: Sign[] = []
  for (let at = end; at < lineEnd(source, statement); at++) line.push({ text: source.text[at] ?? '', at })
  const { open, first } = splitOnce(line)
  const unclosed = open ?? splitOnce(first).open
  if (unclosed === undefined) return undefined
  const { text, at } = unclosed
  return { text, start: at, end: at + 1, source, quoted: false }
}

/** A character and where it stands. */
interface Sign {
  readonly text: string
  readonly at: number
}

/** A quote that stays open, and the first word without its quotes, which keepalived splits once more (keepalived/core/notify.c:1191). */
function splitOnce(line: readonly Sign[]): { readonly open: Sign | undefined; readonly first: readonly Sign[] } {
  const first: Sign[] = []
  let open: Sign | undefined
  let isFirst = true
  for (let index = 0; index < line.length; index++) {
    const sign = line[index]
    if (sign === undefined) break
    if (sign.text === '\\') {
      if (isFirst) first.push(...line.slice(index, index + 2))
      index++
    } else if (sign.text === open?.text) open = undefined
    else if (open === undefined && (sign.text === '"' || sign.text === "'")) open = sign
    else if (open === undefined && /\s/.test(sign.text)) isFirst &&= first.length === 0
    else if (isFirst) first.push(sign)
  }
  return { open, first }
}

/** Where the last word of the line ends. */
function lineEnd(source: TokenSource, statement: Statement): number {
  const last = statement.unterminated ?? statement.args.at(-1) ?? statement.keyword
  return Math.min(last.end, source.text.length)
}
