/** What `kalint failover` prints: every folder of `fixtures/failover-shown` is a cluster, beside what is said of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kalint, type Outcome } from '../run-kalint.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/failover-shown')

function shown(folder: string, ...args: string[]): Outcome {
  const cwd = join(fixtures, folder)
  const paths = readdirSync(cwd).filter((name) => name.endsWith('.conf'))
  return kalint(['failover', ...args, ...paths], { cwd })
}

function expected(folder: string, name: string): string {
  return join(fixtures, folder, name)
}

describe.each(readdirSync(fixtures))('of %s', (folder) => {
  it('the table is as expected, and no line of it is wider than 80 columns', async () => {
    const { stdout, stderr } = shown(folder)
    expect(stderr).toBe('')
    await expect(stdout).toMatchFileSnapshot(expected(folder, 'expected.txt'))
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })
})

describe('the README', () => {
  it('shows what is printed', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
    expect(readme).toContain(`\`\`\`text\n${readFileSync(expected('weak-script', 'expected.txt'), 'utf8')}\`\`\``)
  })
})

describe('the same in other formats', () => {
  it.each([
    ['markdown', 'expected.md'],
    ['mermaid', 'expected.mmd'],
  ])('is %s', async (format, name) => {
    const { stdout, stderr } = shown('weak-script', '--format', format)
    expect(stderr).toBe('')
    await expect(stdout).toMatchFileSnapshot(expected('weak-script', name))
  })
})

describe('a scenario of one’s own', () => {
  it('is told alone, with the steady state before it', async () => {
    const events = ['--event', 'node-down:lb1', '--event', 'script-fails:lb2:check_proxy']
    const { stdout, status } = shown('weak-script', ...events)
    await expect(stdout).toMatchFileSnapshot(expected('weak-script', 'expected-own.txt'))
    expect(status).toBe(0)
  })

  it('may be one failure', () => {
    const { stdout } = shown('pair', '--event', 'node-down:lb1')
    expect(stdout).toContain('A node dies\nlb1           lb2     3.1 s  ok\n')
    expect(stdout).toContain('\n2 scenarios, 0 problems\n')
  })
})

describe('with --depth 2', () => {
  it('there are pairs, of which only those are listed that are worse than each failure alone where there are many', () => {
    const { stdout } = shown('long-names', '--depth', '2')
    expect(stdout).toContain('One thing after the other\n')
    expect(stdout).toMatch(/ {2}\d+ scenarios without a problem of their own; --format json has all\n/)
  })

  it('all of a few are', () => {
    const { stdout } = shown('equal-priorities', '--depth', '2')
    expect(stdout).toContain('lb1 dies, then lb2 dies\n')
    expect(stdout).toContain('nobody left')
  })
})

describe('the exit code', () => {
  it.each([
    ['pair', 0],
    ['weak-script', 1],
    ['differing-passwords', 1],
    ['equal-priorities', 0],
  ])('for %s is %i', (folder, code) => {
    expect(shown(folder).status).toBe(code)
  })
})

describe('an event that cannot be', () => {
  it.each([
    ['node-dwn:lb1', 'there is no event "node-dwn". Did you mean node-down? There are node-down, node-back,'],
    ['node-down', 'the node is missing. Write node-down:NODE.'],
    ['node-down:lb1:eth0', 'nothing may follow the node. Write node-down:lb1.'],
    ['node-down:lb9', 'there is no node "lb9". Did you mean lb1? There are lb1 and lb2.'],
    ['script-fails:lb1', 'the script is missing. Write script-fails:lb1:NAME; there is check_proxy.'],
    ['script-fails:lb1:nothing', 'lb1 tracks no script "nothing". There is only check_proxy.'],
    ['process-fails:lb1:haproxy', 'lb1 tracks no process.'],
    ['interface-down:lb1:eth9', 'lb1 uses no interface "eth9". Did you mean eth0? There is only eth0.'],
    ['link-cut:lb1', 'the other node is missing. Write link-cut:lb1:OTHER-NODE.'],
    ['link-cut:lb1:lb1', 'lb1 has no link to itself. Did you mean lb2? There is only lb2.'],
  ])('%s', (event, told) => {
    const { status, stdout, stderr } = shown('pair', '--event', event)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.startsWith(`kalint: --event ${event}: ${told}`)).toBe(true)
  })

  it('of a node that never runs', () => {
    const { status, stderr } = shown('never-runs', '--event', 'node-down:lb2')
    expect(status).toBe(2)
    expect(stderr).toBe('kalint: --event node-down:lb2: lb2 never runs, so that nothing can happen to it.\n')
  })
})
