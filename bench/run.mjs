// npm run bench [-- PART ...]: all measurements or those that are named, one after the other; each adds rows to bench/README.md.
// Ends with 1 where one of them misses its bound.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PARTS = ['startup', 'large', 'fleet', 'growth', 'editor', 'failover']

const named = process.argv.slice(2)
const unknown = named.filter((part) => !PARTS.includes(part))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}: choose among ${PARTS.join(', ')}.`)
  process.exit(2)
}
for (const part of named.length > 0 ? named : PARTS) {
  console.log(`\n${part}`)
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(`${part}.mjs`, import.meta.url))], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
