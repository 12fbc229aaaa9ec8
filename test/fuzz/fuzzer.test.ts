/** The fuzzer finds what is wrong, and in kalint nothing: a short run of each shape, and all that was ever found. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bytesShape } from '../../fuzz/bytes/shape.ts'
import { configsShape } from '../../fuzz/configs/shape.ts'
import { editsShape } from '../../fuzz/edits/shape.ts'
import type { FailureFile } from '../../fuzz/main.ts'
import { runInput } from '../../fuzz/run-input.ts'
import type { Shape, ShapeName } from '../../fuzz/shape.ts'
import { folderWith } from '../run-kalint.ts'

const root = join(import.meta.dirname, '../..')
const sources = { root, corpus: undefined }

/** For a busy machine, in milliseconds. */
const PATIENCE = 240_000

const SHAPES: Readonly<Record<ShapeName, Shape<unknown>>> = {
  bytes: bytesShape(sources) as Shape<unknown>,
  configs: configsShape(sources) as Shape<unknown>,
  edits: editsShape(sources) as Shape<unknown>,
}

function fuzz(...args: string[]) {
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'scripts/fuzz.mjs'), '--fresh', ...args], {
    encoding: 'utf8',
  })
  return { lines: stdout.split('\n'), status }
}

/** The whole of a line but its times. */
function withoutTimes(line: string | undefined): string | undefined {
  return line?.replace(/the longest took \d+ ms/, '')
}

describe('the fuzzer', { timeout: PATIENCE }, () => {
  it('finds planted mistakes: what does not hold, is thrown, is slow or never ends, each made small', () => {
    const found = folderWith({})
    const { status } = fuzz('--shape', 'planted', '--runs', '20', '--patience', '1', '--found', found)
    expect(status).toBe(1)
    const files = readdirSync(found).map((name) => JSON.parse(readFileSync(join(found, name), 'utf8')) as FailureFile)
    const texts = files.map(({ why, input }) => `${why.replace(/\d+/g, 'N')} | ${(input as { text: string }).text}`)
    expect(texts.map((text) => text.replace(/(slow|takes).*\|/, 'slow |')).sort()).toEqual([
      'RangeError: two letters y | yy',
      'TypeError: nobody waits for this | zz',
      'Violation: no letter comes twice in a row: xx | xx',
      'slow | ww',
      'the process was ended: hangs | a vv b',
    ])
  })

  it('finds nothing in a short run of each shape, which is the same for the same seed', () => {
    const shapes = ['bytes', 'bytes', 'configs', 'edits'].flatMap((shape) => ['--shape', shape])
    const found = folderWith({})
    const { lines, status } = fuzz(...shapes, '--runs', '25', '--seed', '7', '--found', found)
    expect(lines.slice(0, 4).map((line) => line.replace(/^(\w+), seed 7: (\d+) inputs.*; (.*)/, '$1 $2 $3'))).toEqual([
      'bytes 25 nothing found',
      'bytes 25 nothing found',
      'configs 25 nothing found',
      'edits 25 nothing found',
    ])
    expect(withoutTimes(lines[0])).toBe(withoutTimes(lines[1]))
    expect(lines[0]).toMatch(/ [1-9]\d{3} of \d+ branches taken/)
    expect(status).toBe(0)
  })
})

describe('what was found once', { timeout: PATIENCE }, () => {
  const folder = join(root, 'fixtures/fuzz')
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

  it.each(names)('is not found any more: %s', async (name) => {
    const { shape, input } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as FailureFile
    if (shape === 'planted') throw new Error('a planted mistake is no fixture')
    expect((await runInput(SHAPES[shape], input)).failure).toBeUndefined()
  })
})
