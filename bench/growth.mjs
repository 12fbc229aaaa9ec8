// node bench/growth.mjs: how time grows with the number of lines; twice as many lines shall take twice as long, which is exponent 1.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressesText, instancesText, nodeText, serversText } from './configs.mjs'
import { build, exponent, inTurns, runCells } from './processes.mjs'
import { addRow } from './rows.mjs'

/** Lines of one file, from where the start of the process no longer counts. */
const SIZES = [16_000, 32_000, 64_000, 128_000]
const RUNS = 3
/** Less than a tenth above linear may be the caches of the machine. */
const MOST = 1.1

const KINDS = {
  instances: (lines) => [instancesText(lines)],
  'virtual servers': (lines) => [serversText(lines)],
  'addresses of two nodes': (lines) => [addressesText(1, lines / 2), addressesText(2, lines / 2)],
  'instances, misread': (lines) => [`unknown {\n}\n${instancesText(lines)}`],
  'two nodes': (lines) => [nodeText(1, 2, lines / 2), nodeText(2, 1, lines / 2)],
}

build()
const folder = mkdtempSync(join(tmpdir(), 'kalint-bench-'))
for (const [kind, textsOf] of Object.entries(KINDS)) {
  const commands = SIZES.map((lines) => [
    'node',
    'dist/kalint.cjs',
    ...textsOf(lines).map((text, node) => {
      const path = join(folder, `${lines}-${node}.conf`)
      writeFileSync(path, text)
      return path
    }),
  ])
  const results = await inTurns(commands, RUNS)
  const power = exponent(SIZES.map((lines, index) => [lines, results[index].time]))
  const times = results.map(({ time }) => `${(time / 1000).toFixed(2)} s`)
  addRow('## Growth', [...runCells(), kind, ...times, power.toFixed(2)])
  console.log(`${kind}: ${times.join(', ')} for ${SIZES.join(', ')} lines: exponent ${power.toFixed(2)} of ${MOST}`)
  if (power > MOST) process.exitCode = 1
}
rmSync(folder, { recursive: true })
