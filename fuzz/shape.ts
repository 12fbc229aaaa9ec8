/** What is fuzzed: inputs of one kind, how they are changed, and what must hold for each of them. */
import type { Random } from './random.ts'

/** A kind of inputs, which are values of JSON. Bytes are written as Latin-1, one character each. */
export interface Shape<Input> {
  /** What the first inputs are made of, in an order that is always the same. */
  readonly seeds: () => readonly Input[]
  /** A changed copy; `another` gives further inputs to take something from. */
  readonly mutated: (input: Input, random: Random, another: () => Input) => Input
  /** Throws, or rejects, where something is wrong. */
  readonly check: (input: Input) => void | Promise<void>
  /** Milliseconds of processor time after which an input counts as slow: generous, as that of a busy machine. */
  readonly allowance: (input: Input) => number
}

/** Where the inputs of a shape come from. */
export interface Sources {
  /** The folder of the project. */
  readonly root: string
  /** A folder with configurations of others, which are changed and never kept as they are. */
  readonly corpus: string | undefined
}

export const SHAPES = ['bytes', 'configs', 'edits'] as const
export type ShapeName = (typeof SHAPES)[number]
