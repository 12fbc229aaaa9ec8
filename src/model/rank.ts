/** What a node claims in the election: state, priority and whether it takes over from a running master. */
import type { BoundStatement } from '../bind/bind.ts'
import { rewriting } from '../bind/edits.ts'
import { isUnknown } from '../bind/values.ts'
import type { Fix } from '../diagnostics/diagnostic.ts'
import { textAt } from '../text/source-file.ts'
import { alteredIf, type InstanceAlteration } from './alterations.ts'
import type { AuthType, VrrpState } from './config.ts'
import {
  implied,
  lastLine,
  linesOf,
  numberOf,
  originOfWord,
  type Sited,
  sited,
  standInFor,
  switchOf,
  unknown,
} from './sited.ts'

/** Who has it owns the addresses: they are its own, and nobody takes them over while it runs. */
export const OWNER_PRIORITY = 255
const DEFAULT_PRIORITY = 100

export interface Rank {
  readonly state: Sited<VrrpState>
  readonly priority: Sited<number>
  readonly preempts: boolean
  readonly alterations: readonly InstanceAlteration[]
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
  const preempts = isAlwaysPreempting || nopreemptLine(lines) === undefined
  const isUncertain = state.unknown === true || priority.unknown === true
  const rank = { state, priority, preempts }
  return { ...rank, alterations: isUncertain ? [] : alterationsOf(lines, { ...rank, written, context }) }
}

/** The fix of an instance that shall not begin as MASTER. */
export function beginningAsBackup({ at }: Sited<VrrpState>, title: string): Fix[] {
  if (textAt(at) !== 'MASTER') return []
  return rewriting(at, { title, safety: 'unsafe', newText: 'BACKUP' })
}

/** A word that is no state means BACKUP, and BACKUP after MASTER is refused (vrrp_parser.c:843 and 848). */
export function writtenState(lines: readonly BoundStatement[]): Sited<VrrpState> | undefined {
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

/** The number of the line that counts; `undefined` without one, or where it is none. */
export function writtenPriority(lines: readonly BoundStatement[]): number | undefined {
  return numberOf(lastLine(lines, 'priority'))?.value
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

/** What state, priority and strict mode change of the other lines (vrrp.c:3315, 3349, 3537 to 3590 and 3681 to 3700). */
function alterationsOf(lines: readonly BoundStatement[], rank: RankInForce): InstanceAlteration[] {
  const { state, priority, preempts, written, context } = rank
  const owns = priority.value === OWNER_PRIORITY
  const isMaster = state.value === 'MASTER'
  const isOverridden = written !== undefined && written.value !== state.value
  const nopreempt = nopreemptLine(lines)
  const delay = lastLine(lines, 'preempt_delay')
  const isDelayed = (numberOf(delay)?.value ?? 0) > 0
  const expired = lines.findLast((line) => ['timer_expired_backup', 'thread_timer_expired'].includes(line.keyword))
  const ignores = lastLine(lines, 'owner_ignore_adverts')
  const ignoring = switchOf(lines, 'owner_ignore_adverts')?.value
  return [
    ...alteredIf(isOverridden, context.strict ? 'state-against-priority' : 'ah-with-master', lastLine(lines, 'state')),
    ...alteredIf(owns, 'nopreempt-with-owner', nopreempt),
    ...alteredIf(isMaster && !owns, 'nopreempt-with-master', nopreempt),
    ...alteredIf(isDelayed && isMaster, 'preempt-delay-with-master', delay),
    ...alteredIf(isDelayed && !isMaster && context.strict, 'preempt-delay-in-strict-mode', delay),
    ...alteredIf(isDelayed && !isMaster && !context.strict && !preempts, 'preempt-delay-with-nopreempt', delay),
    ...alteredIf(preempts, 'expired-timer-with-preemption', expired),
    ...alteredIf(ignoring === true && !owns, 'ignored-adverts-without-owner', ignores),
    ...alteredIf(ignoring === false && owns, 'heeded-adverts-of-owner', ignores),
  ]
}

interface RankInForce extends Omit<Rank, 'alterations'> {
  readonly written: Sited<VrrpState> | undefined
  readonly context: RankContext
}

/** The last of `preempt` and `nopreempt` counts. `nopreempt` is dropped with MASTER and with 255 (vrrp.c:3537 and 3548). */
function nopreemptLine(lines: readonly BoundStatement[]): BoundStatement | undefined {
  const line = lines.findLast(({ keyword }) => ['preempt', 'nopreempt'].includes(keyword))
  return line?.keyword === 'nopreempt' ? line : undefined
}
