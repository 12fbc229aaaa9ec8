/** `npm run fuzz`: looks for inputs that kalint fails on, in three shapes. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { campaign, type Found, replay } from './campaign.ts'
import { SHAPES, type ShapeName } from './shape.ts'
import type { Task } from './worker.ts'

/** A failure as it is written down, and as fixtures hold it. */
export interface FailureFile {
  readonly shape: Task['shape']
  /** What went wrong. */
  readonly why: string
  readonly input: unknown
}

/** What runs inputs. */
export interface Bundle {
  /** The folder of the project. */
  readonly root: string
  /** The path of the bundle with `worker.ts`. */
  readonly worker: string
  /** How many branches it has. */
  readonly branches: number
}

/** Fuzzes, or replays what failed; the result is the exit code: 1 where something was found. */
export async function fuzz(args: readonly string[], { root, worker, branches: all }: Bundle): Promise<number> {
  const { values: options, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      shape: { type: 'string', multiple: true },
      minutes: { type: 'string', default: '10' },
      runs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      corpus: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      replay: { type: 'boolean', default: false },
      patience: { type: 'string', default: '120' },
      found: { type: 'string', default: join(root, 'fuzz/found') },
    },
  })
  const sources = { root, corpus: options.corpus === undefined ? undefined : resolve(options.corpus) }
  if (options.replay) return replayed(positionals, { worker, sources })
  const seed = Number(options.seed)
  const seconds = Number(options.minutes) * 60
  const runs = Number(options.runs ?? Number.MAX_SAFE_INTEGER)
  const patience = Number(options.patience)
  const kept = options.fresh ? undefined : join(root, 'fuzz/kept')
  let isClean = true
  for (const shape of options.shape ?? SHAPES) {
    if (!isShape(shape)) throw new Error(`there is no shape ${shape}. Take one of ${SHAPES.join(', ')}.`)
    const { found, totals } = await campaign({ worker, shape, sources, seed, seconds, runs, kept, patience })
    const { runs: done, pool, branches, longest } = totals
    console.log(
      `${shape}, seed ${seed}: ${done} inputs, ${pool} of them worth keeping, ${branches} of ${all} branches taken, ` +
        `the longest took ${longest.toFixed(0)} ms; ${found.length === 0 ? 'nothing found' : `${found.length} found`}`,
    )
    for (const one of found)
      console.log(`  ${one.failure.message.replaceAll('\n', '\n  ')}\n  in ${written(shape, one, options.found)}`)
    if (found.length > 0) isClean = false
  }
  return isClean ? 0 : 1
}

function isShape(name: string): name is Task['shape'] {
  return name === 'planted' || SHAPES.includes(name as ShapeName)
}

/** Writes an input that fails beside the others, and gives its path. */
function written(shape: Task['shape'], { input, failure }: Found, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const name = createHash('sha256').update(failure.signature).digest('hex').slice(0, 8)
  const path = join(folder, `${shape}-${name}.json`)
  const [why = ''] = failure.message.split('\n')
  writeFileSync(path, `${JSON.stringify({ shape, why, input } satisfies FailureFile, undefined, 2)}\n`)
  return path
}

async function replayed(
  paths: readonly string[],
  { worker, sources }: Pick<Parameters<typeof campaign>[0], 'worker' | 'sources'>,
): Promise<number> {
  let isClean = true
  for (const path of paths) {
    const { shape, input } = JSON.parse(readFileSync(path, 'utf8')) as FailureFile
    const failure = await replay(worker, { shape, sources, input })
    console.log(`${path}: ${failure === undefined ? 'fine' : failure.message}`)
    if (failure !== undefined) isClean = false
  }
  return isClean ? 0 : 1
}
