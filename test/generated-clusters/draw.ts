/** Choices at random: by fast-check where it should be able to simplify them, else from a seed. */
import fc, { type GeneratorValue } from 'fast-check'

/** What the generator asks for. Small numbers and early elements are the simple ones. */
export interface Draw {
  integer(min: number, max: number): number
}

/** Choices that fast-check makes. */
export function drawFrom(gen: GeneratorValue): Draw {
  return { integer: (min, max) => gen(fc.integer, { min, max }) }
}

/** Choices that depend on a seed alone. */
export function seeded(seed: number): Draw {
  let state = seed >>> 0
  return {
    integer: (min, max) => {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return min + (((mixed ^ (mixed >>> 14)) >>> 0) % (max - min + 1))
    },
  }
}

export function pick<const T>(draw: Draw, choices: readonly T[]): T {
  const index = draw.integer(0, choices.length - 1)
  const [chosen] = choices.slice(index, index + 1)
  // Only an empty list has none.
  return chosen as T
}

/** Whether something that happens in so many of a hundred cases does. */
export function happens(draw: Draw, percent: number): boolean {
  return draw.integer(0, 99) >= 100 - percent
}

export function shuffled<T>(draw: Draw, items: readonly T[]): T[] {
  const rest = [...items]
  return items.flatMap(() => rest.splice(draw.integer(0, rest.length - 1), 1))
}
