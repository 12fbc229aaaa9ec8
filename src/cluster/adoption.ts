/** Fixes that give a member of a virtual router what another member has. */
import { rewriting } from '../bind/edits.ts'
import type { Fix } from '../diagnostics/diagnostic.ts'
import { addingToBlock } from '../model/line-edits.ts'
import { lastLine, type Sited } from '../model/sited.ts'
import type { Disagreement } from './agreement.ts'
import type { Member, Site } from './cluster.ts'

/** One value of an instance. */
export interface Property<N extends Site> {
  /** What says it in the instance, where nothing else does. */
  readonly keyword: string
  readonly valueIn: (member: Member<N>) => Sited<number | string> | undefined
}

/** Gives the odd member the value of the others. Of two either may be wrong, so that the other way is offered as well. */
export function adoptions<N extends Site>(pair: Disagreement<N>, property: Property<N>): Fix[] {
  return eitherWay(pair, (member, model) => adoption(member, model, property))
}

/** What makes the odd member like the others, and where there are only two, what makes the other one like it. */
export function eitherWay<N extends Site>(
  { odd, usual, isPair }: Disagreement<N>,
  adapt: (member: Member<N>, model: Member<N>) => readonly Fix[],
): Fix[] {
  return [...adapt(odd, usual), ...(isPair ? adapt(usual, odd) : [])]
}

function adoption<N extends Site>(
  member: Member<N>,
  model: Member<N>,
  { keyword, valueIn }: Property<N>,
): readonly Fix[] {
  const own = valueIn(member)
  const value = valueIn(model)?.value
  if (own === undefined || value === undefined) return []
  const fix = { title: `Use ${value} on ${member.node.name}, as on ${model.node.name}`, safety: 'unsafe' } as const
  if (own.implied !== true) return rewriting(own.at, { ...fix, newText: `${value}` })
  const { block } = member.instance
  const isWritten = lastLine(block.block, keyword) !== undefined
  return isWritten ? [] : addingToBlock(block, { ...fix, lines: [`${keyword} ${value}`] })
}
