/** Values by what they have in common. */

/** The values with the same key together, in the order in which they come. */
export function groupBy<K, V>(values: Iterable<V>, keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>()
  for (const value of values) {
    const key = keyOf(value)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}

/** The groups of several parts, each key with all of its values, in the order of the parts. */
export function unitedGroups<K, V>(parts: Iterable<ReadonlyMap<K, readonly V[]>>): Map<K, V[]> {
  const groups = new Map<K, V[]>()
  for (const part of parts) {
    for (const [key, values] of part) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [...values])
      else for (const value of values) group.push(value)
    }
  }
  return groups
}

/** The values in runs, each as long as the key stays the same. */
export function runsOf<K, V>(values: readonly V[], keyOf: (value: V) => K): V[][] {
  const runs: V[][] = []
  let last: K | undefined
  for (const value of values) {
    const key = keyOf(value)
    const run = runs.at(-1)
    if (run === undefined || key !== last) runs.push([value])
    else run.push(value)
    last = key
  }
  return runs
}

/** The groups of values that have their key in common with others. Mostly there are none. */
export function sharingBy<K, V extends object>(values: readonly V[], keyOf: (value: V) => K): V[][] {
  const firstWith = new Map<K, V>()
  const groups = new Map<K, V[]>()
  for (const value of values) {
    const key = keyOf(value)
    const first = firstWith.get(key)
    if (first === undefined) {
      firstWith.set(key, value)
      continue
    }
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [first, value])
    else group.push(value)
  }
  return [...groups.values()]
}
