/** The manual page, read by the programs that show it. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { kalint } from './run-kalint.ts'

const page = join(import.meta.dirname, '../dist/kalint.1')
const isInstalled = spawnSync('mandoc', [page]).status === 0

it('is read without a complaint', ({ skip }) => {
  if (process.env.CI !== 'true') skip(!isInstalled, 'mandoc is not installed: the manual page was not read')
  const { stdout, status } = spawnSync('mandoc', ['-T', 'lint', page], { encoding: 'utf8' })
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
})

it('tells every command and option, as they are typed', ({ skip }) => {
  if (process.env.CI !== 'true') skip(!isInstalled, 'mandoc is not installed: the manual page was not read')
  const { stdout } = spawnSync('mandoc', ['-T', 'ascii', '-O', 'width=200', page], { encoding: 'utf8' })
  // Bold letters are printed twice, with a backspace between.
  const shown = stdout.replace(/.\u0008/g, '')
  const help = kalint(['--help']).stdout + kalint(['failover', '--help']).stdout
  const typed = [...help.matchAll(/^ {2}(--[a-z-]+|[a-z]+(?= {2,}| <))/gm)].map(([, word = '']) => word)
  expect(typed).toContain('--depth')
  expect(typed).toContain('explain')
  expect(typed.filter((word) => !new RegExp(`^ +${word}( |$)`, 'm').test(shown))).toEqual([])
  expect(shown).toContain('kalint --format sarif=kalint.sarif --format pretty ansible/files')
})

it('is the one that the program prints', () => {
  expect(kalint(['manual']).stdout).toBe(readFileSync(page, 'utf8'))
})
