// npm run fuzz -- [--shape bytes|configs|edits] [--minutes N] [--runs N] [--seed N] [--corpus DIR] [--fresh], or -- --replay FILE...:
// looks for inputs that kalint fails on (fuzz/README.md).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundled, root } from './bundle/bundled.mjs'
import { compiledSchema } from './bundle/compiled-schema.mjs'
import { COUNTERS, countedBranches } from './bundle/counted-branches.mjs'
import { leanPackages } from './bundle/lean-packages.mjs'

const args = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'kalint-'))
const worker = join(folder, 'worker.cjs')
const main = join(folder, 'main.mjs')
const counted = countedBranches()
const isReplay = args.includes('--replay')
/** What lies beside the program as its users have it. */
const beside = `__dirname = ${JSON.stringify(join(root, 'dist'))};`
const settings = { write: true, minify: false, keepNames: false }
try {
  await bundled('fuzz/worker.ts', {
    ...settings,
    outfile: worker,
    plugins: [compiledSchema, leanPackages, ...(isReplay ? [] : [counted.plugin])],
    banner: { js: `${beside}${isReplay ? '' : COUNTERS}` },
  })
  await bundled('fuzz/main.ts', { ...settings, outfile: main, format: 'esm', plugins: [] })
  const { fuzz } = await import(pathToFileURL(main).href)
  process.exitCode = await fuzz(args, { root, worker, branches: counted.count() })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
