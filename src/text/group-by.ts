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

/** The groups of values that have their key in common with others. Mostly there are none, and that is told fast. */
export function sharingBy<K, V>(values: readonly V[], keyOf: (value: V) => K): V[][] {
  const keys = new Set<K>()
  for (const value of values) keys.add(keyOf(value))
  if (keys.size === values.length) return []
  return [...groupBy(values, keyOf).values()].filter((group) => group.length > 1)
}
