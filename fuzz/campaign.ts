/** A search in a process of its own, which is ended and started anew where an input hangs or brings it down. */
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Failure } from './failure.ts'
import type { Totals } from './search.ts'
import type { Sources } from './shape.ts'
import type { Current, Message, Task } from './worker.ts'

/** What is searched, and for how long. */
export interface Campaign {
  /** The bundle with `worker.ts`. */
  readonly worker: string
  readonly shape: Task['shape']
  readonly sources: Sources
  readonly seed: number
  readonly seconds: number
  readonly runs: number
  readonly kept: string | undefined
  /** Seconds of processor time after which an input hangs: many times what any shape allows. */
  readonly patience: number
}

/** An input that fails. */
export interface Found {
  readonly input: unknown
  readonly failure: Failure
}

export interface CampaignResult {
  readonly found: readonly Found[]
  readonly totals: Totals
}

/** The same, for a single input. */
const REPLAY_PATIENCE = 120

/** After so many inputs that bring the process down there is nothing more to be learnt. */
const MOST_RESTARTS = 5

/** Memory that inputs may use, in MB. */
const MEMORY = ['--max-old-space-size=4000', '--stack-size=900']

export async function campaign({
  worker,
  shape,
  sources,
  seconds,
  runs,
  ...options
}: Campaign): Promise<CampaignResult> {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-fuzz-'))
  const end = Date.now() + seconds * 1000
  const found: Found[] = []
  const avoided: string[] = []
  let left = runs
  let totals: Totals = { runs: 0, pool: 0, branches: 0, longest: 0 }
  try {
    for (let restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
      const current = join(folder, 'current.json')
      const rest = { seconds: (end - Date.now()) / 1000, runs: left }
      const task: Task = {
        kind: 'search',
        shape,
        sources,
        current,
        avoided,
        kept: options.kept,
        ...rest,
        seed: options.seed + restarts,
      }
      const ended = await performed(worker, task, folder, options.patience)
      for (const one of ended.found) if (isNew(one, found)) found.push(one)
      if (ended.totals !== undefined) totals = ended.totals
      if (ended.broken === undefined) break
      const content = contentOf(current)
      if (content === '') throw new Error('the worker ends before its first input')
      const { input, started } = JSON.parse(content) as Current
      left -= started
      avoided.push(JSON.stringify(input))
      const failure = { signature: ended.broken, message: `the process was ended: ${ended.broken}` }
      if (isNew({ input, failure }, found)) found.push({ input, failure })
      if (Date.now() >= end || left <= 0) break
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { found, totals }
}

/** What comes of one input in a fresh process. */
export async function replay(
  worker: string,
  task: Omit<Task & { kind: 'replay' }, 'kind'>,
): Promise<Failure | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-fuzz-'))
  try {
    const { replayed, broken } = await performed(worker, { ...task, kind: 'replay' }, folder, REPLAY_PATIENCE)
    if (broken !== undefined) return { signature: broken, message: `the process was ended: ${broken}` }
    return replayed ?? undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isNew({ failure }: Found, found: readonly Found[]): boolean {
  return found.every((one) => one.failure.signature !== failure.signature)
}

/** How a worker ended. */
interface Ended {
  readonly found: readonly Found[]
  readonly totals: Totals | undefined
  readonly replayed: Failure | null | undefined
  /** Why it did not come to the end of its task. */
  readonly broken: string | undefined
}

function performed(worker: string, task: Task, folder: string, patience: number): Promise<Ended> {
  const path = join(folder, 'task.json')
  writeFileSync(path, JSON.stringify(task))
  const child = fork(worker, [path], { execArgv: MEMORY, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  const found: Found[] = []
  let totals: Totals | undefined
  let replayed: Failure | null | undefined
  let errors = ''
  let hangs = false
  child.stderr?.on('data', (part) => {
    errors = `${errors}${part}`.slice(-4000)
  })
  child.on('message', (message: Message) => {
    if (message.kind === 'done') totals = message.totals
    else if (message.kind === 'replayed') replayed = message.failure
    else found.push(message)
  })
  const watch = watcher(child.pid ?? 0, task, patience, () => {
    hangs = true
    child.kill('SIGKILL')
  })
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearInterval(watch)
      const isDone = totals !== undefined || replayed !== undefined
      const reason = hangs
        ? 'hangs'
        : `the process ends with ${signal ?? code} ${/FATAL ERROR: .*/.exec(errors)?.[0] ?? ''}`.trim()
      if (!isDone && !hangs) console.error(errors)
      resolve({ found, totals, replayed, broken: isDone ? undefined : reason })
    })
  })
}

/** Looks every second whether the worker still has the same input, and how long it has worked on it. */
function watcher(pid: number, task: Task, patience: number, onHang: () => void): NodeJS.Timeout {
  let last = ''
  let since = workOf(pid)
  return setInterval(() => {
    const now = workOf(pid)
    const input = task.kind === 'search' ? contentOf(task.current) : ''
    if (input !== last) since = now
    last = input
    if (now - since > patience) onHang()
  }, 1000)
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Seconds of processor time of a process; where the system does not tell, seconds of the clock. */
function workOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  } catch {
    return Date.now() / 1000
  }
}

/** Of the clock that Linux counts processor time with, in a second. */
const TICKS = 100
