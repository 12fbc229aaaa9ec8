/** Runs one input: what it throws, at once or later, and whether it takes too long, is a failure. */
import { type Failure, failureOf } from './failure.ts'
import { processorTime, profileOf } from './processor-time.ts'
import type { Shape } from './shape.ts'

/** What came of an input. */
export interface Outcome {
  readonly failure: Failure | undefined
  /** Milliseconds of processor time. */
  readonly time: number
}

/** Errors that nobody caught; promises that nobody waited for are among them. */
const uncaught: unknown[] = []

/** From now on such errors are failures of the input that runs, and do not end the process. */
export function catchEverything(): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => uncaught.push(error))
  }
}

/** Never throws. An input that seems slow is tried again, as a compiler or a collector may have been at work. */
export async function runInput<Input>(shape: Shape<Input>, input: Input): Promise<Outcome> {
  const first = await attempt(shape, input)
  if (first.failure !== undefined || first.time <= shape.allowance(input)) return first
  const again = await attempt(shape, input)
  if (again.failure !== undefined || again.time <= shape.allowance(input)) return again
  const heaviest = await profileOf(() => shape.check(input))
  const message = `takes ${again.time.toFixed(0)} ms, where ${shape.allowance(input).toFixed(0)} ms are allowed: ${heaviest.join(', ')}`
  return { failure: { signature: 'slow', message }, time: again.time }
}

async function attempt<Input>(shape: Shape<Input>, input: Input): Promise<Outcome> {
  uncaught.length = 0
  const start = processorTime()
  let failure: Failure | undefined
  try {
    const result = shape.check(input)
    if (result !== undefined) await result
    if (result !== undefined) await new Promise((resolve) => setImmediate(resolve))
  } catch (error) {
    failure = failureOf(error)
  }
  const time = processorTime() - start
  if (failure === undefined && uncaught.length > 0) failure = failureOf(uncaught[0])
  return { failure, time }
}
