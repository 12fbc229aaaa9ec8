// npm run build:binary: makes dist-binary/kalint-linux-ARCH, kalint with the Node that runs this script in one file. dist/ is built first.
// Node makes a start-up snapshot of the whole program, in which the parser is ready, and postject puts it into a copy of Node.
// Prints the size of the file.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inject } from 'postject'
import { bundled, root } from './bundle/bundled.mjs'
import { leanPackages } from './bundle/lean-packages.mjs'
import { leanTexts } from './bundle/lean-texts.mjs'

/** The mark that Node looks for in its own file. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

const folder = join(root, 'dist-binary')
const output = join(folder, `kalint-${process.platform}-${process.arch}`)
const scratch = mkdtempSync(join(tmpdir(), 'kalint-binary-'))
try {
  requireFuse()
  await import('./build.mjs')
  const node = strippedNode()
  await inject(node, 'NODE_SEA_BLOB', await snapshot(), { sentinelFuse: FUSE })
  mkdirSync(folder, { recursive: true })
  copyFileSync(node, `${output}.new`)
  chmodSync(`${output}.new`, 0o755)
  renameSync(`${output}.new`, output)
  writeFileSync(join(folder, 'LICENSES.txt'), readFileSync(join(root, 'dist/LICENSES.txt')))
  const megabytes = (statSync(output).size / 1e6).toFixed(0)
  console.log(`dist-binary/kalint-${process.platform}-${process.arch}: ${megabytes} MB, with Node ${process.version}`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function requireFuse() {
  if (process.platform !== 'linux') throw new Error(`the executable is for Linux, and this is ${process.platform}`)
  if (!readFileSync(process.execPath).includes(FUSE)) {
    throw new Error(`${process.execPath} cannot hold another program: its file has no place for it. Use a Node from nodejs.org.`)
  }
}

/** A copy of Node without what is for debuggers alone, where this machine can take that out. */
function strippedNode() {
  const node = join(scratch, 'node')
  copyFileSync(process.execPath, node)
  chmodSync(node, 0o755)
  const { status } = spawnSync('strip', [node], { stdio: 'ignore' })
  // A `strip` that fails halfway may leave anything behind.
  if (status !== 0 || spawnSync(node, ['-e', '0']).status !== 0) copyFileSync(process.execPath, node)
  return node
}

/** What Node makes of the program, with all that lies beside it in dist/. */
async function snapshot() {
  const main = join(scratch, 'executable.cjs')
  const blob = join(scratch, 'executable.blob')
  const { outputFiles } = await bundled('src/cli/executable.ts', {
    plugins: [embedded, leanPackages, leanTexts],
    supported: { 'dynamic-import': false },
    define: { ...bundled.define, KALINT_SAMPLES: JSON.stringify(samples()) },
  })
  writeFileSync(main, outputFiles[0].text)
  const config = { main, output: blob, disableExperimentalSEAWarning: true, useSnapshot: true, assets: assets() }
  writeFileSync(join(scratch, 'config.json'), JSON.stringify(config))
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env
  execFileSync(process.execPath, ['--experimental-sea-config', join(scratch, 'config.json')], {
    cwd: root,
    env: { ...env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return readFileSync(blob)
}
