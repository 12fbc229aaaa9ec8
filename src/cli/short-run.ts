/** How V8 is set up for runs that are over soon, in the one-file executable. */
import { setFlagsFromString } from 'node:v8'

/**
 * Most runs are over before it pays that V8 compiles functions without optimising them, and regular expressions that were
 * matched once; that it counts what types functions meet; or that it cleans a small heap several times while that grows.
 * Beside each flag stands what V8 does without.
 */
const FLAGS = [
  ['--no-sparkplug', '--sparkplug'],
  ['--regexp-tier-up-ticks=100', '--regexp-tier-up-ticks=1'],
  ['--interrupt-budget-for-feedback-allocation=10000', '--interrupt-budget-for-feedback-allocation=940'],
  ['--semi-space-growth-factor=16', '--semi-space-growth-factor=2'],
] as const

export function expectShortRun(): void {
  for (const [flag] of FLAGS) setFlagsFromString(flag)
}

/** V8 takes what it compiled earlier only if its flags are the same. */
export function expectUsualRun(): void {
  for (const [, flag] of FLAGS) setFlagsFromString(flag)
}
