/** Makes an input small that fails: as long as something can be taken away and the failure stays the same. */
import type { Failure } from './failure.ts'
import { processorTime } from './processor-time.ts'
import { runInput } from './run-input.ts'
import type { Shape } from './shape.ts'

/** How much work making one input small may be. */
export interface Effort {
  /** How often a smaller one is tried. */
  readonly tries: number
  /** Milliseconds of processor time after which no further one is. */
  readonly time: number
  /** Called before each is: it may never end. */
  readonly onStart: (input: unknown) => void
}

/** The smallest input found that fails in the same way. */
export async function minimised<Input>(
  shape: Shape<Input>,
  input: Input,
  { signature }: Failure,
  { tries, time, onStart }: Effort,
): Promise<Input> {
  const end = processorTime() + time
  let best = input
  let left = tries
  for (let hasShrunk = true; hasShrunk && left > 0; ) {
    hasShrunk = false
    for (const smaller of smallerThan(best)) {
      if (left-- <= 0 || processorTime() > end) return best
      onStart(smaller)
      const { failure } = await runInput(shape, smaller as Input)
      if (failure?.signature !== signature) continue
      best = smaller as Input
      hasShrunk = true
      break
    }
  }
  return best
}

/** Values of JSON with something taken away, the boldest first. */
function* smallerThan(value: unknown): Generator<unknown> {
  if (typeof value === 'string') yield* shorterThan(value)
  else if (Array.isArray(value)) yield* fewerThan(value)
  else if (typeof value === 'object' && value !== null) yield* lesserThan(value as Record<string, unknown>)
}

function* shorterThan(text: string): Generator<string> {
  const lines = text.split('\n')
  if (lines.length > 1) for (const fewer of withoutPieces(lines)) yield fewer.join('\n')
  const words = text.split(/(?<=\s)(?=\S)/)
  if (words.length > 1) for (const fewer of withoutPieces(words)) yield fewer.join('')
  if (text.length <= MOST_CHARACTERS) for (const fewer of withoutPieces([...text])) yield fewer.join('')
}

/** Longer texts are cut by lines and words only. */
const MOST_CHARACTERS = 400

function* fewerThan(values: readonly unknown[]): Generator<unknown[]> {
  yield* withoutPieces(values)
  for (const [index, value] of values.entries()) {
    for (const smaller of smallerThan(value)) yield values.with(index, smaller)
  }
}

function* lesserThan(record: Readonly<Record<string, unknown>>): Generator<Record<string, unknown>> {
  for (const key of Object.keys(record)) {
    const { [key]: _, ...rest } = record
    if (isMap(record)) yield rest
  }
  for (const [key, value] of Object.entries(record)) {
    if (NAMES.has(key)) continue
    for (const smaller of smallerThan(value)) yield { ...record, [key]: smaller }
  }
}

/** Fields that hold one of several words. */
const NAMES: ReadonlySet<string> = new Set(['target', 'do', 'method', 'encoding'])

/** Files by their paths, of which any may be left out; of other records each field is needed. */
function isMap(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).every((key) => key.includes('.'))
}

/** Halves, quarters and so on are taken out, down to single ones. */
function* withoutPieces<T>(values: readonly T[]): Generator<T[]> {
  for (let size = values.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < values.length; start += size) yield values.toSpliced(start, size)
  }
}
