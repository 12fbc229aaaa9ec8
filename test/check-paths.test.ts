/** Paths alone are checked without what reads options: what comes of that is the same. */
import { describe, expect, it } from 'vitest'
import { checkPaths } from '../src/cli/check-paths.ts'
import { run } from '../src/cli/program.ts'
import type { Shell } from '../src/cli/shell.ts'
import { arePaths } from '../src/cli/words.ts'
import { folderWith, goodNode } from './run-kalint.ts'

type Run = (args: readonly string[], shell: Shell) => Promise<number>

/** What a run says on both streams, and its exit code. */
async function told(runs: Run, args: readonly string[]) {
  const output: string[] = []
  const errors: string[] = []
  const code = await runs(args, {
    environment: {},
    write: (text) => output.push(text),
    tell: (line) => errors.push(line),
    readInput: async () => '',
    isTerminal: () => false,
  })
  return { code, output: output.join(''), errors: errors.join('\n') }
}

const FILES = {
  'good/a.conf': goodNode(),
  'bad/a.conf': goodNode(),
  'bad/b.conf': goodNode({ state: 'BACKUP', priority: 100, routerId: 15 }),
  'settings/kalint.yaml': 'clusters:\n  one: [a.conf, b.conf]\n',
  'settings/a.conf': goodNode(),
  'settings/b.conf': goodNode({ state: 'BACKUP', priority: 100, routerId: 15 }),
  'wrong/kalint.yaml': 'clusters: none\n',
  'wrong/a.conf': goodNode(),
}

describe('paths alone', () => {
  it.each([
    ['a file', ['good/a.conf'], 0],
    ['two files', ['bad/a.conf', 'bad/b.conf'], 1],
    ['check before two files', ['check', 'bad/a.conf', 'bad/b.conf'], 1],
    ['a directory with settings', ['settings'], 1],
    ['wrong settings', ['wrong'], 2],
    ['a file that is not there', ['none.conf'], 2],
  ] as const)('%s: the same report as through the options', async (_, words, code) => {
    const folder = folderWith(FILES)
    const args = words.map((word) => (word === 'check' ? word : `${folder}/${word}`))
    const plain = await told(checkPaths, args)
    expect(plain).toEqual(await told(run, args))
    expect(plain.code).toBe(code)
  })

  it('are neither options nor commands', async () => {
    const { output } = await told(run, ['--help'])
    const [, commands = ''] = /\nCommands:\n(.*?)\n\n/s.exec(output) ?? []
    const names = [...commands.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name)
    expect(names).toContain('failover')
    expect([...names, 'manual'].filter((name) => arePaths([name]))).toEqual([])
    expect(arePaths(['a.conf', '--format', 'json'])).toBe(false)
    expect(arePaths(['-'])).toBe(false)
    expect(arePaths(['a.conf', 'show'])).toBe(true)
    expect(arePaths([])).toBe(true)
  })
})
