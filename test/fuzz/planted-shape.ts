/** A shape with known mistakes: what the fuzzer must find. */
import { holds } from '../../fuzz/failure.ts'
import type { Shape } from '../../fuzz/shape.ts'

/** Some letters; every change adds one, or takes one away. */
export const plantedShape: Shape<{ readonly text: string }> = {
  seeds: () => [{ text: 'start' }],
  mutated: ({ text }, random) => {
    const at = random.below(text.length + 1)
    return { text: text.slice(0, at) + random.pick(['', 'x', 'y', 'z']) + text.slice(at + random.below(2)) }
  },
  check: async ({ text }) => {
    holds('no two letters x', (text.match(/x/g) ?? []).length < 2, () => text)
    if (/yy/.test(text)) throw new RangeError('two letters y')
    if (/zz/.test(text)) void Promise.reject(new TypeError('nobody waits for this'))
  },
  allowance: () => 1000,
}
