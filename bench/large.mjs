// node bench/large.mjs [WORDS]: one large file, of those whose names hold the words, kalint as a whole process beside `keepalived -t` on the same file, and kalint's own work in a
// process that has done it before.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instancesText, SEQUENCE, serversText } from './configs.mjs'
import { build, inTurns, median, project, runCells } from './processes.mjs'
import { addRow } from './rows.mjs'

const FILES = {
  'instances, 28,000 lines': { text: instancesText(28_000), runs: 7 },
  'virtual servers, 28,000 lines': { text: serversText(28_000), runs: 7 },
  'one `~SEQ` line, 65,024 instances': { text: SEQUENCE, runs: 1 },
  'instances, 250,000 lines': { text: instancesText(250_000), runs: 2 },
  'virtual servers, 250,000 lines': { text: serversText(250_000), runs: 2 },
}

/** So many times as long as `keepalived -t`, at most. */
const MOST = { whole: 4, warm: 1 }
const WARM_UP = 2

build()
const { lintCluster } = createRequire(import.meta.url)(join(project, 'dist/api.cjs'))
const folder = mkdtempSync(join(tmpdir(), 'kalint-bench-'))
const words = process.argv.slice(2).join(' ')
for (const [name, { text, runs }] of Object.entries(FILES)) {
  if (!name.includes(words)) continue
  const path = join(folder, 'keepalived.conf')
  writeFileSync(path, text)
  const commands = [
    ['keepalived', '-t', '-f', path],
    ['node', 'dist/kalint.cjs', path],
  ]
  const [daemon, kalint] = await inTurns(commands, runs)
  const warm = median(
    Array.from({ length: WARM_UP + runs }, () => {
      const start = performance.now()
      lintCluster({ files: [{ path: 'keepalived.conf', text }] })
      return performance.now() - start
    }).slice(WARM_UP),
  )
  const ratios = { whole: kalint.time / daemon.time, warm: warm / daemon.time }
  const cells = [
    name,
    inMilliseconds(daemon.time),
    inMilliseconds(kalint.time),
    ratios.whole.toFixed(1),
    inMilliseconds(warm),
    ratios.warm.toFixed(1),
    `${kalint.megabytes.toFixed(0)} MB`,
  ]
  addRow('## Large files', [...runCells(), ...cells])
  console.log(`${name}: ${cells.slice(1).join(' | ')}`)
  if (ratios.whole > MOST.whole || ratios.warm > MOST.warm) process.exitCode = 1
}
rmSync(folder, { recursive: true })

function inMilliseconds(time) {
  return `${time.toFixed(0)} ms`
}
