/** What kalint writes: reports, baselines, fixed and laid out files, and nothing through a link that was laid for it. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint } from '../run-kalint.ts'

const WRITING = [
  ['--output-file', 'report'],
  ['--format', 'json=report'],
  ['--write-baseline=report'],
  ['failover', '--output-file', 'report'],
]

/** A file that kalint would lay out anew, and fix. */
const UNTIDY = goodNode().replace('    priority', '  prioritty')

describe.each(WRITING)('kalint %s %s', (...words) => {
  it('writes through no link', () => {
    for (const target of ['../outside/file', '/nowhere/file', 'kept']) {
      const folder = folderWith({ 'in/a.conf': goodNode(), 'outside/file': 'kept', 'in/kept': 'kept' })
      const cwd = join(folder, 'in')
      symlinkSync(target, join(cwd, 'report'))
      const { status, stderr } = kalint(['--no-settings', ...words, 'a.conf'], { cwd })
      expect(status).toBe(2)
      expect(stderr).toContain(
        words.includes('--write-baseline=report') && target !== '/nowhere/file' ? 'report: ' : 'a symbolic link',
      )
      expect([readFileSync(join(folder, 'outside/file'), 'utf8'), readFileSync(join(cwd, 'kept'), 'utf8')]).toEqual([
        'kept',
        'kept',
      ])
      expect(readlinkSync(join(cwd, 'report'))).toBe(target)
    }
  })

  it('keeps the permissions of a file that is there, and leaves nothing beside it', () => {
    const cwd = folderWith({ 'a.conf': goodNode(), report: '' })
    chmodSync(join(cwd, 'report'), 0o640)
    expect(kalint(['--no-settings', ...words, 'a.conf'], { cwd }).status).toBe(0)
    expect(statSync(join(cwd, 'report')).mode & 0o777).toBe(0o640)
    expect(statSync(join(cwd, 'report')).size).toBeGreaterThan(0)
    expect(readdirSync(cwd).sort()).toEqual(['a.conf', 'report'])
  })
})

describe('a report', () => {
  it('goes to a device as to a file', () => {
    const cwd = folderWith({ 'a.conf': goodNode() })
    const program = join(import.meta.dirname, '../../dist/kalint.cjs')
    const command = '"$0" "$1" --no-settings --format json --output-file /dev/stdout a.conf | cat'
    const stdout = execFileSync('sh', ['-c', command, process.execPath, program], { cwd, encoding: 'utf8' })
    expect(JSON.parse(stdout)).toHaveProperty('version')
  })

  it('goes to all names of a file', () => {
    const cwd = folderWith({ 'a.conf': goodNode(), report: '' })
    linkSync(join(cwd, 'report'), join(cwd, 'again'))
    kalint(['--no-settings', '--output-file', 'report', 'a.conf'], { cwd })
    expect(readFileSync(join(cwd, 'again'), 'utf8')).toBe(readFileSync(join(cwd, 'report'), 'utf8'))
  })
})

describe.each([[['--fix-unsafe']], [['fmt']]])('kalint %j', (words) => {
  it('changes nothing behind a link that leads away, and no directory that a link leads to', () => {
    const folder = folderWith({ 'in/a.conf': goodNode(), 'outside/b.conf': UNTIDY, 'outside/c/d.conf': UNTIDY })
    symlinkSync('../outside/b.conf', join(folder, 'in/b.conf'))
    symlinkSync('../outside/c', join(folder, 'in/c'))
    kalint(['--no-settings', ...words, '.'], { cwd: join(folder, 'in') })
    kalint(['--no-settings', ...words, 'a.conf', 'b.conf'], { cwd: join(folder, 'in') })
    expect(readFileSync(join(folder, 'outside/b.conf'), 'utf8')).toBe(UNTIDY)
    expect(readFileSync(join(folder, 'outside/c/d.conf'), 'utf8')).toBe(UNTIDY)
    expect(lstatSync(join(folder, 'in/b.conf')).isSymbolicLink()).toBe(true)
  })

  it('keeps the permissions of what it changes', () => {
    const cwd = folderWith({ 'a.conf': UNTIDY })
    chmodSync(join(cwd, 'a.conf'), 0o604)
    kalint(['--no-settings', ...words, 'a.conf'], { cwd })
    expect(readFileSync(join(cwd, 'a.conf'), 'utf8')).not.toBe(UNTIDY)
    expect(statSync(join(cwd, 'a.conf')).mode & 0o777).toBe(0o604)
    expect(readdirSync(cwd)).toEqual(['a.conf'])
  })
})

describe('kalint init', () => {
  it('writes through no link', () => {
    const folder = folderWith({ 'in/a.conf': goodNode() })
    mkdirSync(join(folder, 'outside'))
    writeFileSync(join(folder, 'outside/kept'), '')
    symlinkSync('../outside/new', join(folder, 'in/kalint.yaml'))
    expect(kalint(['init', '.'], { cwd: join(folder, 'in') }).status).toBe(2)
    expect(readdirSync(join(folder, 'outside'))).toEqual(['kept'])
  })
})
