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
  const foundIn = rememberedInStretches((stretch: readonly K[]) => stretch.flatMap(find))
  return (keys) => {
    const found: V[] = []
    for (const some of foundIn(keys)) for (const one of some) found.push(one)
    return found
  }
}

/**
 * A pure function of some neighbours, asked of a long list: a result for each stretch of it. However the list is divided,
 * all of them together must tell the same.
 */
export function rememberedInStretches<K extends object, V>(
  make: (stretch: readonly K[]) => V,
): (keys: readonly K[]) => readonly V[] {
  const madeOf = remembered(make)
  return (keys) => stretchesOf(keys).map(madeOf)
}

/**
 * The objects in stretches, each of which is one array as long as the same objects stand in it. Which objects begin a
 * stretch does not depend on where they stand, so that one more or less changes only the stretch it is in.
 */
export function stretchesOf<K extends object>(keys: readonly K[]): readonly (readonly K[])[] {
  return dividedOnce(keys) as readonly (readonly K[])[]
}

const dividedOnce = remembered((keys: readonly object[]): readonly (readonly object[])[] => {
  const stretches: (readonly object[])[] = []
  let start = 0
  for (let end = 1; end <= keys.length; end++) {
    const next = keys[end]
    if (next !== undefined && end - start < LONGEST && ordinalOf(next) % USUAL !== 0) continue
    stretches.push(stretchOf(keys.slice(start, end)))
    start = end
  }
  return stretches
})

/** How long stretches are on an average, and how long they may be. */
const USUAL = 16
const LONGEST = 64

let seen = 0
const ordinalOf = remembered((_key: object) => seen++)

/** The array that was first made of these objects. Those made last are kept: several readings of a file differ little. */
function stretchOf(keys: readonly object[]): readonly object[] {
  const [first = NOTHING] = keys
  const known = stretchesFrom.get(first) ?? []
  const same = known.find((stretch) => isSame(stretch, keys))
  if (same !== undefined) return same
  stretchesFrom.set(first, [keys, ...known.slice(0, KEPT - 1)])
  return keys
}

const KEPT = 4
const stretchesFrom = new WeakMap<object, readonly (readonly object[])[]>()

const NOTHING = {}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
