// How the parts of dist/ and the one-file executable are bundled.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { leanPackages } from './lean-packages.mjs'
import { leanTexts } from './lean-texts.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** One file with everything that an entry needs. */
export function bundled(entry, options = {}) {
  return build({
    absWorkingDir: root,
    entryPoints: [entry],
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: [leanPackages, leanTexts],
    define: { KALINT_VERSION: JSON.stringify(version) },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    ...options,
  })
}
