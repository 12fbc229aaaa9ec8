// npm run bench: how long kalint takes for two small files, from dist/ and as the one-file executable, beside a Node that does nothing.
// Appends a row to the table in bench/README.md; NODE_EXTRA_CA_CERTS is unset, because Node reads that file at every start.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addRow } from './rows.mjs'

/** The whole process takes at most so many times as long as `node -e 0`. */
const MAX_RATIO = { kalint: 3, executable: 1.6 }
/** In turns: what else the machine does then concerns all of them alike. */
const TURNS = 10
const RUNS_IN_TURN = 10

const project = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'kalint-bench-'))
const results = join(folder, 'results.json')
const files = 'examples/active-active/nodeA.conf examples/active-active/nodeB.conf'
const executable = `dist-binary/kalint-${process.platform}-${process.arch}`

run('node', ['scripts/build-binary.mjs'])
const settings = ['-N', '--warmup', '1', '--runs', `${RUNS_IN_TURN}`, '--ignore-failure', '--export-json', results]
const commands = ['node -e 0', `node dist/kalint.cjs ${files}`, `${executable} ${files}`]
const all = commands.map(() => [])
for (let turn = 0; turn < TURNS; turn++) {
  run('hyperfine', [...settings, ...commands])
  for (const [index, { times }] of JSON.parse(readFileSync(results, 'utf8')).results.entries())
    all[index].push(...times)
}
const [empty, ...times] = all.map((one) => median(one) * 1000)
rmSync(folder, { recursive: true })

const commit = run('git', ['describe', '--always', '--dirty']).trim()
const rows = Object.entries(MAX_RATIO).map(([name, most], index) => ({ name, most, time: times[index] }))
const cells = [
  new Date().toISOString().slice(0, 10),
  commit,
  process.version,
  inMilliseconds(empty),
  ...rows.flatMap(({ time }) => [inMilliseconds(time), (time / empty).toFixed(2)]),
]
addRow('## Start', cells)
console.log(`node -e 0: ${inMilliseconds(empty)}`)
for (const { name, most, time } of rows) {
  console.log(`${name}: ${inMilliseconds(time)}; ratio ${(time / empty).toFixed(2)} of ${most}`)
  if (time / empty > most) process.exitCode = 1
}

function median(times) {
  const sorted = times.toSorted((one, other) => one - other)
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}

function inMilliseconds(time) {
  return `${time.toFixed(1)} ms`
}

function run(command, words) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  return execFileSync(command, words, { cwd: project, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
