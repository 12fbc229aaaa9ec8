/** Binary search. */

/** How many values at the beginning of a list pass a test that none behind them passes. */
export function countWhile<V>(values: readonly V[], passes: (value: V) => boolean): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    const value = values[middle]
    if (value !== undefined && passes(value)) low = middle + 1
    else high = middle
  }
  return low
}
