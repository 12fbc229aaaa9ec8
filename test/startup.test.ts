/** What keeps the start fast: a run loads nothing that it does not need, and V8 takes what the build compiled. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, goodNode, program } from './run-kalint.ts'

const project = join(import.meta.dirname, '..')

/** What a script that is loaded before kalint tells about a run on two files. */
function observed(observer: string): string {
  const cwd = folderWith({
    'observer.cjs': observer,
    'a.conf': goodNode(),
    'b.conf': goodNode({ state: 'BACKUP', priority: 100, routerId: 15 }),
  })
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env
  const args = ['--require', './observer.cjs', program, 'a.conf', 'b.conf']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' })
  expect(status).toBe(1)
  return stderr
}

describe('a run on two files', () => {
  it('loads no part of Node that takes long', () => {
    const loaded = observed(`
      const { writeSync } = require('node:fs')
      const known = new Set(process.moduleLoadList)
      process.on('exit', () => {
        for (const name of process.moduleLoadList) if (!known.has(name)) writeSync(2, name + '\\n')
      })
    `)
    expect(
      loaded.match(
        /^NativeModule (?:child_process|events|net|os|perf_hooks|readline|stream|tty|url|v8|worker_threads)$/gm,
      ),
    ).toBeNull()
  })

  it('reads no explanations, and nothing for settings where there are none', () => {
    const read = observed(`
      const fs = require('node:fs')
      const { openSync, readFileSync, writeSync } = fs
      fs.openSync = (path, ...rest) => (writeSync(2, path + '\\n'), openSync(path, ...rest))
      fs.readFileSync = (path, ...rest) => (writeSync(2, path + '\\n'), readFileSync(path, ...rest))
    `)
    expect(read).toContain('.cache')
    expect(read).not.toContain('explanations')
    expect(read).not.toContain('/dist/settings')
  })

  it('runs what the build compiled', () => {
    const told = observed(`
      const { writeSync } = require('node:fs')
      const vm = require('node:vm')
      vm.Script = new Proxy(vm.Script, {
        construct(Script, given) {
          const script = new Script(...given)
          writeSync(2, 'rejected: ' + script.cachedDataRejected)
          return script
        },
      })
    `)
    expect(told).toBe('rejected: false')
  })
})

describe('the source', () => {
  it('compares texts without the tables of a language, which take longer to load than kalint takes to run', () => {
    const sources = ['src', 'grammar'].flatMap((folder) =>
      readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => join(folder, path)),
    )
    const wrong = sources.filter((path) => /\.localeCompare\(|\bIntl\./.test(readFileSync(join(project, path), 'utf8')))
    expect(wrong).toEqual([])
  })
})
