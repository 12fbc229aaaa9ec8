/** What keepalived complains about because of an earlier mistake: it is told with that mistake. */
import { needsOf } from '../../grammar/directive.ts'
import type { Brace, Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Completion, Diagnostic } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { causeOf, lacksAmong, whenTold } from '../model/lacks.ts'
import { refusalOf } from '../model/taken.ts'
import { monitoredTwice, repeatedTrackers } from '../model/trackers.ts'
import { unresolvedNames } from '../model/unresolved.ts'
import { groupBy } from '../text/group-by.ts'
import { lineKey } from '../text/places.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'
import type { Origin } from '../text/source-file.ts'

/** The findings about a node, each with the lines that it explains: ends of blocks that lack a line, and names that lead nowhere. */
export function withConsequences(node: ClusterNode, found: readonly Diagnostic[]): readonly Diagnostic[] {
  const consequences = consequencesIn(node)
  if (consequences.size === 0) return found
  const byLine = groupBy(found, ({ at }) => lineKey(at))
  const explained = new Map<Diagnostic, Origin[]>()
  for (const [cause, places] of consequences) {
    const diagnostic = findingAt(byLine, cause)
    if (diagnostic === undefined) continue
    const known = explained.get(diagnostic)
    if (known === undefined) explained.set(diagnostic, [...places])
    else for (const place of places) known.push(place)
  }
  return found.map((diagnostic) => {
    const places = explained.get(diagnostic)
    return places === undefined ? diagnostic : { ...diagnostic, explains: [...diagnostic.explains, ...places] }
  })
}

/** What of a line keepalived does not look at. */
interface Unread {
  readonly from: number
  readonly to: number
}

/**
 * keepalived leaves the rest of a line in a list where it does not find the name at its beginning, or has it already; and of a
 * block that it has dropped because of a line it does not look at what the others say.
 */
export function asLookedAt(node: ClusterNode, found: readonly Diagnostic[]): readonly Diagnostic[] {
  const unread = unreadIn(node)
  if (unread.size === 0) return found
  return found.map((one) => {
    const part = unread.get(lineKey(one.at))
    const isUnread = part !== undefined && one.at.start >= part.from && one.at.start < part.to
    return isUnread ? { ...one, configTest: false } : one
  })
}

function unreadIn({ bound, config, target }: ClusterNode): ReadonlyMap<string, Unread> {
  const unread = new Map<string, Unread>()
  const unresolved = unresolvedNames(bound, target)
  const beforeNames = new Set<BoundStatement>()
  for (const { word, line, value } of unresolved) {
    const at = originOf(word.source, word)
    if (line.directive === undefined && value.sought === 'reading')
      unread.set(lineKey(at), { from: at.end, to: Infinity })
    else beforeNames.add(line)
  }
  for (const { line } of repeatedTrackers(config)) {
    const at = originOf(line.statement.keyword.source, line.statement.keyword)
    unread.set(lineKey(at), { from: at.end, to: Infinity })
  }
  const monitored = new Set(monitoredTwice(bound.statements))
  for (const block of droppedAtOnceIn(bound.statements)) {
    const isRefused = (line: BoundStatement): boolean =>
      beforeNames.has(line) || monitored.has(line) || refusalOf(line) !== undefined
    const names = block.block.filter((line) => needsAtOnce(block, line))
    const last = names.find((line, index) => index > 0 || isRefused(line))
    if (last === undefined) continue
    // It looks for the name first, and only then whether there is one already.
    if (beforeNames.has(last)) unread.set(keyOf(last), wordsOf({ ...last, statement: { ...last.statement, args: [] } }))
    for (const line of block.block.slice(block.block.indexOf(last) + 1)) unread.set(keyOf(line), wordsOf(line))
  }
  return unread
}

/** The blocks that keepalived drops as soon as it refuses a line, and not at their end. */
const droppedAtOnce: (line: BoundStatement) => readonly BoundStatement[] = remembered((line) => {
  if (line.directive?.body?.kind !== 'keywords') return []
  const inside = line.block.flatMap(droppedAtOnce)
  return line.block.some((one) => needsAtOnce(line, one)) ? [line, ...inside] : inside
})

const droppedAtOnceIn = rememberedInEach(droppedAtOnce)

function needsAtOnce({ directive }: BoundStatement, { keyword }: BoundStatement): boolean {
  return needsOf(directive).some(
    (need) => need.refusedAtOnce === true && need.by === undefined && need.oneOf.includes(keyword),
  )
}

function keyOf({ statement: { keyword } }: BoundStatement): string {
  return lineKey(originOf(keyword.source, keyword))
}

/** A brace behind the words is read all the same. */
function wordsOf({ statement: { keyword, args } }: BoundStatement): Unread {
  const last = args.at(-1) ?? keyword
  return { from: originOf(keyword.source, keyword).start, to: originOf(last.source, last).end }
}

/** Where a process gives up because of a line that is refused: the finding about the line does not say so itself. */
export function endsOfRefused({ bound, target }: ClusterNode): Completion[] {
  return lacksAmong(bound.statements).flatMap((lack) => {
    const { block, need, cause } = lack
    if (cause === undefined || need.later === undefined || whenTold(lack, target) !== 'later') return []
    return [{ ...need.later, block: block.statement.keyword }]
  })
}

function consequencesIn({ bound, target }: ClusterNode): ReadonlyMap<Word, readonly Origin[]> {
  const consequences = new Map<Word, Origin[]>()
  const add = (cause: Word, place: Word | Brace): void => {
    const at = originOf(place.source, place)
    const known = consequences.get(cause)
    if (known === undefined) consequences.set(cause, [at])
    else known.push(at)
  }
  for (const lack of lacksAmong(bound.statements)) {
    const close = lack.block.statement.block?.close
    if (close !== undefined && whenTold(lack, target) === 'at-end') add(causeOf(lack), close)
  }
  for (const { why, cause, word, line, blocks } of unresolvedNames(bound, target)) {
    const isLost = why === 'lost' && cause !== undefined
    if (isLost) add(cause, word)
    const around = blocks.at(-2)
    const close = around?.statement.block?.close
    if (around !== undefined && close !== undefined && needsLine(around, line)) {
      add(isLost ? cause : line.statement.keyword, close)
    }
  }
  return consequences
}

/** Whether a block is not used without this very line, and keepalived says so at its end. */
function needsLine({ directive }: BoundStatement, { keyword }: BoundStatement): boolean {
  return needsOf(directive).some((need) => need.oneOf.includes(keyword) && need.refusedAtOnce !== true)
}

/** What is said about the line of a cause. */
function findingAt(byLine: ReadonlyMap<string, readonly Diagnostic[]>, cause: Word): Diagnostic | undefined {
  const place = originOf(cause.source, cause)
  const about = (byLine.get(lineKey(place)) ?? []).filter(({ at }) => at.start >= place.start)
  return about.find(({ configTest }) => configTest) ?? about[0]
}
