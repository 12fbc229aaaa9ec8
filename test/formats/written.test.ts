/** Each format writes the findings of a cluster as it is written down in `fixtures/formats`. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintFolder } from '../lint-folder.ts'
import { fixtures, RENDERERS } from './renderings.ts'

const folder = join(fixtures, 'formats/pair')
const NAMES = { sarif: 'pair.sarif', github: 'pair.github.txt', compact: 'pair.compact.txt' } as const

describe.each(Object.entries(RENDERERS))('%s', (format, render) => {
  it('says what is written down', async () => {
    const name = Object.hasOwn(NAMES, format)
      ? NAMES[format as keyof typeof NAMES]
      : `pair.${format}.${format === 'gitlab' ? 'json' : 'xml'}`
    await expect(render(lintFolder(folder))).toMatchFileSnapshot(join(fixtures, 'formats', name))
  })

  it('names no finding where there is none', () => {
    const report = { ...lintFolder(folder), diagnostics: [] }
    const text = render(report)
    expect(text).not.toMatch(/virtual.router.id/i)
    if (format === 'compact' || format === 'github') expect(text).toBe('')
    if (format === 'gitlab') expect(JSON.parse(text)).toEqual([])
    if (format === 'sarif') expect(JSON.parse(text).runs[0].results).toEqual([])
    if (format === 'junit') expect(text).toContain('tests="2" failures="0"')
    if (format === 'checkstyle') expect(text.match(/<file [^>]*\/>/g)).toHaveLength(2)
  })
})
