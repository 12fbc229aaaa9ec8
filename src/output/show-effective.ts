/** `kalint show effective`: the lines that each node reads after includes, conditions and definitions. */
import type { SourcedToken } from '../../grammar/parser.ts'
import { Close, NewLine, Open } from '../../grammar/tokens.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Secrets } from '../engine/secrets.ts'
import { originOf } from '../expand/mapped-text.ts'
import type { Origin } from '../text/source-file.ts'
import { columns } from './columns.ts'
import { nodeHeading } from './node-heading.ts'
import { fileAndLine, fileAndLineOfOrigin, originOfLine } from './places.ts'

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
  return `${JSON.stringify(readings, undefined, 2)}\n`
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
  for (const tokens of splitAtNewLines(node.reading.tokens)) {
    const [first, ...others] = tokens.map(originOfToken)
    if (first === undefined) continue
    const text = secrets.texts(tokens.map(wordOf)).join(' ')
    const isClosing = tokens[0]?.tokenType === Close
    lines.push({
      text,
      depth: Math.max(0, isClosing ? depth - 1 : depth),
      at: originOfLine([first, ...others]),
    })
    for (const { tokenType } of tokens) {
      if (tokenType === Open) depth++
      else if (tokenType === Close) depth = Math.max(0, depth - 1)
    }
  }
  return lines
}

function splitAtNewLines(tokens: readonly SourcedToken[]): SourcedToken[][] {
  const lines: SourcedToken[][] = [[]]
  for (const token of tokens) {
    if (token.tokenType === NewLine) lines.push([])
    else lines.at(-1)?.push(token)
  }
  return lines
}

function originOfToken(token: SourcedToken): Origin {
  return originOf(token.source, wordOf(token))
}

function wordOf({ image, startOffset, source }: SourcedToken) {
  return { text: image, start: startOffset, end: startOffset + image.length, source }
}
