/** What is kept is what would be worked out anew, however much it is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listOf, rememberedInEach, stretchesOf } from '../src/text/remembered.ts'

describe('what is found in each of many objects', () => {
  const found = rememberedInEach((object: { readonly values: readonly number[] }) => object.values)

  it('is what is found in them one after the other, after any edit', () => {
    const object = fc.record({ values: fc.array(fc.nat(), { maxLength: 3 }) })
    const edit = fc.record({
      at: fc.nat({ max: 99 }),
      removed: fc.nat({ max: 40 }),
      added: fc.array(object, { maxLength: 40 }),
    })
    fc.assert(
      fc.property(fc.array(object, { maxLength: 100 }), fc.array(edit, { maxLength: 5 }), (objects, edits) => {
        let keys = objects
        for (const { at, removed, added } of [{ at: 0, removed: 0, added: [] }, ...edits]) {
          keys = keys.toSpliced(at, removed, ...added)
          expect(found(keys)).toEqual(keys.flatMap(({ values }) => values))
        }
      }),
      { seed: 8 },
    )
  })

  it('may be more than a call takes arguments', () => {
    expect(found([{ values: Array.from({ length: 1_000_000 }, (_, value) => value) }])).toHaveLength(1_000_000)
  })
})

describe('the stretches of a list', () => {
  const list = (count: number): { readonly name: number }[] => Array.from({ length: count }, (_, name) => ({ name }))

  it('are all of it, in its order', () => {
    for (const count of [0, 1, 2, 1000]) {
      const keys = list(count)
      expect(stretchesOf(keys).flat()).toEqual(keys)
      expect(stretchesOf(keys).every((stretch) => stretch.length > 0)).toBe(true)
    }
  })

  it('stay the same objects where nothing changed, whatever came or went before', () => {
    const keys = list(1000)
    const before = new Set(stretchesOf(keys))
    const edits = [keys.toSpliced(500, 1), keys.toSpliced(10, 0, { name: -1 }), keys.with(700, { name: -2 })]
    for (const edited of edits) {
      const fresh = stretchesOf(edited).filter((stretch) => !before.has(stretch))
      expect(fresh.length).toBeLessThanOrEqual(2)
    }
  })

  it('do not become longer and longer', () => {
    let keys = list(1000)
    for (let edit = 0; edit < 2000; edit++) keys = keys.with((edit * 37) % 1000, { name: edit })
    const longest = Math.max(...stretchesOf(keys).map((stretch) => stretch.length))
    expect(longest).toBeLessThan(100)
    expect(stretchesOf(keys).flat()).toEqual(keys)
  })
})

describe('one list', () => {
  it('stands for all lists of the same objects', () => {
    const [one, other] = [{ name: 1 }, { name: 2 }]
    const first = listOf([one, other])
    expect(listOf([one, other])).toBe(first)
    expect(listOf([one])).toEqual([one])
    expect(listOf([])).toBe(listOf([]))
  })
})
