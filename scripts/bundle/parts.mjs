// What only some runs need is in programs of its own, which are loaded where the first module of them is imported.
import { join, relative } from 'node:path'
import { bundled, PLUGINS, root } from './bundled.mjs'

/** The modules that a part exports, by its name. Whatever else they need is part of it, but `more` takes from `check` what that has. */
const PARTS = {
  check: ['start-paths'],
  more: ['start-program', 'baseline', 'fix', 'given-facts', 'rendered'],
  globs: ['glob-paths'],
  settings: ['settings-parts'],
  server: ['lsp'],
}

/** Bundled from the text of an entry, with other parts left out: `require('part:NAME')` stands for them. */
export function bundledPart(part, { entry = exportsOf(part), plugins = [] } = {}) {
  return bundled(undefined, {
    entryPoints: undefined,
    stdin: { contents: entry, resolveDir: root, sourcefile: `${part}.ts`, loader: 'ts' },
    plugins: [...plugins, apart((other) => `require('part:${other}')`), ...PLUGINS],
    supported: { 'dynamic-import': false },
  })
}

/** `check` and `more`, and the text of an entry that names `shared` what the second takes from the first. */
export async function bundledTwins() {
  const has = new Set(Object.keys((await bundledPart('check')).metafile.inputs))
  const paths = new Set()
  const more = await bundledPart('more', { plugins: [sharing((path) => has.has(path) && paths.add(path))] })
  const modules = [...paths].sort().map((path, index) => ({ path, name: `module${index}` }))
  const imported = modules.map(({ path, name }) => `import * as ${name} from './${path}'`)
  const entries = modules.map(({ path, name }) => `'${path}': ${name}`)
  const shared = `${imported.join('\n')}\nconst shared = { ${entries.join(', ')} }\n`
  return {
    check: await bundledPart('check', { entry: `${exportsOf('check')}\n${shared}export { shared }` }),
    more,
    shared,
  }
}

/** Leaves parts out of a bundle; `loaded` makes the expression for what one exports. */
export function apart(loaded) {
  return {
    name: 'apart',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\/[\w-]+\.ts$/ }, ({ path, kind }) => {
        const name = path.slice(2, -3)
        const part = Object.keys(PARTS).find((one) => PARTS[one].includes(name))
        return kind === 'dynamic-import' && part !== undefined ? { path: part, namespace: 'part' } : undefined
      })
      onLoad({ filter: /./, namespace: 'part' }, ({ path }) => ({
        contents: `module.exports = ${loaded(path)}`,
        resolveDir: root,
      }))
      onResolve({ filter: /^\.\/beside\.ts$/ }, () => ({ path: 'part:beside', external: true }))
      onResolve({ filter: /^part:/ }, ({ path }) => ({ path, external: true }))
    },
  }
}

/** Takes modules from `check`. */
function sharing(isShared) {
  return {
    name: 'sharing',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir, kind }) => {
        const module = relative(root, join(resolveDir, path))
        return kind === 'import-statement' && isShared(module) ? { path: module, namespace: 'shared' } : undefined
      })
      onLoad({ filter: /./, namespace: 'shared' }, ({ path }) => ({
        contents: `module.exports = require('part:check').shared['${path}']`,
      }))
    },
  }
}

function exportsOf(part) {
  return PARTS[part].map((name) => `export * from './src/cli/${name}.ts'`).join('\n')
}
