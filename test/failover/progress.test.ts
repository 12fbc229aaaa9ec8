/** Long runs of `kalint failover`: how far they are is told to a person at a terminal, and Ctrl-C ends them. */
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, kalint, program } from '../run-kalint.ts'

/** Enough nodes and interfaces for a run that takes a while. */
function manyNodes(): Record<string, string> {
  const texts = Array.from({ length: 9 }, (_, node): [string, string] => {
    const instances = Array.from({ length: 4 }, (__, index) =>
      goodNode({ state: 'BACKUP', priority: 100 + node * 10, routerId: 51 + index })
        .replace('VI_1', `VI_${index}`)
        .replace('eth0', `eth${index}`)
        .replace('192.0.2.10', `192.0.2.${10 + index}`),
    )
    return [`n${node}.conf`, instances.join('\n')]
  })
  return Object.fromEntries(texts)
}

describe('a long run', () => {
  it('tells nothing of its progress where nobody looks', () => {
    const cwd = folderWith({ 'a.conf': goodNode(), 'b.conf': goodNode({ state: 'BACKUP', priority: 100 }) })
    expect(kalint(['failover', 'a.conf', 'b.conf'], { cwd }).stderr).toBe('')
  })

  it('tells it at a terminal in one line, which is gone at the end', () => {
    const cwd = folderWith(manyNodes())
    const command = `${process.execPath} ${program} failover --depth 2 --format json . > out.json`
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { cwd, encoding: 'utf8', timeout: 60_000 })
    expect(stdout).toMatch(/\r\u001b\[Kscenario \d[\d,]* of \d[\d,]*/)
    expect(stdout.endsWith('\r\u001b[K')).toBe(true)
    expect(stdout).not.toContain('\n')
  })

  it('ends at once with 130 when it is interrupted, and prints nothing', async () => {
    const cwd = folderWith(manyNodes())
    const command = `exec ${process.execPath} ${program} failover --depth 2 --format json . > out.json`
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd })
    let told = ''
    child.stdout.on('data', (part: Buffer) => {
      const isFirst = !told.includes('scenario')
      told += part.toString()
      // What a terminal sends for Ctrl-C.
      if (isFirst && told.includes('scenario')) child.stdin.write('\u0003')
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(130)
    expect(told).toMatch(/scenario \d[\d,]* of \d[\d,]*/)
    expect(told).toMatch(/\r\u001b\[K$|\^C$/)
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('')
  })
})
