// Makes dist/: kalint.cjs, which loads check-*.js for paths alone and more.cjs for all else; what these load where they need it:
// server.cjs, the language server for Node and for a Web Worker, settings.cjs, what reads settings files, globs.cjs, what expands wildcards; api.*, what programs import; kalint.1 and completions.*; explanations.json, what `kalint explain` prints; and beside them what makes kalint start faster and the licences of what they contain. Prints nothing where all is well.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { bundled, PLUGINS, root } from './bundle/bundled.mjs'
import { licencesOf } from './bundle/licences.mjs'
import { apart, bundledPart, bundledTwins } from './bundle/parts.mjs'
import { loadingPrograms, makeCache, writeProgram } from './bundle/starting.mjs'

const dist = join(root, 'dist')

const { check, more } = await bundledTwins()
const settings = await bundledPart('settings')
const globs = await bundledPart('globs')

/** Whatever runs it, these parts of the protocol are for a Web Worker. */
const browserParts = {
  name: 'browser-parts',
  setup({ onResolve }) {
    onResolve({ filter: /^vscode-(languageserver|languageserver-protocol|jsonrpc)\/browser$/ }, ({ path }) => ({
      path: join(root, 'node_modules', path.split('/')[0], 'lib/browser/main.js'),
    }))
  },
}

/** One server for Node and for a Web Worker: each takes its own part of it, and they share the rest. */
const server = await bundled(undefined, {
  entryPoints: undefined,
  stdin: {
    contents: "typeof importScripts === 'function' ? import('./src/server/worker.ts') : import('./src/cli/lsp.ts')",
    resolveDir: root,
    sourcefile: 'server.ts',
    loader: 'ts',
  },
  plugins: [...PLUGINS, browserParts],
  supported: { 'dynamic-import': false },
})

/** What is run decides what is loaded. */
const main = await bundled('src/cli/main.ts', {
  plugins: [apart((part) => `part('part:${part}')`)],
  supported: { 'dynamic-import': false },
})
const beside = await bundled('src/cli/beside.ts')
const api = await bundled('src/api/kalint.ts')

mkdirSync(dist, { recursive: true })
for (const name of readdirSync(dist))
  if (/\.cache$|-\w+\.js$|^(settings|more|globs)\.cjs$/.test(name)) rmSync(join(dist, name))
const names = Object.fromEntries(
  Object.entries({ check, more, settings, globs }).map(([part, { outputFiles }]) => {
    return [`part:${part}`, writeProgram(dist, part, outputFiles[0].text)]
  }),
)
writeFileSync(join(dist, 'kalint.cjs'), `#!/usr/bin/env node\n${loadingPrograms(names)}${main.outputFiles[0].text}`)
writeFileSync(join(dist, 'beside.cjs'), beside.outputFiles[0].text)
chmodSync(join(dist, 'kalint.cjs'), 0o755)
writeFileSync(join(dist, 'server.cjs'), server.outputFiles[0].text)
writeApi(api.outputFiles[0].text)
writeFileSync(join(dist, 'explanations.json'), JSON.stringify(await explanations()))
writeFileSync(
  join(dist, 'LICENSES.txt'),
  licencesOf(
    root,
    [check, more, globs, settings, server, api].map(({ metafile }) => metafile),
  ),
)
writeTexts()
makeCache(dist, names['part:check'], samples())
makeCache(dist, names['part:more'], ['--format', 'json', ...samples()])
makeCache(dist, names['part:settings'], ['--settings', join(root, 'fixtures/settings/named-clusters/kalint.yaml')])

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

/** Configurations whose check uses most of the program. */
function samples() {
  const folder = join(root, 'examples/active-active')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.conf'))
    .map((name) => join(folder, name))
}
