/** `kalint show effective`: the lines that each node reads after includes, conditions and definitions. */
import type { LineToken, SourcedToken } from '../../grammar/parser.ts'
import type { Span, Statement, TokenSource } from '../../grammar/syntax.ts'
import { Close, NewLine, Open } from '../../grammar/tokens.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Secrets } from '../engine/secrets.ts'
import { originOf } from '../expand/mapped-text.ts'
import { tokensOfReading } from '../expand/reading.ts'
import { harmlessJson } from '../text/harmless.ts'
import type { Origin } from '../text/source-file.ts'
import { columns } from './columns.ts'
import { nodeHeading } from './node-heading.ts'
import { fileAndLine, fileAndLineOfOrigin, originOfLine } from './places.ts'
import { wordsOf } from './statement-words.ts'

/** A configuration that keepalived reads in the same way; behind each line, where it comes from. */
export function renderEffective(nodes: readonly ClusterNode[], secrets: Secrets): string {
  return nodes
    .map((node) => {
      const rows = effectiveLines(node, secrets).map(({ text, depth, at }) => [
        `${'    '.repeat(depth)}${text}`,
        `# ${fileAndLineOfOrigin(at)}`,
      ])
      return `${nodeHeading(node)}\n${columns(rows)}`
    })
    .join('\n')
}

/** The same as JSON. */
export function renderEffectiveJson(nodes: readonly ClusterNode[], secrets: Secrets): string {
  const readings = nodes.map((node) => ({
    node: node.name,
    file: node.file.path,
    configId: node.configId ?? null,
    lines: effectiveLines(node, secrets).map(({ text, depth, at }) => ({
      text,
      depth,
      at: fileAndLine(at),
      ...(at.definition === undefined ? {} : { definition: fileAndLine(at.definition) }),
    })),
  }))
  return `${harmlessJson(JSON.stringify(readings, undefined, 2))}\n`
}

interface EffectiveLine {
  readonly text: string
  /** How many blocks it stands in. */
  readonly depth: number
  readonly at: Origin
}

function effectiveLines(node: ClusterNode, secrets: Secrets): EffectiveLine[] {
  const lines: EffectiveLine[] = []
  let depth = 0
  for (const words of linesOf(tokensOfReading(node.reading))) {
    const [first, ...others] = words.map((word) => originOf(word.source, word))
    if (first === undefined) continue
    const isClosing = words[0]?.brace === 'close'
    lines.push({
      text: secrets.texts(words).join(' '),
      depth: Math.max(0, isClosing ? depth - 1 : depth),
      at: originOfLine([first, ...others]),
    })
    for (const { brace } of words) {
      if (brace === 'open') depth++
      else if (brace === 'close') depth = Math.max(0, depth - 1)
    }
  }
  return lines
}

/** A word as it would be written, or a brace. */
interface Piece extends Span {
  readonly text: string
  readonly source: TokenSource
  readonly brace?: 'open' | 'close'
}

function linesOf(tokens: readonly SourcedToken[]): Piece[][] {
  const lines: Piece[][] = [[]]
  for (const token of tokens) {
    if (token.tokenType === NewLine) lines.push([])
    else if ('statement' in token) lines.push(writtenWords((token as LineToken).statement), [])
    else lines.at(-1)?.push(pieceOf(token))
  }
  return lines
}

function writtenWords(statement: Statement): Piece[] {
  return wordsOf(statement).map((word) => {
    const { text, start, end, source, quoted } = word
    const closing = word === statement.unterminated ? '' : '"'
    return { text: quoted ? `"${text}${closing}` : text, start, end, source }
  })
}

function pieceOf({ tokenType, image, startOffset, source }: SourcedToken): Piece {
  const piece = { text: image, start: startOffset, end: startOffset + image.length, source }
  if (tokenType === Open) return { ...piece, brace: 'open' }
  return tokenType === Close ? { ...piece, brace: 'close' } : piece
}
