// Runs programs in turns, so that a busy moment of the machine meets all of them, and tells their times and memory.
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const project = fileURLToPath(new URL('..', import.meta.url))

/** Without what Node would read at every start. */
export const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env

/** The times of each command, in milliseconds, and the most memory that it held, in megabytes. */
export async function inTurns(commands, runs) {
  const results = commands.map(() => ({ times: [], megabytes: 0 }))
  for (let turn = 0; turn < runs; turn++) {
    for (const [index, command] of commands.entries()) {
      const { time, megabytes } = await timed(command)
      results[index].times.push(time)
      results[index].megabytes = Math.max(results[index].megabytes, megabytes)
    }
  }
  return results.map(({ times, megabytes }) => ({ time: median(times), megabytes }))
}

function timed([program, ...words]) {
  const start = performance.now()
  const child = spawn(program, words, { cwd: project, env: environment, stdio: 'ignore' })
  let megabytes = 0
  const look = setInterval(() => {
    megabytes = Math.max(megabytes, peakMemory(child.pid) ?? 0)
  }, 10)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', () => {
      clearInterval(look)
      resolve({ time: performance.now() - start, megabytes })
    })
  })
}

/** The most that a process of this machine has held so far, in megabytes; `undefined` where it has ended. */
export function peakMemory(pid) {
  return memoryOf(pid, 'VmHWM')
}

/** What it holds now. */
export function heldMemory(pid) {
  return memoryOf(pid, 'VmRSS')
}

function memoryOf(pid, field) {
  try {
    const [, kilobytes] = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000
  } catch {
    return undefined
  }
}

export function median(values) {
  return quantile(values, 0.5)
}

export function quantile(values, share) {
  const inOrder = values.toSorted((one, other) => one - other)
  return inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))]
}

/** How time grows with size: the exponent of the power of size that fits best. */
export function exponent(points) {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)])
  const mean = (index) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length
  const [size, time] = [mean(0), mean(1)]
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - size) * (y - time), 0)
  return covariance / logs.reduce((sum, [x]) => sum + (x - size) ** 2, 0)
}

/** What a row begins with: the date, the commit and the version of Node. */
export function runCells() {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { cwd: project, encoding: 'utf8' }).trim()
  return [new Date().toISOString().slice(0, 10), commit, process.version]
}

export function build() {
  execFileSync('node', ['scripts/build.mjs'], { cwd: project, env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
}
