/** The values on a line and on all lines in its block, by their kind: whoever looks for a few of them need not walk through all lines. */
import type { Value } from '../../grammar/values.ts'
import { remembered } from '../text/remembered.ts'
import type { BoundStatement } from './bind.ts'
import type { Slot } from './match.ts'

/** A value, its line, and the lines that open the blocks around it, outermost first. */
export interface SlotInLine<V extends Value = Value> {
  readonly slot: Slot & { readonly value: V }
  readonly line: BoundStatement
  readonly around: readonly BoundStatement[]
}

/** The values of a kind on a line that stands in no block and on the lines in its block, from top to bottom. */
export function slotsWithin<K extends (typeof KINDS)[number]>(
  line: BoundStatement,
  kind: K,
): readonly SlotInLine<Extract<Value, { readonly kind: K }>>[] {
  return (slotsByKind(line).get(kind) ?? NONE) as readonly SlotInLine<Extract<Value, { readonly kind: K }>>[]
}

const NONE: readonly SlotInLine[] = []

const slotsByKind = remembered((root: BoundStatement): ReadonlyMap<string, readonly SlotInLine[]> => {
  const found = new Map<string, SlotInLine[]>()
  const look = (line: BoundStatement, around: readonly BoundStatement[]): void => {
    for (const slot of line.match.slots) {
      if (!SOUGHT.has(slot.value.kind)) continue
      const alike = found.get(slot.value.kind)
      if (alike === undefined) found.set(slot.value.kind, [{ slot, line, around }])
      else alike.push({ slot, line, around })
    }
    if (line.block.length === 0) return
    const inside = [...around, line]
    for (const one of line.block) look(one, inside)
  }
  look(root, [])
  return found
})

/** The kinds that somebody looks for. */
const KINDS = ['command', 'reference', 'interface'] as const
const SOUGHT: ReadonlySet<Value['kind']> = new Set(KINDS)
