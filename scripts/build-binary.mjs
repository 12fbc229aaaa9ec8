// npm run build:binary [-- --into FOLDER] [-- --keep-dist]: makes dist-binary/kalint-linux-ARCH, kalint with the Node that runs this script in one file. dist/ is built first, unless told otherwise.
// Node makes a start-up snapshot of the whole program, in which the parser is ready, and postject puts it into a copy of Node.
// Prints the size of the file.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bundled, inAscii, PLUGINS, root } from './bundle/bundled.mjs'
import { RULER } from './bundle/licences.mjs'
import { apart, bundledTwins } from './bundle/parts.mjs'
import { asProgram } from './bundle/starting.mjs'

/** The mark that Node looks for in its own file. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/** What people install with the executable. */
const BESIDE = /\.1$|^completions\./

const { values: options } = parseArgs({ options: { into: { type: 'string' }, 'keep-dist': { type: 'boolean' } } })
const folder = resolve(options.into ?? join(root, 'dist-binary'))
const output = join(folder, `kalint-${process.platform}-${process.arch}`)
const scratch = mkdtempSync(join(tmpdir(), 'kalint-binary-'))
try {
  requireFuse()
  if (options['keep-dist'] !== true) await import('./build.mjs')
  const node = strippedNode()
  inject(node, await snapshot())
  mkdirSync(folder, { recursive: true })
  copyFileSync(node, `${output}.new`)
  chmodSync(`${output}.new`, 0o755)
  renameSync(`${output}.new`, output)
  for (const name of readdirSync(join(root, 'dist')))
    if (BESIDE.test(name)) copyFileSync(join(root, 'dist', name), join(folder, name))
  writeFileSync(join(folder, 'LICENSES.txt'), licences())
  const megabytes = (statSync(output).size / 1e6).toFixed(0)
  console.log(`${relative(process.cwd(), output)}: ${megabytes} MB, with Node ${process.version}`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function requireFuse() {
  if (process.platform !== 'linux') throw new Error(`the executable is for Linux, and this is ${process.platform}`)
  if (!readFileSync(process.execPath).includes(FUSE)) {
    throw new Error(
      `${process.execPath} cannot hold another program: its file has no place for it. Use a Node from nodejs.org.`,
    )
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
  writeFileSync(main, inAscii(await executable()))
  const config = { main, output: blob, disableExperimentalSEAWarning: true, useSnapshot: true, assets: assets() }
  writeFileSync(join(scratch, 'config.json'), JSON.stringify(config))
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env
  const words = ['--experimental-sea-config', join(scratch, 'config.json')]
  execFileSync(process.execPath, words, { cwd: root, env, stdio: 'pipe' })
  return blob
}

/** The program of the snapshot. It shares its modules with the parts that are loaded from the executable. */
async function executable() {
  const { shared } = await bundledTwins()
  const contents = `${shared}
    import { partInside, share } from './src/cli/embedded.ts'
    import { start } from './src/cli/executable.ts'
    share(shared)
    start(${JSON.stringify(samples())})`
  const embedded = JSON.stringify(join(root, 'src/cli/embedded.ts'))
  const { outputFiles } = await bundled(undefined, {
    entryPoints: undefined,
    stdin: { contents, resolveDir: root, sourcefile: 'executable.ts', loader: 'ts' },
    plugins: [apart((part) => `require(${embedded}).partInside('${part}')`), ...PLUGINS],
    supported: { 'dynamic-import': false },
  })
  return outputFiles[0].text
}

/** postject complains about names of sections that `strip` took away, in whatever comes out well. */
function inject(node, blob) {
  const program = join(root, 'node_modules/postject/dist/cli.js')
  execFileSync(process.execPath, [program, node, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE], { stdio: 'pipe' })
}

/** What the executable may come to need: parts of the program, with what V8 compiled of some, and texts. */
function assets() {
  const dist = join(root, 'dist')
  const beside = readdirSync(dist).flatMap((name) => {
    const [, part, kind] = /^(more|settings|globs)-\w+\.(js|cache)$/.exec(name) ?? []
    if (part !== undefined) return [[`${part}.${kind}`, join(dist, name)]]
    return name.endsWith('.json') ? [[name, join(dist, name)]] : []
  })
  const server = join(scratch, 'server.js')
  writeFileSync(server, asProgram(readFileSync(join(dist, 'server.cjs'), 'utf8')))
  return { ...Object.fromEntries(beside), 'server.js': server }
}

/** Configurations whose check uses most of the program. */
function samples() {
  const folder = join(root, 'examples/active-active')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .map((name) => join(folder, name))
}

/** Those of what is bundled, and that of Node, which lies beside it where it comes from nodejs.org. */
function licences() {
  const path = join(dirname(process.execPath), '../LICENSE')
  const link = `https://github.com/nodejs/node/blob/${process.version}/LICENSE`
  const ofNode = existsSync(path) ? readFileSync(path, 'utf8') : `See ${link}\n`
  return [readFileSync(join(root, 'dist/LICENSES.txt'), 'utf8'), `Node.js ${process.version}\n\n${ofNode}`].join(RULER)
}
