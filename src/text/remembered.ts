/** Results that are kept as long as what they were made from: an edit changes little, and all else is as it was. */

/** A pure function of an object that is worked out once for each. */
export function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const results = new WeakMap<K, { readonly value: V }>()
  return (key) => {
    const known = results.get(key)
    if (known !== undefined) return known.value
    const value = make(key)
    results.set(key, { value })
    return value
  }
}

/**
 * A pure function of a list of objects, perhaps of none, and of further values: the last result for each first object is
 * kept, and holds while all are the same objects.
 */
export function rememberedForAll<K extends object, R extends readonly unknown[], V>(
  make: (keys: readonly K[], ...rest: R) => V,
): (keys: readonly K[], ...rest: R) => V {
  const results = new WeakMap<object, { readonly from: readonly unknown[]; readonly value: V }>()
  return (keys, ...rest) => {
    const from = [keys.length, ...keys, ...rest]
    const first = keys[0] ?? NOTHING
    const known = results.get(first)
    if (known !== undefined && isSame(known.from, from)) return known.value
    const value = make(keys, ...rest)
    results.set(first, { from, value })
    return value
  }
}

const NOTHING = {}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
