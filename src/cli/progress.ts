/** How far long work has come, told on standard error to a person who waits, and a way to stop it. */
import { grouped } from '../output/summary.ts'
import type { Shell } from './shell.ts'

export interface Progress {
  /** One more is done. Now and then this lets the process hear whether it was interrupted. */
  step(): Promise<void>
  /** Takes away what was told. */
  end(): void
}

/** The exit code of a process that the user interrupts. */
const INTERRUPTED = 130

/** In milliseconds: how long nothing is told, and how often it is told and listened. */
const PATIENCE = 400
const BREATH = 50

const TAKE_AWAY = '\r\u001b[K'

export function progressOf(noun: string, total: number, shell: Shell): Progress {
  const hint = shell.hint !== undefined && shell.isTerminal('error') ? shell.hint : undefined
  const start = performance.now()
  let last = start
  let done = 0
  let isTold = false
  const takeAway = (): void => {
    if (isTold) hint?.(TAKE_AWAY)
    isTold = false
  }
  const interrupt = (): void => {
    takeAway()
    process.exit(INTERRUPTED)
  }
  process.once('SIGINT', interrupt)
  return {
    step: async () => {
      done++
      const now = performance.now()
      if (now - last < BREATH) return
      last = now
      if (hint !== undefined && now - start > PATIENCE) {
        hint(`${TAKE_AWAY}${noun} ${grouped(done)} of ${grouped(total)}`)
        isTold = true
      }
      await new Promise((resolve) => setImmediate(resolve))
    },
    end: () => {
      process.off('SIGINT', interrupt)
      takeAway()
    },
  }
}
