/** A backslash at the end of a line that continues nothing. */
import type { BoundStatement } from '../bind/bind.ts'
import { isChecked } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { type Place, positionAt } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const trailingBackslash: NodeRule = {
  kind: 'node',
  name: 'trailing-backslash',
  severity: 'error',
  summary: 'A line ends in a backslash, which continues nothing here.',
  why: 'Only the value of a `$NAME=` definition can go on in the next line. Anywhere else the backslash becomes part of the last word, so that `priority 100 \\` is no number any more, and the next line is one of its own. Before 2.4.0 this is so even where the backslash ends a comment behind the words (lib/parser.c:2298; seen with 2.2.7).',
  check: (node) =>
    node.reading.problems.flatMap(({ kind, at }) => (kind === 'trailing-backslash' ? [findingAt(node, at)] : [])),
}

function findingAt(node: ClusterNode, at: Place): Finding {
  const message = isInComment(at)
    ? `keepalived ${node.target.version} takes the backslash at the end of this comment for a part of the last word before the comment. Put a full stop behind it, or take it away.`
    : 'A backslash continues only definitions: here keepalived takes it for a part of the last word. Write the directive in one line.'
  return { message, at, nodes: [node.name], configTest: isReported(node, at) }
}

function isInComment({ file, start }: Place): boolean {
  const line = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start)
  return /[#!]/.test(line.replace(/"[^"]*"|\\./g, ''))
}

/** The word that it becomes a part of is one that keepalived looks at closely. */
function isReported(node: ClusterNode, at: Place): boolean {
  const line = lineAt(node.bound.statements, at)
  const slot = line?.match.slots.at(-1)
  const last = line?.statement.args.at(-1) ?? line?.statement.keyword
  return slot === undefined || slot.word !== last || isChecked(slot.value)
}

function lineAt(lines: readonly BoundStatement[], at: Place): BoundStatement | undefined {
  const { line } = positionAt(at.file, at.start)
  for (const one of lines) {
    const { keyword } = one.statement
    const origin = originOf(keyword.source, keyword)
    const found = lineAt(one.block, at)
    if (found !== undefined) return found
    if (origin.file === at.file && positionAt(origin.file, origin.start).line === line) return one
  }
  return undefined
}
