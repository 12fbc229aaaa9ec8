// Makes vscode-extension/kalint.vsix: the extension for VS Code with the language server inside. dist/ must be built.
// Prints nothing where all is well.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVSIX } from '@vscode/vsce'
import { build } from 'esbuild'
import { leanPackages } from './bundle/lean-packages.mjs'
import { licencesOf, RULER } from './bundle/licences.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const extension = join(root, 'vscode-extension')
const dist = join(extension, 'dist')

/** More than this is no small extension any more. */
const MAX_BYTES = 1_000_000

/** The client takes keywords from the tables, and the server explains them. */
const leanTables = {
  name: 'lean-tables',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]grammar[\\/]directives[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\b(doc|source): '(?:[^'\\\n]|\\.)*'/g, "$1: ''"),
      loader: 'ts',
    }))
  },
}

/** On a desktop, what is imported when it is needed is a file of its own, which is not even read before. */
const PARTS = { recognise: 'src/bind/recognise.ts', 'node-client': 'vscode-extension/src/node-client.ts' }
const separateParts = {
  name: 'separate-parts',
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path }) => {
      const part = Object.keys(PARTS).find((name) => path.endsWith(`/${name}.ts`))
      return kind === 'dynamic-import' && part !== undefined ? { path: `./${part}.cjs`, external: true } : undefined
    })
  },
}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: 'cjs',
  external: ['vscode'],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
const metafiles = [await buildForNode(), await buildForWeb()]
// A browser takes a script for one only if its name says so.
copyFileSync(join(root, 'dist/server.cjs'), join(dist, 'server.js'))
writeFileSync(join(dist, 'LICENSES.txt'), licences())
await makePackage()

async function buildForNode() {
  const { metafile } = await build({
    ...common,
    entryPoints: { extension: 'vscode-extension/src/extension.ts', ...PARTS },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    target: 'node20',
    // VS Code gives an extension its API through `require`.
    supported: { 'dynamic-import': false },
    plugins: [separateParts, leanPackages, leanTables],
  })
  return metafile
}

async function buildForWeb() {
  const { metafile } = await build({
    ...common,
    entryPoints: { 'extension-web': 'vscode-extension/src/extension-web.ts' },
    outdir: dist,
    platform: 'browser',
    target: 'es2022',
    supported: { 'dynamic-import': false },
    plugins: [leanPackages, leanTables],
  })
  return metafile
}

/** The licences of the packages that the client contains, and those of the server. */
function licences() {
  return [licencesOf(root, metafiles), readFileSync(join(root, 'dist/LICENSES.txt'), 'utf8')].join(RULER)
}

async function makePackage() {
  const packagePath = join(extension, 'kalint.vsix')
  if (existsSync(packagePath)) rmSync(packagePath)
  await withoutChatter(() => createVSIX({ cwd: extension, packagePath, dependencies: false }))
  const { length } = readFileSync(packagePath)
  if (length >= MAX_BYTES) throw new Error(`kalint.vsix has ${length} bytes, and should have less than ${MAX_BYTES}`)
}

/** Runs what likes to tell how it is getting on. What goes wrong, it throws. */
async function withoutChatter(run) {
  const { log } = console
  console.log = () => {}
  try {
    await run()
  } finally {
    console.log = log
  }
}
