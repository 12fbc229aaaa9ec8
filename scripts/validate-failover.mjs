// npm run validate:failover: compares the simulator with what real daemons did in the scenarios of fixtures/failover, and writes
// docs/failover-validation.md. With --record [--missing] [--binary KEEPALIVED] [--only NAME] [--runs N] [--jobs N] the daemons run.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const folder = mkdtempSync(join(tmpdir(), 'kalint-'))
const outfile = join(folder, 'validation.mjs')
try {
  await build({
    entryPoints: [fileURLToPath(new URL('../validation/main.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    logLevel: 'warning',
  })
  await import(pathToFileURL(outfile).href)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
