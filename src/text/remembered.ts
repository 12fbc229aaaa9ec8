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

/** One array for all lists of the same objects, as long as no other list begins like it. */
export function listOf<K extends object>(keys: readonly K[]): readonly K[] {
  return oneList(keys) as readonly K[]
}

const oneList = rememberedForAll((keys: readonly object[]): readonly object[] => keys)

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
  for (let start = 0; start < keys.length; ) {
    const stretch = knownStretch(keys, start) ?? newStretch(keys, start)
    stretches.push(stretch)
    start += stretch.length
  }
  return stretches
})

/** A stretch of before, of the very objects that stand there now. */
function knownStretch(keys: readonly object[], start: number): readonly object[] | undefined {
  const known = stretchesFrom.get(keys[start] ?? NOTHING)
  return known?.find(
    (stretch) =>
      stretch.every((key, index) => key === keys[start + index]) && isEnd(keys, start, start + stretch.length),
  )
}

function newStretch(keys: readonly object[], start: number): readonly object[] {
  let end = start + 1
  while (!isEnd(keys, start, end)) end++
  const stretch = keys.slice(start, end)
  const first = stretch[0] ?? NOTHING
  stretchesFrom.set(first, [stretch, ...(stretchesFrom.get(first) ?? []).slice(0, KEPT - 1)])
  return stretch
}

function isEnd(keys: readonly object[], start: number, end: number): boolean {
  const next = keys[end]
  return next === undefined || end - start >= LONGEST || ordinalOf(next) % USUAL === 0
}

/** The stretches that were made last, by the objects that they begin with: several readings of a file differ little. */
const stretchesFrom = new WeakMap<object, readonly (readonly object[])[]>()
const KEPT = 4

/** How long stretches are on an average, and how long they may be. */
const USUAL = 8
const LONGEST = 24

let seen = 0
const ordinalOf = remembered((_key: object) => seen++)

const NOTHING = {}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false
  return true
}
