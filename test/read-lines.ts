/** What a node reads, as lines of words that a table in a test can show. */
import type { LineToken, SourcedToken } from '../grammar/parser.ts'
import { newestRelease, type Release, release } from '../grammar/releases.ts'
import type { Statement } from '../grammar/syntax.ts'
import { Line, NewLine } from '../grammar/tokens.ts'
import { splitToken } from '../grammar/words.ts'
import { expand } from '../src/expand/expand.ts'
import { type Reading, tokensOfReading } from '../src/expand/reading.ts'
import type { Files } from '../src/text/files.ts'
import { sourceFile } from '../src/text/source-file.ts'
import { filesInMemory } from './files-in-memory.ts'

/** Who reads, and what lies beside the file. */
export interface Reader {
  readonly target?: string
  readonly id?: string
  readonly files?: Readonly<Record<string, string>>
  readonly as?: 'written' | undefined
}

export function read(text: string, { target, id, files = {}, as }: Reader = {}): Reading {
  return expand(sourceFile('main.conf', text), {
    files: filesOf(files),
    target: target === undefined ? newestRelease() : known(target),
    configId: id,
    ...(as === undefined ? {} : { as }),
  })
}

/** The lines that are read, the words of each with ` | ` between them. A brace is a line of its own, as in keepalived. */
export function readLines(text: string, reader: Reader = {}): string[] {
  const lines: string[] = []
  let words: string[] = []
  const endLine = (): void => {
    if (words.length > 0) lines.push(words.join(' | '))
    words = []
  }
  for (const token of tokensOfReading(read(text, reader))) {
    if (token.tokenType === NewLine) {
      endLine()
    } else if (token.tokenType === Line) {
      endLine()
      words = wordsOf((token as LineToken).statement)
      endLine()
    } else if (token.image === '{' || token.image === '}') {
      endLine()
      lines.push(token.image)
    } else {
      words.push(...wordsIn(token))
    }
  }
  endLine()
  return lines
}

/** The kinds of what went wrong, in order. */
export function problemsOf(text: string, reader: Reader = {}): string[] {
  return read(text, reader).problems.map((problem) => problem.kind)
}

export function known(version: string): Release {
  const found = release(version)
  if (found === undefined) throw new Error(`${version} is no known release`)
  return found
}

/** Files by their texts; a name that ends in `/` is a directory. */
export function filesOf(files: Readonly<Record<string, string>>): Files {
  return filesInMemory(
    new Map(Object.entries(files).map(([path, text]) => [path, { kind: 'text', file: sourceFile(path, text) }])),
  )
}

function wordsIn(token: SourcedToken): string[] {
  return splitToken(token.image, token.startOffset, token.source).words.map((word) => word.text)
}

function wordsOf({ keyword, args, unterminated }: Statement): string[] {
  return [keyword, ...args].filter((word) => word !== unterminated).map((word) => word.text)
}
