/** Results that are kept as long as what they were made from: an edit changes little, and all else is as it was. */

/** A pure function of an object that is worked out once for each. */
export function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const results = new WeakMap<K, V>()
  return (key) => {
    const known = results.get(key)
    if (known !== undefined || results.has(key)) return known as V
    const value = make(key)
    results.set(key, value)
    return value
  }
}

/** A pure function of an object and of further values: the last result for each object is kept, and holds while all are the same. */
export function rememberedWith<K extends object, R extends readonly unknown[], V>(
  make: (key: K, ...rest: R) => V,
): (key: K, ...rest: R) => V {
  const results = new WeakMap<K, { readonly rest: R; readonly value: V }>()
  return (key, ...rest) => {
    const known = results.get(key)
    if (known !== undefined && isSame(known.rest, rest)) return known.value
    const value = make(key, ...rest)
    results.set(key, { rest, value })
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

/**
 * A pure function that finds things in an object, asked of many objects: what it finds in all of them, in their order. It is
 * asked again only about objects that stand near one that changed, because results are kept for stretches of them.
 */
export function rememberedInEach<K extends object, V>(
  find: (key: K) => readonly V[],
): (keys: readonly K[]) => readonly V[] {
  const foundIn = remembered((stretch: readonly K[]) => stretch.flatMap(find))
  return (keys) => {
    const found: V[] = []
    for (const stretch of stretchesOf(keys)) for (const one of foundIn(stretch as readonly K[])) found.push(one)
    return found
  }
}

const STRETCH = 16

/** The objects in stretches, each of which is one array as long as the same objects stand in it. */
const stretchesOf = remembered((keys: readonly object[]) =>
  Array.from({ length: Math.ceil(keys.length / STRETCH) }, (_, index) =>
    stretchOf(keys.slice(index * STRETCH, (index + 1) * STRETCH)),
  ),
)

const stretchOf = rememberedForAll((keys: readonly object[]): readonly object[] => keys)

const NOTHING = {}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
