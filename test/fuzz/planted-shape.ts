/** A shape with known mistakes: what the fuzzer must find. */
import { holds } from '../../fuzz/failure.ts'
import type { Shape } from '../../fuzz/shape.ts'

/** Some letters; every change adds one, or takes one away. */
export const plantedShape: Shape<{ readonly text: string }> = {
  seeds: () => [{ text: 'start' }],
  mutated: ({ text }, random) => {
    const at = random.below(text.length + 1)
    return {
      text: text.slice(0, at) + random.pick(['', 'v', 'w', 'x', 'y', 'z']).repeat(3) + text.slice(at + random.below(2)),
    }
  },
  check: async ({ text }) => {
    holds('no letter comes twice in a row', !text.includes('xx'), () => text)
    if (text.includes('yy')) throw new RangeError('two letters y')
    if (text.includes('zz')) void Promise.reject(new TypeError('nobody waits for this'))
    if (text.includes('ww')) work(60)
    while (text.startsWith('v'));
  },
  allowance: () => 40,
}

/** Keeps the processor busy for so many milliseconds. */
function work(time: number): void {
  const end = Date.now() + time
  while (Date.now() < end);
}
