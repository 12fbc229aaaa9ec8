/** How far linting has come, told on standard error to a person at a terminal who has waited for a second. */
import type { LintOptions, LintProgress } from '../engine/lint.ts'
import { grouped } from '../output/summary.ts'
import type { Shell } from './shell.ts'

/** In milliseconds: how long nothing is told, and how often it is told afterwards. */
const PATIENCE = 1000
const BREATH = 100

const TAKE_AWAY = '\r\u001b[K'

const WORDS: Readonly<Record<LintProgress['step'], string>> = { reading: 'reading file', checking: 'checking' }

/** Does work that takes these options, and takes away what was told before the result is shown. */
export async function withProgress<T>(
  shell: Shell,
  work: (progress: Pick<LintOptions, 'onProgress'>) => Promise<T>,
): Promise<T> {
  const { hint } = shell
  // Since the process began: to find the files takes its time, too. `performance` takes longer to load than to check two files.
  let next = PATIENCE
  let isTerminal: boolean | undefined
  const onProgress = ({ step, done, total }: LintProgress): void => {
    const now = process.uptime() * 1000
    if (now < next) return
    next = now + BREATH
    // Asked only now: what tells a terminal from other devices takes long to load.
    isTerminal ??= shell.isTerminal('error')
    if (isTerminal) hint?.(`${TAKE_AWAY}${WORDS[step]} ${grouped(done)} of ${grouped(total)}`)
  }
  try {
    return await work({ onProgress })
  } finally {
    if (isTerminal === true) hint?.(TAKE_AWAY)
  }
}
