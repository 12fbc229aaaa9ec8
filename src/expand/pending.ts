/** What waits to be read while a line is: the rest of it, and what it stands for. */
import type { Place } from '../text/source-file.ts'
import type { Definition } from './definitions.ts'
import { type MappedText, originOf } from './mapped-text.ts'
import type { SequenceLine } from './sequences.ts'

/** Lines that wait to be read, the last one first: the rest of a line, the turns of a sequence, the lines of a definition. */
export type Pending =
  | { readonly kind: 'text'; readonly text: MappedText }
  | { readonly kind: 'lines'; readonly lines: readonly MappedText[]; next: number }
  | { readonly kind: 'sequence'; readonly sequence: SequenceLine; readonly at: Place; next: number }

/** Where the next text of what waits is written. */
export function originOfPending(top: Exclude<Pending, { kind: 'text' }>, text: MappedText): Place {
  return top.kind === 'sequence' ? top.at : originOf(text, { start: 0, end: text.text.length })
}

/** Whether lines of a definition still wait. */
export function isBeingRead({ lines }: Definition, pending: readonly Pending[]): boolean {
  return pending.some((one) => one.kind === 'lines' && one.lines === lines)
}

/** Nobody writes more sequences in one another than this. */
const MAX_NESTED_SEQUENCES = 6

/** Whether a sequence comes again in one of its own turns, because its text refers to a definition that holds it; it may grow with each. */
export function isTurning({ text }: SequenceLine, pending: readonly Pending[]): boolean {
  const around = pending.flatMap((one) => (one.kind === 'sequence' ? [one.sequence] : []))
  return around.length >= MAX_NESTED_SEQUENCES || around.some((sequence) => sequence.text.text === text.text)
}

/** How many turns the sequences around a line make together. */
export function turnsAround(pending: readonly Pending[]): number {
  return pending.reduce((turns, entry) => (entry.kind === 'sequence' ? turns * entry.sequence.count : turns), 1)
}
