/** The search for inputs that fail: changes inputs, and keeps those that take branches that none took before. */
import type { Coverage } from './coverage.ts'
import type { Failure } from './failure.ts'
import type { Random } from './random.ts'
import { runInput } from './run-input.ts'
import type { Shape } from './shape.ts'

/** How long, and what with. */
export interface SearchOptions<Input> {
  readonly random: Random
  readonly coverage: Coverage
  /** Inputs that earlier searches kept. */
  readonly kept: readonly Input[]
  /** Whether to go on after so many inputs. */
  readonly goesOn: (runs: number) => boolean
  /** Inputs that are known to end the process. */
  readonly isAvoided: (input: Input) => boolean
  /** Called before each input runs: it may never end. */
  readonly onStart: (input: Input) => void
  readonly onKept: (input: Input) => void
  readonly onFailure: (input: Input, failure: Failure) => void | Promise<void>
}

/** What a search came to. */
export interface Totals {
  readonly runs: number
  readonly pool: number
  readonly branches: number
  /** Milliseconds of processor time of the input that took longest. */
  readonly longest: number
}

/** Every so many inputs one comes from the seeds, until all of them were run. */
const SEED_SHARE = 25

/** Searches until it shall not go on. The same seed and the same kept inputs lead to the same inputs. */
export async function search<Input>(shape: Shape<Input>, options: SearchOptions<Input>): Promise<Totals> {
  const { random, coverage } = options
  const waiting = shuffled(shape.seeds(), random)
  const pool: Input[] = []
  let runs = 0
  let longest = 0
  const run = async (input: Input, isFresh: boolean): Promise<void> => {
    if (options.isAvoided(input)) return
    options.onStart(input)
    coverage.reset()
    const { failure, time } = await runInput(shape, input)
    runs++
    longest = Math.max(longest, time)
    if (failure !== undefined) return options.onFailure(input, failure)
    if (!coverage.isNew()) return
    pool.push(input)
    if (isFresh) options.onKept(input)
  }
  for (const input of options.kept) if (options.goesOn(runs)) await run(input, false)
  const another = (): Input =>
    pool.length === 0 || random.percent(20) ? random.pick(shape.seeds()) : random.pick(pool)
  while (options.goesOn(runs)) {
    const seed = waiting.length > 0 && random.percent(pool.length === 0 ? 100 : SEED_SHARE) ? waiting.pop() : undefined
    if (seed !== undefined) await run(seed, false)
    else await run(shape.mutated(favoured(pool, random) ?? another(), random, another), true)
  }
  return { runs, pool: pool.length, branches: coverage.branches(), longest }
}

/** One of the pool: half of the time one of those that were found last. */
function favoured<Input>(pool: readonly Input[], random: Random): Input | undefined {
  const from = random.percent(50) ? Math.max(0, pool.length - RECENT) : 0
  return pool[from + random.below(pool.length - from)]
}

const RECENT = 60

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values]
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const [one, two] = [result[last], result[other]]
    if (one === undefined || two === undefined) continue
    result[last] = two
    result[other] = one
  }
  return result
}
