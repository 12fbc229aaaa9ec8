/** What is in force in an instance although its lines do not say so, and why: in the words of hover and hints alike. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Instance } from '../model/config.ts'
import { OWNER_PRIORITY } from '../model/rank.ts'
import { lastLine, numberOf } from '../model/sited.ts'

/** A value, and a sentence that says where it comes from. */
export interface InForce {
  readonly value: string
  readonly why: string
}

/** The priority where no line gives one. */
export function impliedPriority({ priority, block }: Instance): InForce | undefined {
  if (priority.unknown === true || lastLine(block.block, 'priority') !== undefined) return undefined
  const cause = priority.value === OWNER_PRIORITY ? 'which `state MASTER` implies' : 'the default'
  const why = `Without a \`priority\` line the priority is ${priority.value}, ${cause}.`
  return { value: `${priority.value}`, why }
}

/** The priority where the line does not give it. */
export function changedPriority({ priority }: Instance, line: BoundStatement): InForce | undefined {
  if (priority.unknown === true || numberOf(line)?.value === priority.value) return undefined
  const isOther = priority.implied !== true
  const why = isOther ? 'Another line counts.' : 'A priority that is no number from 1 to 255 becomes 100.'
  return { value: `${priority.value}`, why }
}

/** The state where it is another one than the line says. */
export function changedState(instance: Instance, line: BoundStatement): InForce | undefined {
  const { state, strict, authentication } = instance
  const written = line.match.slots[0]?.word.text
  if (state.unknown === true || written === undefined || written === state.value) return undefined
  if (strict) return { value: state.value, why: 'In strict mode the state follows from the priority.' }
  const isAh = authentication.writtenType?.value === 'AH' && state.implied === true
  return { value: state.value, why: isAh ? 'With `AH` only priority 255 starts as MASTER.' : 'The line is not taken.' }
}

/** The seconds from one advert to the next, where the line gives another number. */
export function changedInterval({ advertInterval, version }: Instance, line: BoundStatement): InForce | undefined {
  const written = numberOf(line)
  if (written === undefined || written.value === advertInterval.value) return undefined
  const unit = version.value === 2 ? 'whole seconds, at most 255' : 'hundredths of a second, at most 40.95 s'
  return { value: `${advertInterval.value} s`, why: `Version ${version.value} sends ${unit}.` }
}

/** Why `nopreempt` does nothing in the instance. */
export function reasonToPreempt({ preempts, state }: Instance): string | undefined {
  if (!preempts) return undefined
  const cause = state.value === 'MASTER' ? '`state MASTER`' : `priority ${OWNER_PRIORITY}`
  return `Has no effect with ${cause}: this node always takes over from a lower priority.`
}
