// npm run parity [-- --long] [-- --corpus DIR] [-- --mutants N] [-- --seed N] [-- --binary KEEPALIVED] [-- --only NAME]:
// compares kalint with keepalived's config test (docs/parity.md).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const folder = mkdtempSync(join(tmpdir(), 'kalint-'))
const outfile = join(folder, 'parity.mjs')
try {
  await build({
    entryPoints: [fileURLToPath(new URL('../parity/main.ts', import.meta.url))],
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
