/** A shape with known mistakes: what the fuzzer must find. */
import { holds } from '../../fuzz/failure.ts'
import type { Shape } from '../../fuzz/shape.ts'

/** Letters, some of which must not come twice. */
export const plantedShape: Shape<{ readonly text: string }> = {
  seeds: () => ['fine', 'a vv b', 'a ww b', 'a xx b', 'a yy b', 'a zz b'].map((text) => ({ text })),
  mutated: ({ text }, random) => ({ text: text.slice(0, random.below(2)) }),
  check: async ({ text }) => {
    holds('no letter comes twice in a row', !text.includes('xx'), () => text)
    if (text.includes('yy')) throw new RangeError('two letters y')
    if (text.includes('zz')) void Promise.reject(new TypeError('nobody waits for this'))
    if (text.includes('ww')) work(60)
    while (text.includes('vv'));
  },
  allowance: () => 30,
}

/** Takes so many milliseconds of the processor, however busy that is with others. */
function work(time: number): void {
  const start = process.cpuUsage()
  const taken = (): number => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
  while (taken() < time);
}
