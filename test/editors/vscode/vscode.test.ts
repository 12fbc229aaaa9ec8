/** The extension in a real VS Code: a user at the screen, and tests inside of the extension host. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

interface Step {
  readonly name: string
  readonly passed: boolean
  readonly detail?: string
}

interface Results {
  readonly steps: readonly Step[]
  readonly host: readonly Step[]
  readonly activationMs: readonly number[]
  readonly log: string
}

const project = join(import.meta.dirname, '../../..')
const vsix = join(project, 'vscode-extension/kalint.vsix')

/** An install of 600 MB is for those who ask for it, and for the machine that decides about a merge. */
const isWanted = process.env.CI === 'true' || process.env.KALINT_EDITORS !== undefined
const isRoot = process.getuid?.() === 0
const isPossible = isWanted && isRoot && process.platform === 'linux'
if (!isPossible) console.warn('VS Code is not tested: that needs Linux, root, and KALINT_EDITORS or CI=true.')

/** The screens of the last run, to be looked at. */
const pictures = join(process.env.KALINT_PICTURES ?? join(tmpdir(), 'kalint-pictures'), 'desktop')

const MINUTES = 60_000

describe.runIf(isPossible || process.env.CI === 'true')('VS Code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-vscode-run-'))
  let results: Results = { steps: [], host: [], activationMs: [], log: '' }

  beforeAll(() => {
    const editor: unknown = JSON.parse(
      execFileSync(process.execPath, [join(import.meta.dirname, 'install.mjs')], { encoding: 'utf8' }),
    )
    execFileSync(process.execPath, ['scripts/build-extension.mjs'], { cwd: project, stdio: 'inherit' })
    const settings = join(folder, 'settings.json')
    const output = join(folder, 'results.json')
    const measures = Number(process.env.KALINT_MEASURES ?? 0)
    writeFileSync(settings, JSON.stringify({ editor, vsix, pictures, measures }))
    const namespaces = ['--net', '--pid', '--fork', '--kill-child', '--mount-proc']
    const session = join(import.meta.dirname, 'session.mjs')
    const { stderr } = spawnSync('unshare', [...namespaces, process.execPath, session, settings, output], {
      encoding: 'utf8',
      timeout: 6 * MINUTES,
      killSignal: 'SIGKILL',
    })
    if (stderr !== '') console.warn(stderr)
    results = JSON.parse(readFileSync(output, 'utf8'))
    if (process.env.KALINT_PUBLISH === 'true') {
      cpSync(join(pictures, 'walkthrough'), join(project, 'vscode-extension/walkthrough'), { recursive: true })
    }
    if (results.activationMs.length > 0) console.log(`activation in ms: ${results.activationMs.join(', ')}`)
  }, 9 * MINUTES)

  afterAll(() => rmSync(folder, { recursive: true }))

  it('gets a small package', () => {
    expect(statSync(vsix).size).toBeLessThan(1_000_000)
  })

  it('is used without a failure', () => {
    expect(results.steps.filter(({ passed }) => !passed)).toEqual([])
    expect(results.steps.length).toBeGreaterThan(14)
  })

  it('passes the tests inside of the extension host', () => {
    expect(results.host.filter(({ passed }) => !passed)).toEqual([])
    expect(results.host.length).toBeGreaterThan(10)
  })
})
