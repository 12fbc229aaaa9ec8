/** The extension in a VS Code that is a web page alone, with the server in a worker: by `npm run test:editors`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Results {
  readonly exitCode: unknown
  readonly tests: readonly { readonly name: string; readonly passed: boolean; readonly detail?: string }[]
  readonly console: readonly string[]
}

const project = join(import.meta.dirname, '../../..')
const pictures = join(process.env.KALINT_PICTURES ?? join(tmpdir(), 'kalint-pictures'), 'web')
const MINUTES = 60_000

describe.runIf(process.env.KALINT_ALL_EDITORS === 'true')('VS Code for the Web', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-web-run-'))
  let results: Results = { exitCode: undefined, tests: [], console: [] }

  beforeAll(() => {
    const install = [join(import.meta.dirname, 'install.mjs'), '--web']
    const editor: unknown = JSON.parse(execFileSync(process.execPath, install, { encoding: 'utf8' }))
    execFileSync(process.execPath, ['scripts/build-extension.mjs'], { cwd: project, stdio: 'inherit' })
    const settings = join(folder, 'settings.json')
    const output = join(folder, 'results.json')
    writeFileSync(settings, JSON.stringify({ editor, extension: join(project, 'vscode-extension'), pictures }))
    const namespaces = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc']
    const session = join(import.meta.dirname, 'web-session.mjs')
    spawnSync('unshare', [...namespaces, process.execPath, session, settings, output], {
      timeout: 4 * MINUTES,
      killSignal: 'SIGKILL',
    })
    results = JSON.parse(readFileSync(output, 'utf8'))
  }, 9 * MINUTES)

  afterAll(() => rmSync(folder, { recursive: true }))

  it('passes the tests inside of the extension host', () => {
    expect(results.tests.filter(({ passed }) => !passed)).toEqual([])
    expect(results.tests.length).toBeGreaterThanOrEqual(5)
    expect(results.exitCode).toBe(0)
  })
})
