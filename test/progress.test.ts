/** What a person who waits is told, and that nobody else hears of it. */
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newestRelease } from '../grammar/releases.ts'
import { withProgress } from '../src/cli/lint-progress.ts'
import { type LintOptions, type LintProgress, lint } from '../src/engine/lint.ts'
import { sourceFile } from '../src/text/source-file.ts'
import { folderWith, goodNode, program } from './run-kalint.ts'

/** A shell that keeps what is told while work goes on. */
function listening(isTerminal: boolean) {
  const told: string[] = []
  const shell = {
    environment: {},
    write: (text: string) => told.push(`output: ${text}`),
    tell: (text: string) => told.push(`line: ${text}`),
    hint: (text: string) => told.push(text),
    readInput: async () => '',
    isTerminal: (stream?: 'output' | 'error') => stream === 'error' && isTerminal,
  }
  return { told, shell }
}

/** In milliseconds since the process began. */
let now = 0

/** Work of ten steps. */
function workOf(milliseconds: number) {
  return async ({ onProgress }: Pick<LintOptions, 'onProgress'>): Promise<string> => {
    for (let done = 1; done <= 10; done++) {
      now += milliseconds / 10
      onProgress?.({ step: done <= 5 ? 'reading' : 'checking', done, total: 10 })
    }
    return 'done'
  }
}

describe('a run', () => {
  beforeEach(() => {
    now = 0
    vi.spyOn(process, 'uptime').mockImplementation(() => now / 1000)
  })
  afterEach(() => void vi.restoreAllMocks())

  it('of more than a second says how far it is, and takes that away', async () => {
    const { told, shell } = listening(true)
    expect(await withProgress(shell, workOf(2500))).toBe('done')
    expect(told.slice(0, 3)).toEqual([
      '\r\u001b[Kreading file 4 of 10',
      '\r\u001b[Kreading file 5 of 10',
      '\r\u001b[Kchecking 6 of 10',
    ])
    expect(told.at(-1)).toBe('\r\u001b[K')
  })

  it('that fails leaves nothing behind', async () => {
    const { told, shell } = listening(true)
    const failing = async (progress: Pick<LintOptions, 'onProgress'>): Promise<void> => {
      await workOf(2500)(progress)
      throw new Error('lost')
    }
    await expect(withProgress(shell, failing)).rejects.toThrow('lost')
    expect(told.at(-1)).toBe('\r\u001b[K')
  })

  it('of less than a second says nothing', async () => {
    const { told, shell } = listening(true)
    await withProgress(shell, workOf(990))
    expect(told).toEqual([])
  })

  it('says nothing where standard error is no terminal', async () => {
    const { told, shell } = listening(false)
    await withProgress(shell, workOf(60_000))
    expect(told).toEqual([])
  })

  it('does not tell more often than one can read', async () => {
    const { told, shell } = listening(true)
    await withProgress(shell, async ({ onProgress }) => {
      for (let done = 1; done <= 1000; done++) {
        now += 2
        onProgress?.({ step: 'checking', done, total: 1000 })
      }
    })
    expect(told.length).toBeLessThan(13)
    expect(told[0]).toBe('\r\u001b[Kchecking 500 of 1,000')
  })
})

describe('what linting tells', () => {
  const entries = [
    sourceFile('a/lb1.conf', goodNode()),
    sourceFile('a/lb2.conf', goodNode({ state: 'BACKUP', priority: 100, routerId: 15 })),
    sourceFile('b/lb3.conf', 'vrrp_instance X {\n}\n}\n'),
  ]
  const files = { read: () => ({ kind: 'missing' }) as const, glob: () => [] }
  const options = {
    files,
    target: newestRelease(),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  } as const satisfies LintOptions

  it.each([
    'named',
    'found',
    'siblings',
    'declared',
  ] as const)('counts every file, node and cluster once: %s', (how) => {
    const batch =
      how === 'siblings'
        ? { how, entries, of: ['a/lb1.conf', 'b/lb3.conf'] }
        : how === 'declared'
          ? { how, name: 'web', nodes: entries.map((file) => ({ file })) }
          : { how, entries }
    const told: LintProgress[] = []
    const report = lint([batch], { ...options, onProgress: (one) => told.push(one) })
    const reading = told.filter(({ step }) => step === 'reading')
    expect(reading.map(({ done, total }) => [done, total])).toEqual([1, 2, 3].map((done) => [done, 3]))
    const count = report.clusters.length + report.clusters.flatMap(({ nodes }) => nodes).length
    const checking = told.slice(reading.length)
    expect(checking.map(({ step, done, total }) => [step, done, total])).toEqual(
      Array.from({ length: count }, (_, index) => ['checking', index + 1, count]),
    )
    expect(lint([batch], options).diagnostics).toEqual(report.diagnostics)
  })
})

it('a run that is redirected prints the report and nothing else', () => {
  const cwd = folderWith({ 'a.conf': goodNode() })
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'a.conf'], { cwd, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).not.toContain('\r')
})
