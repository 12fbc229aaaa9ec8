/** The process that runs inputs: one that never ends, or brings the process down, is known by what it wrote down before. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesShape } from './bytes/shape.ts'
import { runCommand } from './configs/run-command.ts'
import { configsShape } from './configs/shape.ts'
import { coverageHere } from './coverage.ts'
import { editsShape } from './edits/shape.ts'
import type { Failure } from './failure.ts'
import { minimised } from './minimise.ts'
import { processorTime } from './processor-time.ts'
import { randomFrom } from './random.ts'
import { catchEverything, runInput } from './run-input.ts'
import { search, type Totals } from './search.ts'
import type { Shape, ShapeName, Sources } from './shape.ts'

/** What the worker does. */
export type Task = { readonly shape: ShapeName | 'planted'; readonly sources: Sources } & (
  | {
      readonly kind: 'search'
      readonly seed: number
      /** The search ends after so many seconds, or so many inputs if that is sooner. */
      readonly seconds: number
      readonly runs: number
      /** The folder with the inputs that searches keep, if any are to be kept. */
      readonly kept: string | undefined
      /** The file that holds the input that runs. */
      readonly current: string
      /** Inputs that brought an earlier worker down, as JSON. */
      readonly avoided: readonly string[]
    }
  | { readonly kind: 'replay'; readonly input: unknown }
)

/** The input that runs, and how many were started, those left out that only make another one small. */
export interface Current {
  readonly input: unknown
  readonly started: number
}

/** What the worker tells. */
export type Message =
  | { readonly kind: 'failure'; readonly input: unknown; readonly failure: Failure }
  | { readonly kind: 'done'; readonly totals: Totals }
  | { readonly kind: 'replayed'; readonly failure: Failure | null; readonly time: number }

/** How much is done to make an input small, for each kind of failure; milliseconds. */
const MINIMISING = { tries: 3000, time: 40_000 }

const tell = (message: Message): void => void process.send?.(message)

async function perform(task: Task): Promise<void> {
  catchEverything()
  const shape = await shapeFor(task)
  if (task.kind === 'replay') {
    const { failure, time } = await runInput(shape, task.input)
    tell({ kind: 'replayed', failure: failure ?? null, time })
    return
  }
  const { seed, seconds, runs: most, kept, current } = task
  const avoided = new Set(task.avoided)
  const end = Date.now() + seconds * 1000
  const known = new Set<string>()
  const store = kept === undefined ? undefined : join(kept, task.shape)
  if (store !== undefined) mkdirSync(store, { recursive: true })
  let started = 0
  const note = (input: unknown): void => {
    writeFileSync(current, JSON.stringify({ input, started } satisfies Current))
  }
  const totals = await search(shape, {
    random: randomFrom(seed),
    coverage: coverageHere(),
    kept: store === undefined ? [] : inputsIn(store),
    isAvoided: (input) => avoided.size > 0 && avoided.has(JSON.stringify(input)),
    goesOn: (runs) => runs < most && Date.now() < end,
    onStart: (input) => {
      started++
      note(input)
    },
    onKept: (input) => {
      if (store !== undefined)
        writeFileSync(join(store, `${seed}-${processorTime().toFixed(0)}.json`), JSON.stringify(input))
    },
    onFailure: async (input, failure) => {
      if (known.has(failure.signature)) return
      known.add(failure.signature)
      const small = await minimised(shape, input, failure, { ...MINIMISING, onStart: note })
      const last = await runInput(shape, small)
      tell({ kind: 'failure', input: small, failure: last.failure ?? failure })
    },
  })
  tell({ kind: 'done', totals })
}

async function shapeFor({ shape, sources }: Task): Promise<Shape<unknown>> {
  switch (shape) {
    case 'bytes':
      return bytesShape(sources) as Shape<unknown>
    case 'configs':
      return configsShape(sources) as Shape<unknown>
    case 'edits':
      return editsShape(sources) as Shape<unknown>
    case 'planted':
      return (await import('../test/fuzz/planted-shape.ts')).plantedShape as Shape<unknown>
  }
}

function inputsIn(folder: string): unknown[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown)
}

async function start([first = '', second = '']: readonly string[]): Promise<void> {
  if (first === '--command') process.stdout.write(JSON.stringify(await runCommand(JSON.parse(second) as string[])))
  else await perform(JSON.parse(readFileSync(first, 'utf8')) as Task)
}

// A worker that is done ends though a server that it ran may still have a timer; one whose parent is gone has nobody to tell.
process.on('disconnect', () => process.exit())
start(process.argv.slice(2)).then(
  () => process.disconnect?.(),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
