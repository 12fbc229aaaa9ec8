// One run of a VS Code that is only a web page, with the server in a worker. Called like session.mjs.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBrowser, photographer } from './browser.mjs'
import { makeWorkspace } from './workspace.mjs'

const PORT = 8766

const [settingsPath = '', resultsPath = ''] = process.argv.slice(2)
const { editor, extension, pictures } = JSON.parse(readFileSync(settingsPath, 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'kalint-web-'))
const workspace = join(folder, 'cluster')
makeWorkspace(workspace)
const extensionCopy = join(folder, 'extension')
mkdirSync(extensionCopy)
for (const name of [
  'package.json',
  'language-configuration.json',
  'dist',
  'syntaxes',
  'snippets',
  'images',
  'walkthrough',
]) {
  cpSync(join(extension, name), join(extensionCopy, name), { recursive: true })
}
cpSync(fileURLToPath(new URL('web', import.meta.url)), join(extensionCopy, 'tests'), { recursive: true })

spawnSync('ip', ['link', 'set', 'lo', 'up'], { stdio: 'inherit' })
const { runServer } = createRequire(import.meta.url)(editor.testWeb)
await runServer('127.0.0.1', PORT, {
  build: { type: 'static', location: editor.codeOss, quality: 'stable', version: editor.version },
  esm: true,
  extensionDevelopmentPath: extensionCopy,
  extensionTestsPath: join(extensionCopy, 'tests/tests.js'),
  folderMountPath: workspace,
})
const { page, close } = await openBrowser(editor.chromium, join(folder, 'browser'))
const picture = photographer(page, pictures)
const results = { exitCode: undefined, tests: [], console: [] }
page.on('console', (message) => results.console.push(message.text().slice(0, 500)))
const ended = new Promise((resolve) => {
  page.exposeFunction('codeAutomationExit', resolve)
})
await page.exposeFunction('codeAutomationLog', (_type, [line]) => {
  if (typeof line === 'string' && line.startsWith('{"name"')) results.tests.push(JSON.parse(line))
})
await page.goto(`http://127.0.0.1:${PORT}/`, { waitUntil: 'domcontentloaded' })
const late = new Promise((resolve) => setTimeout(() => resolve('late'), 90_000))
results.exitCode = await Promise.race([ended, late])
await picture('web').catch(() => {})
writeFileSync(resultsPath, JSON.stringify(results, undefined, 2))
await close()
process.exit(0)
