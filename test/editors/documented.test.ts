/** The settings of docs/editors.md agree with kalint, whether or not the editors are there to try them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../grammar/directives/root.ts'
import { settingsFrom } from '../../src/server/settings.ts'
import { documented, documentedNames } from './documented.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/editors.md'), 'utf8')

describe('the page on editors', () => {
  const blocks = Object.keys(root).filter((keyword) => root[keyword]?.body !== undefined)

  it.each(['neovim-filetype', 'vim-filetype', 'emacs-mode', 'kakoune-filetype'])('%s knows every block', (name) => {
    const words = new Set(documented(name).match(/\w+/g))
    expect(blocks.filter((block) => !words.has(block))).toEqual([])
  })

  it('names every setting', () => {
    const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, setting]) => setting)
    expect(named).toEqual(Object.keys(settingsFrom({})))
  })

  it('has no settings that are marked as tested and are not', () => {
    const tests = ['neovim/neovim', 'vim/vim', 'emacs/emacs', 'kakoune/kakoune']
      .map((name) => readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8'))
      .join('\n')
    expect(documentedNames().filter((name) => !tests.includes(`'${name}'`))).toEqual([])
  })

  it('has JSON that can be read', () => {
    const blocksOfJson = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = '']) => text)
    expect(blocksOfJson.length).toBeGreaterThan(3)
    for (const text of blocksOfJson) expect(JSON.parse(text)).toBeTypeOf('object')
  })

  it('gives every feature one mark for each server', () => {
    const rows = page
      .replace(/^.*\| Feature \|[^\n]*\n[^\n]*\n/s, '')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| **'))
    expect(rows.length).toBeGreaterThan(30)
    expect(rows.filter((row) => !/^\|[^|]+(\| [●○·] ){5}\|$/.test(row))).toEqual([])
  })
})
