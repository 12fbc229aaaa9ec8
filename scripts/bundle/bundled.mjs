// How the parts of dist/ and the one-file executable are bundled.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { compiledSchema } from './compiled-schema.mjs'
import { leanPackages } from './lean-packages.mjs'
import { leanTexts } from './lean-texts.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** What all bundles leave out or prepare. */
export const PLUGINS = [compiledSchema, leanPackages, leanTexts]

/** One file with everything that an entry needs. */
export function bundled(entry, { define, ...options } = {}) {
  return build({
    absWorkingDir: root,
    entryPoints: [entry],
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: PLUGINS,
    define: { KALINT_VERSION: JSON.stringify(version), ...define },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    ...options,
  })
}

/** A single character beyond Latin-1 makes V8 keep two bytes for each. Those that esbuild leaves stand in regular expressions, and mean the same there. */
export function inAscii(program) {
  return program.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
