// What npm runs where kalint is installed from a clone or from its repository: builds dist/. Newer releases of pre-commit
// install it globally from the repository (`npm install --global --install-links git+file://...`), and then npm leaves out
// the packages that building needs, so that they are fetched here. Older ones read what `npm pack` prints as the name of a
// file, so that nothing is printed where all is well.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

if (!canBuild()) installPackages()
await import('./build.mjs')

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild')
    return true
  } catch {
    return false
  }
}

/** As the lock file has them. The npm that runs this script was told to install globally, and would hand that on. */
function installPackages() {
  const { npm_config_global: _, npm_config_location: __, npm_execpath: npm = '', ...env } = process.env
  const words = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const options = { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] }
  if (/npm-cli\.[cm]?js$/.test(npm)) execFileSync(process.execPath, [npm, ...words], options)
  else execFileSync('npm', words, { ...options, shell: process.platform === 'win32' })
}
