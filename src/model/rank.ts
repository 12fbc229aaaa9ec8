/** What a node claims in the election: state, priority and whether it takes over from a running master. */
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { AuthType, VrrpState } from './config.ts'
import { implied, lastLine, linesOf, numberOf, originOfWord, type Sited, sited, standInFor, unknown } from './sited.ts'

const OWNER_PRIORITY = 255
const DEFAULT_PRIORITY = 100

export interface Rank {
  readonly state: Sited<VrrpState>
  readonly priority: Sited<number>
  readonly preempts: boolean
}

/** What decides beside the lines of the instance. */
export interface RankContext {
  readonly name: Sited<string>
  readonly strict: boolean
  readonly authType: AuthType
}

export function rankOf(lines: readonly BoundStatement[], context: RankContext): Rank {
  const written = writtenState(lines)
  const priority = priorityOf(lines, written, context.name)
  const state = stateInForce(written, priority, context)
  const isAlwaysPreempting = state.value === 'MASTER' || priority.value === OWNER_PRIORITY
  return { state, priority, preempts: isAlwaysPreempting || !hasNopreempt(lines) }
}

/** A word that is no state means BACKUP, and BACKUP after MASTER is refused (vrrp_parser.c:843 and 848). */
function writtenState(lines: readonly BoundStatement[]): Sited<VrrpState> | undefined {
  let state: Sited<VrrpState> | undefined
  for (const line of linesOf(lines, 'state')) {
    const word = line.match.slots[0]?.word
    if (word === undefined) continue
    if (isUnknown(word.text)) state = unknown('BACKUP', word)
    else if (word.text === 'MASTER') state = sited('MASTER', word)
    else if (word.text !== 'BACKUP') state = implied('BACKUP', originOfWord(word))
    else if (state?.value !== 'MASTER') state = sited('BACKUP', word)
  }
  return state
}

/** Without the line it follows from the state (vrrp.c:3302 and 3307); a wrong number means 100 (vrrp_parser.c:1062). */
function priorityOf(
  lines: readonly BoundStatement[],
  state: Sited<VrrpState> | undefined,
  name: Sited<string>,
): Sited<number> {
  const line = lastLine(lines, 'priority')
  if (line === undefined) {
    if (state?.unknown === true) return { value: Number.NaN, at: state.at, unknown: true }
    return implied(state?.value === 'MASTER' ? OWNER_PRIORITY : DEFAULT_PRIORITY, name.at)
  }
  const word = line.match.slots[0]?.word ?? line.statement.keyword
  return numberOf(line) ?? standInFor(line, Number.NaN) ?? implied(DEFAULT_PRIORITY, originOfWord(word))
}

/** Strict mode makes it match the priority (vrrp.c:3315); with `AH` a node that does not own the addresses waits (vrrp.c:3349). */
function stateInForce(
  written: Sited<VrrpState> | undefined,
  priority: Sited<number>,
  { name, strict, authType }: RankContext,
): Sited<VrrpState> {
  const owns = priority.value === OWNER_PRIORITY
  const matching: VrrpState = owns ? 'MASTER' : 'BACKUP'
  if (priority.unknown === true) return written ?? { value: matching, at: priority.at, unknown: true }
  if (written === undefined) return implied(matching, name.at)
  const mustMatch = strict || (authType === 'AH' && written.value === 'MASTER' && !owns)
  if (mustMatch && written.value !== matching) return implied(matching, written.at)
  return written
}

/** The last of `preempt` and `nopreempt` counts. `nopreempt` is dropped with MASTER and with 255 (vrrp.c:3537 and 3548). */
function hasNopreempt(lines: readonly BoundStatement[]): boolean {
  return lines.findLast((line) => ['preempt', 'nopreempt'].includes(line.keyword))?.keyword === 'nopreempt'
}
