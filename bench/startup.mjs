// npm run bench: how long kalint takes for two small files, beside a Node that does nothing.
// Appends a row to the table in bench/README.md; NODE_EXTRA_CA_CERTS is unset, because Node reads that file at every start.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addRow } from './rows.mjs'

/** The whole process takes at most so many times as long as `node -e 0`. */
const MAX_RATIO = 3
const RUNS = 100

const project = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'kalint-bench-'))
const results = join(folder, 'results.json')
const lint = 'node dist/kalint.cjs examples/active-active/nodeA.conf examples/active-active/nodeB.conf'

run('node', ['scripts/build.mjs'])
const settings = ['-N', '--warmup', '5', '--runs', `${RUNS}`, '--ignore-failure', '--export-json', results]
run('hyperfine', [...settings, 'node -e 0', lint])
const [empty, whole] = JSON.parse(readFileSync(results, 'utf8')).results.map(({ median }) => median * 1000)
rmSync(folder, { recursive: true })

const ratio = whole / empty
const commit = run('git', ['describe', '--always', '--dirty']).trim()
const cells = [
  new Date().toISOString().slice(0, 10),
  commit,
  process.version,
  `${empty.toFixed(1)} ms`,
  `${whole.toFixed(1)} ms`,
  ratio.toFixed(2),
]
addRow('# How long kalint takes', cells)
console.log(
  `node -e 0: ${empty.toFixed(1)} ms; kalint: ${whole.toFixed(1)} ms; ratio ${ratio.toFixed(2)} of ${MAX_RATIO}`,
)
if (ratio > MAX_RATIO) process.exitCode = 1

function run(command, words) {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  return execFileSync(command, words, { cwd: project, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
