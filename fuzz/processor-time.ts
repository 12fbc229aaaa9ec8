/** How long an input takes, and where the time goes if it is too long. */
import { type Profiler, Session } from 'node:inspector'

/** Milliseconds that this process has worked so far, waiting left out. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Does something, and lists the functions in which the time was spent: each with its share in percent. */
export async function profileOf(work: () => void | Promise<void>): Promise<string[]> {
  const session = new Session()
  session.connect()
  const post = (method: string): Promise<unknown> =>
    new Promise((resolve, reject) => session.post(method, (error, result) => (error ? reject(error) : resolve(result))))
  try {
    await post('Profiler.enable')
    await post('Profiler.start')
    await Promise.resolve()
      .then(work)
      .catch(() => {})
    const { profile } = (await post('Profiler.stop')) as Profiler.StopReturnType
    return heaviest(profile)
  } finally {
    session.disconnect()
  }
}

const SHOWN = 6

function heaviest({ nodes, samples = [] }: Profiler.Profile): string[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName || '(anonymous)']))
  const counts = new Map<string, number>()
  for (const id of samples) {
    const name = names.get(id) ?? ''
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, SHOWN)
    .map(([name, count]) => `${name} ${Math.round((100 * count) / samples.length)} %`)
}
