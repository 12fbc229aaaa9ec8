/** Which branches of the code an input takes, and how often: what tells whether it is worth keeping. */

declare global {
  /** Set at the top of a bundle that counts (`scripts/bundle/counted-branches.mjs`). */
  var __takenBranches: Uint32Array | undefined
}

/** What was seen so far. */
export interface Coverage {
  /** Forgets what was counted since the last call. */
  reset(): void
  /** Whether something was counted since then that was never seen before; from now on it was. */
  isNew(): boolean
  /** How many branches were ever taken. */
  branches(): number
}

/** The coverage of this process; without counters nothing is ever new. */
export function coverageHere(): Coverage {
  const taken = globalThis.__takenBranches ?? new Uint32Array(0)
  const seen = new Uint8Array(taken.length)
  return {
    reset: () => void taken.fill(0),
    isNew: () => {
      let found = false
      for (let index = 0; index < taken.length; index++) {
        const count = taken[index] ?? 0
        if (count === 0) continue
        const bit = magnitude(count)
        const before = seen[index] ?? 0
        if ((before & bit) !== 0) continue
        seen[index] = before | bit
        found = true
      }
      return found
    },
    branches: () => seen.reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0),
  }
}

/** One bit of eight: a branch that is taken a hundred times instead of ten times is something new, eleven are not. */
function magnitude(count: number): number {
  return 1 << Math.min(7, Math.floor(Math.log2(count) / 1.5))
}
