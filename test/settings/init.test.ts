/** `kalint init`: what it writes is what kalint finds without it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint } from '../run-kalint.ts'

const good = goodNode()
const standby = goodNode({ state: 'BACKUP', priority: 100 })
const elsewhere = (text: string): string => text.replaceAll('192.0.2.', '198.51.100.').replaceAll(' 51', ' 60')
const alone = good.replaceAll('192.0.2.', '203.0.113.').replaceAll(' 51', ' 70')
const conditional = good
  .replaceAll('192.0.2.10', '192.0.2.77')
  .replace(' 51', ' 77')
  .replace('    priority 150', '    @a priority 150\n    @b priority 90')
  .replace('state MASTER', 'state BACKUP')

const files = {
  '.git/HEAD': '',
  'web/lb1.conf': good,
  'web/lb2.conf': standby,
  'hosts/mx-1/keepalived.conf': elsewhere(good),
  'hosts/mx-2/keepalived.conf': elsewhere(standby),
  'hosts/solo/keepalived.conf': alone,
  'hosts/both.conf': conditional,
}

describe('kalint init', () => {
  it('writes the clusters that evidence shows', async () => {
    const cwd = folderWith(files)
    const outcome = kalint(['init'], { cwd })
    expect(outcome).toMatchObject({ status: 0, stderr: '' })
    await expect(outcome.stdout).toMatchFileSnapshot('../../fixtures/settings/init/stdout.txt')
    const written = readFileSync(join(cwd, 'kalint.yaml'), 'utf8')
    await expect(written).toMatchFileSnapshot('../../fixtures/settings/init/expected.yaml')
  })

  it('writes what changes nothing', () => {
    const cwd = folderWith(files)
    const found = (): string[][] =>
      (JSON.parse(kalint(['--format', 'json', '.'], { cwd }).stdout).clusters as { nodes: { file: string }[] }[])
        .map(({ nodes }) => nodes.map(({ file }) => file).sort())
        .sort()
    const before = found()
    kalint(['init'], { cwd })
    expect(found()).toEqual(before)
    const text = readFileSync(join(cwd, 'kalint.yaml'), 'utf8')
    writeFileSync(join(cwd, 'kalint.yaml'), text.replaceAll(/^# (?=\w+:$|fail-on|target| {2}- | {2}\S+: \w+$)/gm, ''))
    expect(kalint([], { cwd })).toMatchObject({ status: 0, stderr: '' })
  })

  it('overwrites nothing', () => {
    const cwd = folderWith({ ...files, 'kalint.yaml': 'target: 2.2.7\n' })
    expect(kalint(['init'], { cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'kalint: kalint.yaml: exists, and is left as it is. Change it, or take it away first.\n',
    })
    expect(readFileSync(join(cwd, 'kalint.yaml'), 'utf8')).toBe('target: 2.2.7\n')
  })

  it('writes into another directory, and says whose settings no longer count there', () => {
    const cwd = folderWith({ ...files, 'kalint.yaml': 'target: 2.2.7\n' })
    expect(kalint(['init', 'web'], { cwd })).toEqual({
      status: 0,
      stdout: 'web/kalint.yaml: written.\n  lb: lb1 and lb2\n',
      stderr: 'kalint: kalint.yaml no longer counts for what lies in web.\n',
    })
    expect(readFileSync(join(cwd, 'web/kalint.yaml'), 'utf8')).toContain(
      'clusters:\n  lb:\n    - lb1.conf\n    - lb2.conf\n',
    )
    expect(kalint(['web/lb1.conf'], { cwd }).stdout).toContain('2 nodes in 1 cluster (keepalived 2.4.3)')
  })

  it('quotes names that YAML would read otherwise', () => {
    const cwd = folderWith({ 'true/# a.conf': good, 'true/b: c.conf': standby })
    expect(kalint(['init'], { cwd }).stdout).toBe('kalint.yaml: written.\n  true: # a and b: c\n')
    expect(kalint([], { cwd })).toMatchObject({ status: 0, stdout: expect.stringContaining('2 nodes in 1 cluster') })
  })

  it('writes nothing where there is nothing, or no such directory', () => {
    const cwd = folderWith({ 'nginx.conf': 'http {}\n' })
    expect(kalint(['init'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no keepalived configuration'),
    })
    expect(kalint(['init', 'nope'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no such directory'),
    })
    rmSync(join(cwd, 'nginx.conf'))
    expect(() => readFileSync(join(cwd, 'kalint.yaml'))).toThrow()
  })
})
