// Makes dist/: kalint.cjs, the command line with everything that it needs; server.cjs, the language
// server for Node and for a Web Worker; settings.cjs, what reads settings files; api.*, what programs import; kalint.1 and completions.*; explanations.json, what `kalint explain` prints; and beside them what makes kalint start faster and the licences of what they contain. Prints nothing where all is well.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { bundled, inAscii, root } from './bundle/bundled.mjs'
import { compiledSchema } from './bundle/compiled-schema.mjs'
import { leanPackages } from './bundle/lean-packages.mjs'
import { leanTexts } from './bundle/lean-texts.mjs'
import { licencesOf } from './bundle/licences.mjs'

const dist = join(root, 'dist')

/** The language server and what reads settings are files of their own, which are loaded only where they are asked for. */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/lsp\.ts$/ }, () => ({ path: './server.cjs', external: true }))
    onResolve({ filter: /^\.\/settings-parts\.ts$/ }, () => ({ path: './settings.cjs', external: true }))
  },
}

const { outputFiles, metafile } = await bundled('src/cli/main.ts', {
  plugins: [compiledSchema, leanPackages, leanTexts, apart],
  supported: { 'dynamic-import': false },
})
/** Whatever runs it, these parts of the protocol are for a Web Worker. */
const browserParts = {
  name: 'browser-parts',
  setup({ onResolve }) {
    onResolve({ filter: /^vscode-(languageserver|languageserver-protocol|jsonrpc)\/browser$/ }, ({ path }) => ({
      path: join(root, 'node_modules', path.split('/')[0], 'lib/browser/main.js'),
    }))
  },
}

const settings = await bundled('src/cli/settings-parts.ts', { plugins: [compiledSchema, leanPackages] })

/** One server for Node and for a Web Worker: each takes its own part of it, and they share the rest. */
const server = await bundled(undefined, {
  entryPoints: undefined,
  stdin: {
    contents: "typeof importScripts === 'function' ? import('./src/server/worker.ts') : import('./src/cli/lsp.ts')",
    resolveDir: root,
    sourcefile: 'server.ts',
    loader: 'ts',
  },
  plugins: [compiledSchema, leanPackages, leanTexts, browserParts],
})

const api = await bundled('src/api/kalint.ts')

mkdirSync(dist, { recursive: true })
for (const name of readdirSync(dist)) if (/\.cache$|-\w+\.js$/.test(name)) rmSync(join(dist, name))
const startOfKalint = writeStarting('kalint.cjs', outputFiles[0].text, '#!/usr/bin/env node\n')
const startOfSettings = writeStarting('settings.cjs', settings.outputFiles[0].text)
chmodSync(join(dist, 'kalint.cjs'), 0o755)
writeFileSync(join(dist, 'server.cjs'), server.outputFiles[0].text)
writeApi(api.outputFiles[0].text)
writeFileSync(join(dist, 'explanations.json'), JSON.stringify(await explanations()))
writeFileSync(
  join(dist, 'LICENSES.txt'),
  licencesOf(root, [metafile, server.metafile, settings.metafile, api.metafile]),
)
writeTexts()
makeCache(startOfKalint, samples())
makeCache(startOfSettings, ['--settings', join(root, 'fixtures/settings/named-clusters/kalint.yaml')])

/** The manual and the completions are what the program says of itself. */
function writeTexts() {
  const said = (...words) => execFileSync(process.execPath, [join(dist, 'kalint.cjs'), ...words], { encoding: 'utf8' })
  writeFileSync(join(dist, 'kalint.1'), said('manual'))
  for (const shell of ['bash', 'zsh', 'fish'])
    writeFileSync(join(dist, `completions.${shell}`), said('completions', shell))
}

/** What `import` and `require` get: the program is the same, so that both have one, and the types are those of the source. */
function writeApi(text) {
  const source = readFileSync(join(root, 'src/api/kalint.ts'), 'utf8')
  const { outputText } = ts.transpileDeclaration(source, { compilerOptions: { target: ts.ScriptTarget.ESNext } })
  const names = [...outputText.matchAll(/^export declare (?:const|function) (\w+)/gm)].map(([, name]) => name)
  writeFileSync(join(dist, 'api.cjs'), text)
  writeFileSync(join(dist, 'api.mjs'), `import api from './api.cjs'\nexport const { ${names.join(', ')} } = api\n`)
  for (const name of ['api.d.cts', 'api.d.mts']) writeFileSync(join(dist, name), outputText)
}

/** What `kalint explain` prints: the pages of the rules, and what the tables say of the directives. */
async function explanations() {
  const folder = join(root, 'docs/rules')
  const rules = readdirSync(folder).map((page) => [page.replace(/\.md$/, ''), readFileSync(join(folder, page), 'utf8')])
  const contents = `export { explanations } from './src/service/explanations.ts'
    export { root } from './grammar/directives/root.ts'`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  const code = Buffer.from(outputFiles[0].text).toString('base64')
  const tables = await import(`data:text/javascript;base64,${code}`)
  return { rules: Object.fromEntries(rules), directives: tables.explanations(tables.root) }
}

/**
 * Compiling a program takes longer than everything else that a run does, so that V8 is offered the result of an
 * earlier compilation. It takes that only if its version and its settings are the same, and compiles otherwise. The
 * program lies in a file of its own, of which V8 then reads nothing but its length: one byte for each character. The
 * result is the name of both files without what follows the dot.
 */
function writeStarting(name, bundle, head = '') {
  const program = inAscii(`(function (exports, require, module, __filename, __dirname) {${bundle}\n})`)
  const both = `${name.replace('.cjs', '')}-${createHash('sha256').update(program).digest('hex').slice(0, 12)}`
  const text = `'use strict'
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')
const filename = __dirname + '/${both}.js'
let cachedData
try {
  cachedData = readFileSync(__dirname + '/${both}.cache')
} catch {}
const program = new Script(readFileSync(filename, 'latin1'), { filename, cachedData })
program.runInThisContext()(exports, require, module, __filename, __dirname)
`
  writeFileSync(join(dist, `${both}.js`), program)
  writeFileSync(join(dist, name), head + text)
  return both
}

/** Runs kalint once, and keeps what V8 compiled of a file for that. Where that fails, kalint works without. */
function makeCache(both, args) {
  const words = [
    'scripts/bundle/make-cache.cjs',
    join(dist, `${both}.js`),
    join(dist, `${both}.cache`),
    join(dist, 'kalint.cjs'),
    ...args,
  ]
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env
  spawnSync(process.execPath, words, { cwd: root, env, stdio: 'ignore' })
}

/** Configurations whose check uses most of the program. */
function samples() {
  const folder = join(root, 'examples/active-active')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .map((name) => join(folder, name))
}
