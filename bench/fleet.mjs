// node bench/fleet.mjs: 1,000 nodes in 500 clusters, a file each in one folder, checked at once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instancesText } from './configs.mjs'
import { build, inTurns, runCells } from './processes.mjs'
import { addRow } from './rows.mjs'

const CLUSTERS = 500
const INSTANCES = 2
const RUNS = 5
/** In milliseconds and megabytes. */
const MOST = { time: 3000, megabytes: 500 }

build()
const folder = mkdtempSync(join(tmpdir(), 'kalint-bench-'))
for (let cluster = 0; cluster < CLUSTERS; cluster++) {
  for (const node of [1, 2]) {
    const path = join(folder, `cluster${cluster}-node${node}.conf`)
    writeFileSync(path, instancesText(INSTANCES * 14, node, cluster * INSTANCES))
  }
}
const [{ time, megabytes }] = await inTurns([['node', 'dist/kalint.cjs', folder]], RUNS)
rmSync(folder, { recursive: true })
addRow('## A fleet', [...runCells(), `${2 * CLUSTERS}`, `${(time / 1000).toFixed(2)} s`, `${megabytes.toFixed(0)} MB`])
console.log(`${2 * CLUSTERS} nodes: ${(time / 1000).toFixed(2)} s of 3 s, ${megabytes.toFixed(0)} MB of 500 MB`)
if (time > MOST.time || megabytes > MOST.megabytes) process.exitCode = 1
