/** Random numbers that are the same in every run with the same seed. */

export interface Random {
  /** A whole number from 0 up to, and without, the limit; 0 where the limit is less than 1. */
  below(limit: number): number
  /** True in so many of 100 cases. */
  percent(share: number): boolean
  /** One of them. Throws where there is none. */
  pick<T>(values: readonly T[]): T
}

/** The generator of Tommy Ettinger that is known as mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * Math.max(1, limit))
  return {
    below,
    percent: (share) => next() * 100 < share,
    pick: (values) => {
      const index = below(values.length)
      if (index >= values.length) throw new RangeError('there is nothing to pick from')
      return values[index] as (typeof values)[number]
    },
  }
}
