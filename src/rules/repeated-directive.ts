/** A keyword that stands twice in a block that can have it once only. */
import type { RepeatTold } from '../../grammar/directive.ts'
import type { Release } from '../../grammar/releases.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import { refusalOf } from '../model/taken.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const repeatedDirective: NodeRule = {
  kind: 'node',
  name: 'repeated-directive',
  severity: 'warning',
  summary: 'A keyword stands twice where only one of the lines counts.',
  why: 'Of two lines with one keyword keepalived uses one: the first of two notify scripts, FIFOs or `track_file` weights, the last of two priorities. For some of them it reports the second line, so that `keepalived -t` fails (vrrp_parser.c:342, global_parser.c:325, track_file.c:311); since 2.2.8 also for `virtualhost`, `path` and `regex` (set_string() in lib/parser.c). For most it says nothing.',
  check: (node) => repeatsOf(node.bound.statements).flatMap((repeat) => finding(node, repeat)),
}

/** A line, and the earlier one with its keyword. */
interface Repeat {
  readonly line: BoundStatement
  readonly earlier: BoundStatement
}

/** Blocks of global_defs add up; any other block stands for itself. */
function repeatsOf(lines: readonly BoundStatement[]): Repeat[] {
  return [...repeatsAmong(onceAmong(lines)), ...repeatsAmong(mergedLines(lines)), ...repeatsInEach(lines)]
}

const mergedLines = rememberedInEach((line: BoundStatement) => (isMerged(line) ? line.block : NONE_MERGED))
const NONE_MERGED: readonly BoundStatement[] = []

/** Few of the lines that stand in no block may stand there only once. */
const onceAmong = rememberedInEach((line: BoundStatement) => (isOnce(line) ? [line] : []))

const repeatsInEach = rememberedInEach((line: BoundStatement) => (isMerged(line) ? [] : repeatsInside(line)))

function isMerged({ directive }: BoundStatement): boolean {
  return directive?.mergesBlocks === true
}

function repeatsInside({ block }: BoundStatement): readonly Repeat[] {
  return block.length === 0 ? NONE : [...repeatsAmong(block), ...block.flatMap(repeatsInside)]
}

const NONE: readonly Repeat[] = []

function repeatsAmong(lines: readonly BoundStatement[]): readonly Repeat[] {
  if (lines.length < 2 || new Set(lines.map(({ keyword }) => keyword)).size === lines.length) return NONE
  const counting = new Map<string, BoundStatement>()
  return lines.flatMap((line) => {
    const { directive, keyword } = line
    if (directive === undefined || !isOnce(line) || refusalOf(line) !== undefined) return []
    const earlier = counting.get(keyword)
    if (earlier === undefined || directive.repeat === 'last' || isForgotten(earlier)) counting.set(keyword, line)
    return earlier === undefined || isForgotten(earlier) ? [] : [{ line, earlier }]
  })
}

function isOnce({ directive }: BoundStatement): boolean {
  const told = directive?.repeatTold
  if (told !== undefined && told !== true && told.elsewhere === true) return false
  return directive?.repeat === 'first' || directive?.repeat === 'last'
}

function finding(node: ClusterNode, { line, earlier }: Repeat): Finding[] {
  const isTold = isReported(line, earlier, node.target)
  if (!isTold && (isAlike(line, earlier) || !isSure(line, earlier))) return []
  const { keyword, directive } = line
  const isLast = directive?.repeat === 'last' || isForgotten(earlier)
  return [
    {
      message: `\`${keyword}\` stands twice in its block: keepalived uses ${isLast ? 'this line and not the one before' : 'the first line and ignores this one'}. Remove one of them.`,
      at: originOfWord(line.statement.keyword),
      nodes: [node.name],
      severity: isAlike(line, earlier) ? 'warning' : isTold ? 'error' : 'warning',
      related: [
        {
          message: isLast ? 'the line that does not count' : 'the line that counts',
          at: originOfWord(earlier.statement.keyword),
        },
      ],
      configTest: isTold,
    },
  ]
}

function isReported(line: BoundStatement, earlier: BoundStatement, target: Release): boolean {
  const told = line.directive?.repeatTold
  if (told === undefined) return false
  if (told === true) return true
  if (told.since !== undefined && !target.atLeast(told.since)) return false
  return isReportedFor(told, line, earlier)
}

function isReportedFor(told: RepeatTold, line: BoundStatement, earlier: BoundStatement): boolean {
  if (told.acceptsSame === true && isAlike(line, earlier)) return false
  return !isForgotten(earlier)
}

/** A first line that counts as none: an empty list is as if it were not there. */
function isForgotten({ directive, statement, block }: BoundStatement): boolean {
  const body = directive?.body
  if (body !== undefined && body.kind !== 'keywords' && body.ifEmpty !== undefined && block.length === 0) return true
  const told = directive?.repeatTold
  if (told === undefined || told === true || told.forgets === undefined) return false
  const [value] = statement.args
  return value === undefined || value.text === told.forgets || Number(value.text) === Number(told.forgets)
}

function isAlike(line: BoundStatement, earlier: BoundStatement): boolean {
  return wordsOf(line) === wordsOf(earlier)
}

function wordsOf({ statement }: BoundStatement): string {
  return statement.args.map(({ text }) => text).join('\n')
}

/** Lines of one file that are known: an included file may well give a default that the other line is to replace. */
function isSure(line: BoundStatement, earlier: BoundStatement): boolean {
  const [one, other] = [line, earlier].map(({ statement }) => originOfWord(statement.keyword).file.path)
  return one === other && [line, earlier].every(({ statement }) => !statement.args.some(({ text }) => isUnknown(text)))
}
