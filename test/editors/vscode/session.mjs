// One run of a real VS Code, in a network and a process namespace of its own, in which everything ends with it. Called as
// `unshare --net --pid --fork --kill-child --mount-proc node session.mjs SETTINGS RESULTS`.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser } from './browser.mjs'
import { measureActivation } from './measure.mjs'
import { useEditor } from './use-editor.mjs'
import { makeWorkspace } from './workspace.mjs'

const PORT = 8765
const ADDRESS = `http://127.0.0.1:${PORT}`

const EDITOR_SETTINGS = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'editor.minimap.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
}

const [settingsPath = '', resultsPath = ''] = process.argv.slice(2)
const { editor, vsix, pictures, measures } = JSON.parse(readFileSync(settingsPath, 'utf8'))
const results = { steps: [], activationMs: [], host: [], log: '' }

/** Keeps what is known so far, so that a run that hangs tells how far it came. */
function keep() {
  writeFileSync(resultsPath, JSON.stringify(results, undefined, 2))
}

async function step(name, run) {
  const started = Date.now()
  try {
    const detail = await run()
    results.steps.push({ name, passed: true, seconds: (Date.now() - started) / 1000, detail })
  } catch (error) {
    results.steps.push({ name, passed: false, seconds: (Date.now() - started) / 1000, detail: String(error) })
  }
  keep()
}

const folder = mkdtempSync(join(tmpdir(), 'kalint-vscode-'))
const workspace = join(folder, 'cluster')
makeWorkspace(workspace)
spawnSync('ip', ['link', 'set', 'lo', 'up'], { stdio: 'inherit' })
const server = startServer()
await listening()
const browser = await openBrowser(editor.chromium, join(folder, 'browser'))
await step('the window opens', () => browser.page.goto(`${ADDRESS}/?folder=${workspace}`).then(() => undefined))
await useEditor(browser.page, { step, pictures })
if (measures > 0) {
  await step('activation is measured', async () => {
    results.activationMs = await measureActivation(browser.page, measures)
    return results.activationMs.join(', ')
  })
}
await runHostTests()
await browser.close()
results.log = logOf(server)
keep()
process.exit(0)

/** A server with the extension installed. */
function startServer() {
  const user = join(folder, 'user')
  const extensions = join(folder, 'extensions')
  const config = join(folder, 'config.yaml')
  mkdirSync(join(user, 'User'), { recursive: true })
  mkdirSync(extensions)
  writeFileSync(config, `bind-addr: 127.0.0.1:${PORT}\nauth: none\n`)
  writeFileSync(join(user, 'User/settings.json'), JSON.stringify(EDITOR_SETTINGS))
  const words = [editor.codeServer, '--config', config, '--user-data-dir', user, '--extensions-dir', extensions]
  const environment = { PATH: process.env.PATH, HOME: folder, EXTENSIONS_GALLERY: '{}', KALINT_RESULTS: hostResults() }
  const installed = spawnSync(editor.node, [...words, '--install-extension', vsix], {
    env: environment,
    encoding: 'utf8',
  })
  results.steps.push({
    name: 'the package installs',
    passed: /successfully installed/.test(installed.stdout),
    detail: `${installed.stdout}${installed.stderr}`,
  })
  const flags = [
    ...['--vscode-option', 'enable-smoke-test-driver', '--disable-telemetry', '--disable-update-check'],
    ...['--disable-workspace-trust', '--disable-getting-started-override', '--auth', 'none'],
  ]
  const child = spawn(editor.node, [...words, ...flags], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  child.stdout.on('data', (data) => said.push(String(data)))
  child.stderr.on('data', (data) => said.push(String(data)))
  return { child, said }
}

function logOf({ said }) {
  return said.join('').slice(-20_000)
}

async function listening() {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isUp = await new Promise((resolve) => {
      const socket = connect(PORT, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('close', () => {})
      socket.setTimeout(500, () => socket.destroy())
    })
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`code-server does not listen: ${logOf(server)}`)
}

function hostResults() {
  return join(folder, 'host-results.json')
}

/** Tests that run inside of the extension host, with the real API; a workspace of their own, fresh. */
async function runHostTests() {
  await step('the tests in the extension host run', async () => {
    const fresh = join(folder, 'fresh')
    makeWorkspace(fresh)
    const tests = join(folder, 'host')
    cpSync(fileURLToPath(new URL('host', import.meta.url)), tests, { recursive: true })
    const remote = (path) => `vscode-remote://127.0.0.1:${PORT}${path}`
    const payload = [
      ['extensionDevelopmentPath', remote(join(tests, 'bare-extension'))],
      ['extensionTestsPath', remote(join(tests, 'tests.cjs'))],
    ]
    const ended = new Promise((resolve) => {
      browser.page.exposeFunction('codeAutomationExit', (code) => resolve(code))
    })
    await browser.page.exposeFunction('codeAutomationLog', () => {})
    await browser.page.goto(`${ADDRESS}/?folder=${fresh}&payload=${encodeURIComponent(JSON.stringify(payload))}`)
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), 90_000))
    const code = await Promise.race([ended, late])
    results.host = JSON.parse(readFileSync(hostResults(), 'utf8'))
    return `exit code ${code}`
  })
}
