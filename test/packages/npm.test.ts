/** The npm package as its users get it: packed, installed without a network into an empty place, run, imported. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const project = join(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'kalint-package-'))
const prefix = join(scratch, 'prefix')
const installed = join(prefix, 'lib/node_modules/kalint')
const consumer = join(scratch, 'consumer')

beforeAll(() => {
  // The build is fresh already, and another one would be in the way of tests that run beside this one.
  npm(project, 'pack', '--ignore-scripts', '--pack-destination', scratch)
  const [archive = ''] = readdirSync(scratch).filter((name) => name.endsWith('.tgz'))
  npm(scratch, 'install', '--offline', '--global', '--prefix', prefix, join(scratch, archive))
  cpSync(join(import.meta.dirname, 'consumer'), consumer, { recursive: true })
  mkdirSync(join(consumer, 'node_modules'))
  cpSync(installed, join(consumer, 'node_modules/kalint'), { recursive: true })
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function npm(cwd: string, ...words: string[]): void {
  const { NODE_OPTIONS: _, ...env } = process.env
  execFileSync('npm', [...words, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env, stdio: 'pipe' })
}

describe('the package', () => {
  it('has only what runs, and needs no other', () => {
    const files = readdirSync(installed).sort()
    expect(files).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'kalint.schema.json', 'package.json'])
    expect(readdirSync(join(prefix, 'lib/node_modules'))).toEqual(['kalint'])
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies')
  })

  it('lints the example', () => {
    const { status, stdout, stderr } = spawnSync(
      join(prefix, 'bin/kalint'),
      [join(project, 'examples/active-active')],
      {
        encoding: 'utf8',
      },
    )
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toContain('error[unicast-peer-unanswered]')
  })

  it('brings its manual page', () => {
    expect(readFileSync(join(prefix, 'share/man/man1/kalint.1'), 'utf8')).toContain('.SH NAME')
  })
})

describe('the public interface', () => {
  it.each(['consumer.mts', 'consumer.cts'])('%s: its types fit for Node', (file) => {
    expect(compiled('--module', 'node16', '--moduleResolution', 'node16', file)).toBe('')
  })

  it('its types fit for bundlers', () => {
    expect(compiled('--module', 'esnext', '--moduleResolution', 'bundler', 'consumer.mts')).toBe('')
  })

  it('its types refuse what is wrong', () => {
    const wrong = join(consumer, 'wrong.mts')
    writeFileSync(wrong, "import { lintCluster } from 'kalint'\nlintCluster({ files: [{ path: 1, text: '' }] })\n")
    expect(compiled('--module', 'node16', '--moduleResolution', 'node16', 'wrong.mts')).toContain('error TS2322')
  })

  it.each([
    ['import', 'consumer.mjs', "import { lintCluster } from 'kalint'"],
    ['require', 'consumer.cjs', "const { lintCluster } = require('kalint')"],
  ])('works with %s', (_, file, line) => {
    const text = 'vrrp_instance A {\n    interfce eth0\n}\n'
    const program = `${line}
      const { findings } = lintCluster({ files: [{ path: 'a.conf', text: ${JSON.stringify(text)} }] })
      console.log(JSON.stringify(findings.find(({ ruleId }) => ruleId === 'unknown-directive')))`
    writeFileSync(join(consumer, file), program)
    const found = JSON.parse(execFileSync(process.execPath, [join(consumer, file)], { encoding: 'utf8' }))
    expect(found).toMatchObject({
      file: 'a.conf',
      range: { start: { line: 2, column: 5 }, end: { line: 2, column: 13 } },
    })
  })

  function compiled(...words: string[]): string {
    const compiler = join(project, 'node_modules/typescript/bin/tsc')
    const always = ['--noEmit', '--strict', '--target', 'es2022']
    return spawnSync(process.execPath, [compiler, ...always, ...words], { cwd: consumer, encoding: 'utf8' }).stdout
  }
})
