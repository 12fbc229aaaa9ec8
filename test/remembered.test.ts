/** What is kept is what would be worked out anew, however much it is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rememberedInEach } from '../src/text/remembered.ts'

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
