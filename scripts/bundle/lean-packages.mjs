// What packages load, but kalint has no use for, takes long at every start: a plugin for esbuild that leaves it out.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const leanPackages = {
  name: 'lean-packages',
  setup({ onResolve, onLoad }) {
    // Chevrotain uses a few functions of a library that takes as long as all of the rest.
    onResolve({ filter: /^lodash-es$/ }, () => ({ path: fileURLToPath(new URL('lodash.mjs', import.meta.url)) }))
    // commander runs subcommands that are programs of their own with it, and the server could ask npm where packages are;
    // kalint does neither, and what is shipped cannot.
    onResolve({ filter: /^(?:node:)?child_process$/ }, ({ path, importer }) =>
      /\/(?:commander|vscode-languageserver)\//.test(importer) ? { path, namespace: 'nothing' } : undefined,
    )
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}' }))
    // A line behind a `return` would make code of a text: nothing that is shipped can do that.
    onLoad({ filter: /\/@chevrotain\/utils\/lib\/src\/to-fast-properties\.js$/ }, ({ path }) => {
      const [before, after, ...more] = readFileSync(path, 'utf8').split('    (0, eval)(toBecomeFast);\n')
      if (after === undefined || more.length > 0) throw new Error(`${path} has changed: look for its eval again`)
      return { contents: before + after }
    })
    // The lexers of kalint are in safe mode, which never looks into this table of all characters.
    onLoad({ filter: /\/chevrotain\/lib\/src\/scan\/lexer\.js$/ }, ({ path }) => {
      const [before, after, ...more] = readFileSync(path, 'utf8').split('        initCharCodeToOptimizedIndexMap();\n')
      if (after === undefined || more.length > 0) throw new Error(`${path} has changed: look for its table again`)
      return { contents: before + after }
    })
    // The prototype of the parser gets 200 methods. V8 makes a new shape for each, unless it has met the object as a prototype.
    onLoad({ filter: /\/chevrotain\/lib\/src\/parse\/parser\/utils\/apply_mixins\.js$/ }, ({ path }) => {
      const [before, after, ...more] = readFileSync(path, 'utf8').split('    baseCtors.forEach(')
      if (after === undefined || more.length > 0) throw new Error(`${path} has changed: look for its loop again`)
      return { contents: `${before}    Object.create(derivedCtor.prototype);\n    baseCtors.forEach(${after}` }
    })
  },
}
