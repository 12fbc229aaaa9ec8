/** Where a node uses a value: the lines in which a word stands that is taken for it. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Slot } from '../bind/match.ts'
import { parseAddress } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { originOfWord } from '../model/sited.ts'
import { upTo } from '../text/ends.ts'
import { remembered } from '../text/remembered.ts'
import type { Origin } from '../text/source-file.ts'

/** A value in its line. */
export interface ValueInLine {
  readonly slot: Slot
  readonly line: BoundStatement
  /** The lines that open the blocks around it, outermost first. */
  readonly blocks: readonly BoundStatement[]
}

/** A value in its line, and where a node has it. */
export interface Use extends ValueInLine {
  readonly node: ClusterNode
  readonly at: Origin
}

/** All values of a node, in the order of its lines. */
export const valuesOf = remembered(({ bound }: ClusterNode): readonly ValueInLine[] => {
  const values: ValueInLine[] = []
  const look = (lines: readonly BoundStatement[], blocks: readonly BoundStatement[]): void => {
    for (const line of lines) {
      for (const slot of line.match.slots) values.push({ slot, line, blocks })
      if (line.block.length > 0) look(line.block, [...blocks, line])
    }
  }
  look(bound.statements, [])
  return values
})

/** The words of a node that are values of some kind. */
export function usesIn(node: ClusterNode, isWanted: (slot: Slot, line: BoundStatement) => boolean): Use[] {
  const wanted = valuesOf(node).filter(({ slot, line }) => isWanted(slot, line))
  return wanted.map((value) => ({ ...value, node, at: originOfWord(value.slot.word) }))
}

/** Whether a word is taken for an address. IPv4 has one spelling only, so that few words have to be parsed. */
export function isAddress(text: string): (slot: Slot) => boolean {
  const mayBe = text.includes(':')
    ? (word: string): boolean => word.includes(':')
    : (word: string): boolean => word.startsWith(text)
  return ({ value, word }) => value.kind === 'address' && mayBe(word.text) && addressIn(word.text) === text
}

/** The address that a word holds, without prefix length or range, in its canonical spelling. */
export function addressIn(word: string): string | undefined {
  return parseAddress(upTo(word, '-'))?.text
}

/** Whether a word is taken for an interface of this name. */
export function isInterface(name: string): (slot: Slot) => boolean {
  return ({ value, word }) => value.kind === 'interface' && word.text === name
}

/** Whether a word names what a block of this kind declares: a reference to it, or the declaration itself. */
export function isNameOf(kind: string, name: string): (slot: Slot, line: BoundStatement) => boolean {
  return (slot, line) => slot.word.text === name && (kindOfName(slot, line) ?? '') === kind
}

/** What a word names, if anything. */
export function kindOfName({ value, word }: Slot, line: BoundStatement): string | undefined {
  if (value.kind === 'reference') return value.to
  return line.match.slots[0]?.word === word ? line.directive?.declares : undefined
}
