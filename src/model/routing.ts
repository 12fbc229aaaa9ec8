/** The lines of routes and rules that keepalived keeps, and what they say about tracking (vrrp_iproute.c, vrrp_iprule.c). */
import { type Argument, optionNamed } from '../../grammar/arguments.ts'
import { PREFERENCE_WORDS } from '../../grammar/directives/routing.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { cNumber } from '../bind/kernel-values.ts'
import { isUnknown } from '../bind/values.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'
import { hasOption } from './sited.ts'

/** A line of `static_routes`, `virtual_routes`, `static_rules` or `virtual_rules`. */
export interface RoutingLine {
  readonly kind: 'route' | 'rule'
  readonly line: BoundStatement
  readonly isTracked: boolean
  /** The interface that it is tracked by, if one is written. */
  readonly hasInterface: boolean
  /** Why keepalived drops the rule once it has read its line. */
  readonly fault?: RuleFault
}

/** What makes no sense of a rule as a whole (vrrp_iprule.c:803 to 825). */
export type RuleFault =
  | { readonly kind: 'jump-from-nowhere'; readonly word: Word }
  | { readonly kind: 'jump-backwards'; readonly word: Word; readonly target: number; readonly preference: number }
  | { readonly kind: 'not-for-action'; readonly word: Word; readonly action: Word }

/** The word that says how high the rule ranks. */
export function preferenceOf({ match }: BoundStatement): Word | undefined {
  return match.options.findLast(({ name }) => PREFERENCE_WORDS.includes(name))?.word
}

/** The lines of routes and rules in a block, or in the blocks inside of it, whose words keepalived takes. */
export const routingLines = remembered((block: BoundStatement): readonly RoutingLine[] =>
  [block, ...block.block].flatMap((one) => {
    const kind = kindOf(one)
    return kind === undefined ? [] : one.block.flatMap((line) => (isTaken(line) ? [routingLine(one, kind, line)] : []))
  }),
)

/** The lines of routes and rules in all of these blocks. */
export const routingLinesAmong = rememberedInEach(routingLines)

/** The words that name the interface which a line is tracked by. */
const INTERFACE_WORDS = { route: ['dev', 'oif'], rule: ['dev', 'iif'] } as const

function routingLine(block: BoundStatement, kind: RoutingLine['kind'], line: BoundStatement): RoutingLine {
  const [own] = nextHopOf(line)
  const isBefore = (start: number): boolean => own === undefined || start < own
  const names: readonly string[] = INTERFACE_WORDS[kind]
  const hasInterface = line.match.options.some(({ name, word }) => names.includes(name) && isBefore(word.start))
  const fault = kind === 'rule' ? faultOf(block, line) : undefined
  return {
    kind,
    line,
    isTracked: !hasOption(line, 'no_track'),
    hasInterface,
    ...(fault === undefined ? {} : { fault }),
  }
}

function faultOf({ directive }: BoundStatement, line: BoundStatement): RuleFault | undefined {
  const jump = line.match.options.find(({ name }) => name === 'goto')?.word
  if (jump !== undefined) {
    const preference = preferenceOf(line)
    if (preference === undefined) return { kind: 'jump-from-nowhere', word: jump }
    const [target, from] = [jump, preference].map((word) => numberBehind(line, word))
    if (target !== undefined && from !== undefined && from >= target) {
      return { kind: 'jump-backwards', word: jump, target, preference: from }
    }
  }
  const argument: Argument | undefined = directive?.body?.kind === 'lines' ? directive.body.line : undefined
  if (argument === undefined) return undefined
  const used = line.match.options.map(({ name, word }) => ({ word, option: optionNamed(argument, name) }))
  const action = used.find(({ option }) => option?.action === 'other')?.word
  const word = used.find(({ option }) => option?.tableOnly === true)?.word
  return action === undefined || word === undefined ? undefined : { kind: 'not-for-action', word, action }
}

function numberBehind({ match }: BoundStatement, option: Word): number | undefined {
  const slot = match.slots.find(({ word }) => word.start > option.start)
  return slot === undefined ? undefined : cNumber(slot.word.text)
}

/** Where the first of several ways begins: what stands behind it is about that way. */
function nextHopOf({ match }: BoundStatement): number[] {
  return match.options.flatMap(({ name, word }) => (name === 'nexthop' ? [word.start] : []))
}

function kindOf({ directive }: BoundStatement): RoutingLine['kind'] | undefined {
  const noun = directive?.body?.kind === 'lines' ? directive.body.noun : undefined
  return noun === 'route' || noun === 'rule' ? noun : undefined
}

/** A word that nobody knows may be any option, and at a missing word keepalived ends. */
function isTaken({ statement, match }: BoundStatement): boolean {
  if (match.problems.some((one) => one.kind === 'missing-argument' && one.isHarmless !== true)) return false
  return match.refused !== true && ![statement.keyword, ...statement.args].some(({ text }) => isUnknown(text))
}
