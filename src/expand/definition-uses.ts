/** Which lines stand for the lines of definitions: keepalived names them in its messages. */
import type { Definition } from './definitions.ts'
import type { LineState } from './interpret.ts'
import { originOf } from './mapped-text.ts'
import type { DefinitionUse } from './reading.ts'

/** The definitions of several lines, and where they are used. */
export function definitionUsesIn({ uses }: LineState): DefinitionUse[] {
  return [...uses].flatMap(([line, definitions]) => {
    const at = originOf(line, { start: 0, end: line.text.length })
    return [...definitions].map(({ lines }) => ({
      lines: lines.map((one) => originOf(one, { start: 0, end: one.text.length })),
      at,
    }))
  })
}

/** The lines of a definition are read on the line of a file that is being read. */
export function noteUse({ uses, physical }: LineState, definition: Definition): void {
  if (physical === undefined) return
  const used = uses.get(physical) ?? new Set()
  uses.set(physical, used.add(definition))
}
